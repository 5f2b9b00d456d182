//! Where a value becomes a text, which is another one of a `Duration`.

use tree_sitter::Node;

use super::accessor::is_time;
use crate::syntax::java;
use crate::text::Span;
use crate::types::JavaScope;

/// Methods that make texts of what they are given.
const WRITING: [&str; 12] = [
    "append", "debug", "error", "format", "info", "print", "printf", "println", "toString", "trace",
    "valueOf", "warn",
];

/// The values of `Time` that are joined with a text or handed to a method that makes one.
pub(super) fn places(scope: &JavaScope<'_>) -> Vec<Span> {
    let nodes = java::descendants(scope.file.root());
    let written = nodes.flat_map(|node| match node.kind() {
        "binary_expression" if is_sum(scope, node) => {
            ["left", "right"].iter().filter_map(|side| node.child_by_field_name(side)).collect()
        }
        "method_invocation" if WRITING.contains(&java::method_name(node, scope.file.text())) => {
            java::arguments(node)
        }
        _ => Vec::new(),
    });
    written.filter(|value| is_time(scope, *value).is(&true)).map(java::span).collect()
}

fn is_sum(scope: &JavaScope<'_>, node: Node<'_>) -> bool {
    node.child_by_field_name("operator").is_some_and(|operator| scope.file.text_of(operator) == "+")
}
