//! Artifacts that go because nothing uses them.

use super::{Dependency, Finding, Search, Wanted};
use crate::finding::{Change, Note};
use crate::rules::{family, removal};

impl Search<'_> {
    /// Whether no source of the project at `path`, nor of one that inherits from it, needs an artifact that goes then.
    pub(super) fn is_unused(&self, path: &str, wanted: Wanted<'_>) -> bool {
        let words = wanted.needed_by;
        !words.is_empty() && family::user_of(self.context.project, path, words).is_none()
    }

    /// The dependency goes, and with it the property that only said its version.
    pub(super) fn removed(&self, dependency: &Dependency) -> Finding {
        let change = removal::with_its_property(self.context, self.pom, dependency);
        let change = change
            .unwrap_or_else(|| Change::in_file(&self.pom.path, vec![self.pom.removal(dependency.element)]));
        let what = format!("`{}` goes: nothing here uses it.", dependency.artifact.text);
        self.context.apply(self.site(dependency.artifact.span), Note::new(what, ""), change)
    }
}
