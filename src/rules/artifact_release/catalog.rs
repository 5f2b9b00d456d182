//! What must come along with an artifact of a catalog: an entry there, and a statement in each script that means the artifact.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Dependency, Search};
use crate::rules::coordinate::Coordinate;
use crate::text::Edit;
use crate::view::BuildFile;
use crate::view::build::{AliasUse, alias_name};

impl Search<'_> {
    /// Adds `companion` behind the entry `beside`; nothing where one of the places cannot be written.
    pub(super) fn added_to_catalog(
        &self,
        beside: &Dependency,
        companion: &Coordinate,
    ) -> Vec<(Arc<str>, Edit)> {
        let is_example = |one: &&Dependency| one.group.text == companion.group && self.wanted(one).is_none();
        let Some(example) = self.pom.model.dependencies.iter().find(is_example) else { return Vec::new() };
        let Some((alias, entry)) = self.pom.entry_after(beside, example, &companion.artifact) else {
            return Vec::new();
        };
        let uses = self.uses_of_connectors();
        let edits = uses.values().map(|(script, one)| {
            let own = example.alias.as_ref().and_then(|alias| use_in(script, &alias_name(&alias.text)));
            let scope = own.and_then(|own| own.scope.as_ref()).map(|scope| scope.text.as_str());
            Some((Arc::clone(&script.path), script.alias_after(one, &alias, scope)?))
        });
        let edits: Option<Vec<_>> = edits.collect();
        let mut edits = edits.filter(|edits| !edits.is_empty()).unwrap_or_default();
        if !edits.is_empty() {
            edits.push((Arc::clone(&self.pom.path), entry));
        }
        edits
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
