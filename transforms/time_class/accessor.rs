//! The methods of a value of `Time`, and which expressions are such values.

use tree_sitter::Node;

use super::{DURATION, Obstacle, Place, classes, factory, means_time};
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::types::JavaScope;
use crate::types::Resolution::{self, Known, Unknown};

/// The methods without arguments that a `Duration` does not have, or has with another result.
const NAMES: [&str; 5] = ["toMilliseconds", "toDuration", "getSize", "getUnit", "toString"];

/// The calls and method references on values of the classes; where `names_it` is false, only what is sure counts.
pub(super) fn calls(scope: &JavaScope<'_>, names_it: bool) -> Vec<Result<Place, Obstacle>> {
    let nodes = java::descendants(scope.file.root());
    nodes.filter_map(|node| read(scope, node, names_it)).collect()
}

fn read(scope: &JavaScope<'_>, call: Node<'_>, names_it: bool) -> Option<Result<Place, Obstacle>> {
    let (object, called) = parts(call)?;
    let name = scope.file.text_of(called);
    if !NAMES.contains(&name) {
        return None;
    }
    let is_of_class =
        call.kind() == "method_reference" && is_millis(scope, call) && means_time(scope, object);
    // A file that was rewritten before this one gives a `Duration` already, which lacks the methods too.
    let is_new = name != "toString" && scope.has_type(object, DURATION).is(&true);
    if is_of_class || is_new {
        return Some(rewritten(call, object, called, name));
    }
    match is_time(scope, object).into_result() {
        Ok(true) => Some(rewritten(call, object, called, name)),
        Ok(false) => None,
        Err(why) => {
            let now = "Call `toMillis` if it is a `Duration` now.".to_owned();
            let why = format!("`toMilliseconds` is called on what may be a `Time`: {why}");
            let is_call = call.kind() == "method_invocation";
            (names_it && is_call && name == "toMilliseconds")
                .then(|| Err(Obstacle { span: java::span(call), why, now }))
        }
    }
}

/// What a call without arguments or a method reference is made on, and the name of the method.
fn parts(node: Node<'_>) -> Option<(Node<'_>, Node<'_>)> {
    match node.kind() {
        "method_invocation" if java::arguments(node).is_empty() => {
            java::receiver(node).zip(node.child_by_field_name("name"))
        }
        "method_reference" => match java::children(node).as_slice() {
            [object, name] => Some((*object, *name)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the method reference is `toMilliseconds`, which `Duration` has under one name and with one meaning.
pub(super) fn is_millis(scope: &JavaScope<'_>, function: Node<'_>) -> bool {
    parts(function).is_some_and(|(_, name)| scope.file.text_of(name) == "toMilliseconds")
}

fn rewritten(call: Node<'_>, object: Node<'_>, called: Node<'_>, name: &str) -> Result<Place, Obstacle> {
    let (span, called) = (java::span(call), java::span(called));
    let obstacle = |why: &str, now: &str| Obstacle { span, why: why.to_owned(), now: now.to_owned() };
    match name {
        "toMilliseconds" => Ok(Place {
            span: called,
            what: "`toMilliseconds` becomes `toMillis`.".to_owned(),
            edits: vec![Edit::replace(called, "toMillis")],
        }),
        "toDuration" if call.kind() == "method_invocation" => Ok(Place {
            span: called,
            what: "`toDuration` goes; the value is a `Duration` already.".to_owned(),
            edits: vec![Edit::delete(Span::new(object.end_byte(), span.end))],
        }),
        "toString" => Err(obstacle(
            "a `Time` is turned into text",
            "Write the text with `toMillis`; that of a `Duration` is another.",
        )),
        _ => Err(obstacle(
            &format!("`{name}` is called, which a `Duration` does not have"),
            "Ask the `Duration` in one unit, such as `toMillis`, and use that unit where the value is used.",
        )),
    }
}

/// Whether the expression is a value of one of the classes.
pub(super) fn is_time(scope: &JavaScope<'_>, node: Node<'_>) -> Resolution<bool> {
    let node = java::unparenthesized(node);
    if factory::makes_time(scope, node) || is_inferred(scope, node) || is_returned(scope, node) {
        return Known(true);
    }
    let mut answer = Known(false);
    for class in classes(scope) {
        match scope.has_type(node, class) {
            Known(true) => return Known(true),
            Known(false) => {}
            Unknown(why) => answer = Unknown(why),
        }
    }
    answer
}

/// Whether it is a `var` that a factory gives its value.
fn is_inferred(scope: &JavaScope<'_>, node: Node<'_>) -> bool {
    let Known(declaration) = scope.declaration(node) else { return false };
    let is_var = declaration.type_span.is_some_and(|span| declaration.file.is_inferred(span));
    let value = declaration.initializer.filter(|_| is_var).and_then(|span| declaration.file.node(span));
    value.is_some_and(|value| factory::makes_time(&JavaScope::new(scope.project, &declaration.file), value))
}

/// Whether it calls a method of the repository that returns one; an import on demand may bring the class there.
fn is_returned(scope: &JavaScope<'_>, node: Node<'_>) -> bool {
    if node.kind() != "method_invocation" {
        return false;
    }
    let Known(methods) = scope.called(node) else { return false };
    let [method] = methods.as_slice() else { return false };
    let file = &method.class.file;
    let returned = method.declared().return_type.and_then(|span| file.node(span));
    returned.is_some_and(|returned| means_time(&JavaScope::new(scope.project, file), returned))
}
