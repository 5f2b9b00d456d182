//! What must come along with an artifact of a catalog: an entry there, and a statement in each script that means the artifact.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Dependency, Search};
use crate::finding::Change;
use crate::rules::coordinate::Coordinate;
use crate::view::BuildFile;
use crate::view::build::{AliasUse, alias_name};

impl Search<'_> {
    /// Adds `companion` behind the entry `beside`; `None` where one of the places cannot be written.
    pub(super) fn added_to_catalog(&self, beside: &Dependency, companion: &Coordinate) -> Option<Change> {
        let is_example = |one: &&Dependency| one.group.text == companion.group && self.wanted(one).is_none();
        let example = self.pom.model.dependencies.iter().find(is_example)?;
        let (alias, entry) = self.pom.entry_after(beside, example, &companion.artifact)?;
        let uses = self.uses_of_connectors();
        if uses.is_empty() {
            return None;
        }
        let mut change = Change::default();
        for (script, one) in uses.values() {
            let own = example.alias.as_ref().and_then(|alias| use_in(script, &alias_name(&alias.text)));
            let scope = own.and_then(|own| own.scope.as_ref()).map(|scope| scope.text.as_str());
            change.push(&script.path, script.alias_after(one, &alias, scope)?);
        }
        change.push(&self.pom.path, entry);
        Some(change)
    }

    /// By file, the first that means a connector without its companions.
    fn uses_of_connectors(&self) -> BTreeMap<Arc<str>, (&Arc<BuildFile>, &AliasUse)> {
        let lacking = self.pom.model.dependencies.iter().filter(|one| self.lacks_companions(one));
        let names = lacking.filter_map(|one| Some(alias_name(&one.alias.as_ref()?.text)));
        let mut first = BTreeMap::new();
        for name in names {
            for script in self.reactor.heirs(&self.pom.path) {
                let Some(one) = use_in(script, &name) else { continue };
                let place = first.entry(Arc::clone(&script.path)).or_insert((script, one));
                if one.span < place.1.span {
                    *place = (script, one);
                }
            }
        }
        first
    }
}

/// The first that means the entry `name` in a file.
fn use_in<'s>(script: &'s BuildFile, name: &str) -> Option<&'s AliasUse> {
    script.model.aliases.iter().find(|one| one.name == name)
}
