//! Calls that give a `java.util.Properties` a value.

use tree_sitter::Node;

use super::key_in_file::Values;
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

/// The edit that calls the value set under the key `node` by its word of today.
pub(super) fn renamed_value(java: &JavaFile, node: Node<'_>, values: &Values) -> Option<Edit> {
    let value = value_of(node).filter(|value| value.kind() == "string_literal")?;
    let new = values.get(java.text_of(value).trim_matches('"'))?;
    Some(Edit::replace(java::span(value), format!("\"{new}\"")))
}

/// The value set under the key `node`: a literal, or an enum constant by its `name()`.
pub(super) fn known_value<'f>(java: &'f JavaFile, node: Node<'_>) -> Option<&'f str> {
    let value = value_of(node)?;
    let text = java.text_of(value);
    match value.kind() {
        "string_literal" => Some(text.trim_matches('"')),
        _ => text.strip_suffix(".name()").and_then(|constant| constant.rsplit('.').next()),
    }
}
