//! Dependencies that go, with what stands there for their sake alone: a property, or the list around them.

use std::sync::Arc;

use super::Context;
use crate::finding::Change;
use crate::syntax::xml::Node;
use crate::text::{Edit, Span, newline};
use crate::types::reactor::Lookup;
use crate::view::BuildFile;
use crate::view::build::Dependency;

/// Takes a dependency away, and with it the property that only said its version; `None` for an entry of a catalog.
pub(super) fn with_its_property(
    context: &Context<'_>,
    pom: &Arc<BuildFile>,
    dependency: &Dependency,
) -> Option<Change> {
    let mut change = Change::in_file(&pom.path, vec![with_its_list(pom, dependency)?]);
    let reactor = context.project.reactor();
    let name = dependency.version.as_ref().and_then(|version| version.reference());
    let definitions = match name.map(|name| reactor.property(&pom.path, name)) {
        Some(Lookup::Defined(definitions)) => definitions,
        Some(Lookup::Project(_) | Lookup::Unknown(_)) | None => Vec::new(),
    };
    for definition in definitions.iter().filter(|one| reactor.direct_uses(one).len() == 1) {
        let Some(pom) = reactor.pom(&definition.path) else { continue };
        let mut properties = pom.model.properties.iter();
        let property = properties.find(|property| property.value.span == definition.value.span);
        if let Some(property) = property.filter(|_| context.project.snapshot().in_scope(&pom.path)) {
            change.push(&Arc::clone(&pom.path), pom.removal(property.element));
        }
    }
    Some(change)
}

/// Takes a dependency away, or all of the managed list that holds nothing else.
fn with_its_list(pom: &BuildFile, dependency: &Dependency) -> Option<Edit> {
    let node = pom.tree.nodes().find(|node| node.span() == dependency.element);
    let list = node.and_then(Node::parent).filter(|list| list.children().count() == 1);
    let managed = list.and_then(Node::parent).filter(|around| around.name() == "dependencyManagement");
    let Some(managed) = managed else { return pom.removal_of(dependency) };
    let (text, lines) = (pom.text(), pom.removal(managed.span()).span);
    let behind = text[lines.end..].lines().next().filter(|line| line.trim().is_empty());
    let is_between_blanks =
        text[..lines.start].lines().next_back().is_some_and(|line| line.trim().is_empty());
    // Of two blank lines around it, one goes too.
    let blank = behind.filter(|_| is_between_blanks).map_or(0, |line| line.len() + newline(text).len());
    Some(Edit::delete(Span::new(lines.start, lines.end + blank)))
}
