//! Who sees the type of the key of a stream.

use tree_sitter::Node;

use crate::syntax::java;
use crate::view::JavaFile;

/// Calls on a keyed or windowed stream that give a stream with the same key.
const SAME_KEY: [&str; 7] =
    ["allowedLateness", "countWindow", "evictor", "sideOutputLateData", "timeWindow", "trigger", "window"];

/// Calls in no form of which anything has the type of the key.
const BLIND: [&str; 11] =
    ["addSink", "filter", "flatMap", "map", "max", "maxBy", "min", "minBy", "print", "sinkTo", "sum"];

/// Calls that may take a function that sees the key, with the number of arguments in the form that does not.
const BLIND_FORMS: [(&str, usize); 3] = [("aggregate", 1), ("fold", 2), ("reduce", 1)];

/// Whether the code depends on the type of the key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// Nothing sees it.
    None,
    /// It is written where the stream goes.
    Declared,
    /// Something may see it.
    Some,
}

/// Who sees the key of the stream that `call` gives.
pub(super) fn of(file: &JavaFile, call: Node<'_>) -> Sight {
    let mut stream = call;
    while let Some(next) = chained(stream) {
        let name = java::method_name(next, file.text());
        if BLIND.contains(&name) || BLIND_FORMS.contains(&(name, java::arguments(next).len())) {
            return Sight::None;
        }
        if !SAME_KEY.contains(&name) {
            return Sight::Some;
        }
        stream = next;
    }
    let is_written = stream == call && stream.parent().is_some_and(|parent| is_typed(file, parent));
    if is_written { Sight::Declared } else { Sight::Some }
}

/// The call on what `stream` gives.
fn chained(stream: Node<'_>) -> Option<Node<'_>> {
    let parent = stream.parent().filter(|parent| parent.kind() == "method_invocation")?;
    (parent.child_by_field_name("object") == Some(stream)).then_some(parent)
}

/// Whether a value that `place` takes has a type that is written.
fn is_typed(file: &JavaFile, place: Node<'_>) -> bool {
    match place.kind() {
        "variable_declarator" => {
            let written = place.parent().and_then(|declaration| declaration.child_by_field_name("type"));
            written.is_some_and(|written| !file.is_inferred(java::span(written)))
        }
        "assignment_expression" => java::is_expression_statement(place),
        "return_statement" => {
            let around = java::enclosing(place, &["method_declaration", "lambda_expression"]);
            around.is_some_and(|around| around.kind() == "method_declaration")
        }
        _ => false,
    }
}
