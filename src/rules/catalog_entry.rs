//! Entries of version catalogs that go, with all that means them.

use std::sync::Arc;

use super::Context;
use crate::finding::Change;
use crate::text::Span;
use crate::view::BuildFile;
use crate::view::build::{Dependency, alias_name};

/// Takes a dependency away, or an entry of a catalog and what means it; `None` where something means it in a way that is not known.
pub(super) fn removed(
    context: &Context<'_>,
    pom: &Arc<BuildFile>,
    dependency: &Dependency,
) -> Option<Change> {
    if let Some(edit) = pom.removal_of(dependency) {
        return Some(Change::in_file(&pom.path, vec![edit]));
    }
    let mut change = Change::in_file(&pom.path, vec![pom.removal_of_entry(dependency)?]);
    let alias = dependency.alias.as_ref()?;
    let name = alias_name(&alias.text);
    for script in context.project.reactor().heirs(&pom.path) {
        let known: Vec<_> = script.model.aliases.iter().filter(|one| one.name == name).collect();
        let is_alone = !known.is_empty() && !has_kin(script, pom, dependency);
        let own = if script.path == pom.path { Some(dependency.element) } else { None };
        if is_alone || known.len() < meant(script, &name, &alias.text, own) {
            return None;
        }
        for one in known {
            change.push(&script.path, script.removal_of_alias(one));
        }
    }
    Some(change)
}

/// Whether a file has another artifact of the group, so that the one that goes may have brought nothing else.
fn has_kin(script: &BuildFile, catalog: &BuildFile, gone: &Dependency) -> bool {
    let is_kin = |one: &&Dependency| one.group.text == gone.group.text && one.element != gone.element;
    let kin = catalog.model.dependencies.iter().filter(is_kin);
    let names: Vec<_> = kin.filter_map(|one| Some(alias_name(&one.alias.as_ref()?.text))).collect();
    script.model.aliases.iter().any(|one| names.contains(&one.name))
        || script.model.dependencies.iter().any(|one| is_kin(&one))
}

/// How often a file means an entry, by its name with dots or as a text, outside of the entry itself.
fn meant(script: &BuildFile, name: &str, alias: &str, own: Option<Span>) -> usize {
    let reference = format!("${{libs.{name}");
    let is_it = |text: &str| {
        let rest = text.strip_prefix(reference.as_str());
        rest.is_some_and(|rest| rest.starts_with('}') || rest.starts_with(".get") || rest.starts_with(".map"))
    };
    let words = script.texts.iter().filter(|value| is_it(&value.text)).count();
    let is_outside = |at: usize| own.is_none_or(|own| at < own.start || own.end <= at);
    let quoted = |quote: char| {
        let text = format!("{quote}{alias}{quote}");
        script.text().match_indices(&text).filter(|(at, _)| is_outside(*at)).count()
    };
    words + quoted('"') + quoted('\'')
}
