//! Calls that give a `java.util.Properties` a value.

use tree_sitter::Node;

use crate::syntax::java;
use crate::text::Edit;
use crate::types::JavaScope;
use crate::types::Resolution::{self, Known};
use crate::view::JavaFile;

/// The full name of the class.
const PROPERTIES: &str = "java.util.Properties";

/// The call that `node` is the first argument of, when it reads or writes an entry.
pub(crate) fn call_with_key<'t>(scope: &JavaScope<'_>, node: Node<'t>) -> Option<Node<'t>> {
    let call = node.parent().filter(|list| list.kind() == "argument_list")?.parent()?;
    let name = java::method_name(call, scope.file.text());
    let takes_key =
        matches!(name, "setProperty" | "put" | "putIfAbsent" | "getProperty" | "containsKey" | "remove");
    (takes_key && java::arguments(call).first() == Some(&node)).then_some(call)
}

/// Whether `call` is made on a `java.util.Properties`.
pub(crate) fn is_on_properties(scope: &JavaScope<'_>, call: Node<'_>) -> Resolution<bool> {
    java::receiver(call).map_or(Known(false), |receiver| scope.has_type(receiver, PROPERTIES))
}

/// Whether `call` sets a value.
pub(crate) fn is_setter(scope: &JavaScope<'_>, call: Node<'_>) -> bool {
    matches!(java::method_name(call, scope.file.text()), "setProperty" | "put")
        && java::arguments(call).len() == 2
}

/// The value that is set under the key `node`.
pub(super) fn value_of(node: Node<'_>) -> Option<Node<'_>> {
    let call = node.parent().filter(|list| list.kind() == "argument_list")?.parent()?;
    match java::arguments(call).as_slice() {
        [key, value] if *key == node => Some(*value),
        _ => None,
    }
}

/// The edit that gives the value set under the key `node` its unit.
pub(super) fn value_with_unit(java: &JavaFile, node: Node<'_>, unit: &str) -> Option<Edit> {
    let value = value_of(node)?;
    let text = java.text_of(value);
    Some(match value.kind() {
        "string_literal" if text.trim_matches('"').bytes().all(|byte| byte.is_ascii_digit()) => {
            Edit::insert(value.end_byte() - 1, format!(" {unit}"))
        }
        "ternary_expression" => Edit::replace(java::span(value), format!("({text}) + \" {unit}\"")),
        _ => Edit::insert(value.end_byte(), format!(" + \" {unit}\"")),
    })
}
