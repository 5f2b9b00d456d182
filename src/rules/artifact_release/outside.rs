//! Versions that are set in a project file outside of the folder that may be rewritten.

use std::sync::Arc;

use super::{Search, Wanted, shown};
use crate::finding::{Change, Finding, Note};
use crate::rules::renamed;
use crate::rules::version::{Age, age_of_release};
use crate::view::build::{Dependency, Value};

impl Search<'_> {
    /// A dependency whose version is set outside; the change is not made, and the finding says so.
    pub(super) fn outside(&self, dependency: &Dependency, wanted: Wanted<'_>) -> Option<Finding> {
        let (path, value) = self.set_outside(dependency)?;
        if age_of_release(&value.text, wanted.version) != Age::Old {
            return None;
        }
        let name = &dependency.artifact.text;
        let what = format!("`{name}` moves from {} to {} in `{path}`.", shown(&value.text), wanted.version);
        let change = Change::in_file(&path, vec![value.replaced_by(wanted.version)]);
        Some(self.context.apply(self.site(dependency.artifact.span), Note::new(what, ""), change))
    }

    /// What must change outside so that a dependency with a new name still has a version.
    pub(super) fn with_outside(&self, dependency: &Dependency, wanted: Wanted<'_>) -> Change {
        let mut change = Change::default();
        if let Some((pom, entry)) = renamed::managing_outside(self.context, self.pom, dependency, wanted.to) {
            renamed::rename(&mut change, pom, entry, wanted.to);
            let version = entry.version.iter();
            version.for_each(|version| change.push(&pom.path, version.replaced_by(wanted.version)));
        } else if dependency.version.is_some()
            && let Some((path, value)) = self.set_outside(dependency)
            && age_of_release(&value.text, wanted.version) == Age::Old
        {
            change.push(&path, value.replaced_by(wanted.version));
        }
        change
    }

    fn set_outside(&self, dependency: &Dependency) -> Option<(Arc<str>, Value)> {
        let place = self.reactor.version_place(&self.pom.path, dependency)?;
        (!self.context.project.snapshot().in_scope(&place.0)).then_some(place)
    }
}
