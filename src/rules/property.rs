//! Calls that give a `java.util.Properties` a value.

use tree_sitter::Node;

use crate::syntax::java;
use crate::types::JavaScope;
use crate::types::Resolution::{self, Known};

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
