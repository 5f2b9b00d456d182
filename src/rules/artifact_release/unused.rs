//! Artifacts that go because nothing uses them.

use std::sync::Arc;

use super::{Dependency, Finding, Search, Wanted};
use crate::finding::{Change, Note};
use crate::rules::family;
use crate::types::reactor::Lookup;

impl Search<'_> {
    /// Whether no source of the project at `path`, nor of one that inherits from it, needs an artifact that goes then.
    pub(super) fn is_unused(&self, path: &str, wanted: Wanted<'_>) -> bool {
        let words = wanted.needed_by;
        !words.is_empty() && family::user_of(self.context.project, path, words).is_none()
    }

    /// The dependency goes, and with it the property that only said its version.
    pub(super) fn removed(&self, dependency: &Dependency) -> Finding {
        let mut change = Change::in_file(&self.pom.path, vec![self.pom.removal(dependency.element)]);
        let name = dependency.version.as_ref().and_then(|version| version.reference());
        let definitions = match name.map(|name| self.reactor.property(&self.pom.path, name)) {
            Some(Lookup::Defined(definitions)) => definitions,
            Some(Lookup::Project(_) | Lookup::Unknown(_)) | None => Vec::new(),
        };
        for definition in definitions.iter().filter(|one| self.reactor.direct_uses(one).len() == 1) {
            let Some(pom) = self.reactor.pom(&definition.path) else { continue };
            let mut properties = pom.model.properties.iter();
            let property = properties.find(|property| property.value.span == definition.value.span);
            if let Some(property) = property.filter(|_| self.context.project.snapshot().in_scope(&pom.path)) {
                change.push(&Arc::clone(&pom.path), pom.removal(property.element));
            }
        }
        let what = format!("`{}` goes: nothing here uses it.", dependency.artifact.text);
        self.context.apply(self.site(dependency.artifact.span), Note::new(what, ""), change)
    }
}
