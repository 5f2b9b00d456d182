//! Expressions that move to another place: whether they mean the same there, and how they are written there.

use tree_sitter::Node;

use super::element;
use crate::syntax::java;
use crate::types::Resolution::Known;
use crate::types::{JavaScope, TypeRef};

/// The expression as it is written in another method, with full names; an error when it needs something that is only here.
pub(crate) fn elsewhere(scope: &JavaScope<'_>, expression: Node<'_>) -> Result<String, String> {
    let file = scope.file;
    let start = expression.start_byte();
    let mut text = file.text_of(expression).to_owned();
    let mut names = Vec::new();
    for node in java::descendants(expression) {
        match node.kind() {
            "this" | "super" => return Err(needs(file.text_of(node))),
            "method_invocation" if java::receiver(node).is_none() => {
                return Err(needs(java::method_name(node, file.text())));
            }
            "identifier" => {
                names.extend(type_of_identifier(scope, expression, node)?.map(|name| (node, name)));
            }
            "type_identifier"
                if node.parent().is_none_or(|around| around.kind() != "scoped_type_identifier") =>
            {
                match scope.type_of_node(node) {
                    Known(found) if !found.is_parameter() => names.push((node, found.name)),
                    _ => return Err(needs(file.text_of(node))),
                }
            }
            _ => {}
        }
    }
    for (node, name) in names.into_iter().rev() {
        text.replace_range(
            node.start_byte() - start..node.end_byte() - start,
            &element::print(&TypeRef::new(name)),
        );
    }
    Ok(text)
}

/// The full name of the type that the identifier is; `None` for what the expression itself declares or a name after a dot.
fn type_of_identifier(
    scope: &JavaScope<'_>,
    expression: Node<'_>,
    node: Node<'_>,
) -> Result<Option<String>, String> {
    let parent = node.parent();
    let is_member = parent.is_some_and(|around| match around.kind() {
        "method_invocation" => around.child_by_field_name("name") == Some(node),
        "field_access" => around.child_by_field_name("field") == Some(node),
        "method_reference" => around.named_child(0) != Some(node),
        _ => false,
    });
    if is_member {
        return Ok(None);
    }
    if let Known(found) = scope.declaration(node) {
        let is_inside = found.file.path == scope.file.path && java::span(expression).contains(found.span);
        return if is_inside { Ok(None) } else { Err(needs(&found.name)) };
    }
    match scope.named_type(node) {
        Some(Known(name)) => Ok(Some(name)),
        _ => Err(needs(scope.file.text_of(node))),
    }
}

fn needs(name: &str) -> String {
    format!("its watermark strategy needs `{name}`, which is not known where `addSource` is called")
}
