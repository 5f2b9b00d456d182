//! Whether what a source or sink is made of has its last value where it is made.

use tree_sitter::Node;

use crate::syntax::java;
use crate::types::{DeclarationKind, JavaScope};

/// Calls that change properties.
const CHANGES: &[&str] = &["setProperty", "put", "putAll", "putIfAbsent", "remove"];

/// The old classes kept the properties and read them late; the new ones get a copy when they are built.
pub(crate) fn are_complete(
    scope: &JavaScope<'_>,
    properties: Node<'_>,
    maker: Node<'_>,
) -> Result<(), String> {
    let Some(found) = scope.declaration(properties).known() else { return Ok(()) };
    let later = scope.uses(&found).known.into_iter().any(|used| {
        let call = used.file.node(used.span).and_then(|node| node.parent());
        let name = call.map_or("", |call| java::method_name(call, used.file.text()));
        let is_here = used.file.path == scope.file.path && used.span.start > maker.end_byte();
        is_here
            && CHANGES.contains(&name)
            && call.and_then(java::enclosing_method) == java::enclosing_method(maker)
    });
    if later { Err(format!("`{}` is changed after it was made", found.name)) } else { Ok(()) }
}

/// What a setter is given moves to `place`, where the source or sink is made or taken; its variables must have
/// their value there already.
pub(crate) fn is_known_before(
    scope: &JavaScope<'_>,
    argument: Node<'_>,
    place: Node<'_>,
) -> Result<(), String> {
    for name in java::descendants(argument).filter(|node| node.kind() == "identifier") {
        let Some(found) = scope.declaration(name).known() else { continue };
        let is_inside = found.file.path == scope.file.path && java::span(argument).contains(found.span);
        let is_local = matches!(found.kind, DeclarationKind::Local | DeclarationKind::Parameter);
        if is_inside || !is_local {
            continue;
        }
        if found.span.start > place.start_byte() {
            return Err(format!("`{}` is declared after it was made", found.name));
        }
        if !scope.is_never_assigned(&found) {
            return Err(format!("`{}` is assigned more than once", found.name));
        }
    }
    Ok(())
}
