//! A selector of outputs as a function that sends each element to side outputs.

use tree_sitter::Node;

use super::super::connector::layout;
use super::super::own_method;
use super::super::type_information::{self, Place};
use super::{SELECTOR, TAG};
use crate::finding::qualified;
use crate::syntax::java;
use crate::text::{Edit, Style, indent_at};
use crate::types::{JavaScope, TypeRef};
use crate::view::java::DeclaredType;

const FUNCTION: &str = "org.apache.flink.streaming.api.functions.ProcessFunction";
const COLLECTOR: &str = "org.apache.flink.util.Collector";

/// The classes that a function names.
pub(super) const NAMES: [&str; 5] =
    [FUNCTION, COLLECTOR, TAG, type_information::TYPES, type_information::INFORMATION];

/// The edits that make the argument of `split` a function for `process`.
pub(super) fn of_argument(
    scope: &JavaScope<'_>,
    argument: Node<'_>,
    element: &TypeRef,
) -> Result<Vec<Edit>, String> {
    let java = scope.file;
    if argument.kind() == "lambda_expression" {
        return Ok(vec![of_lambda(Place { scope, at: argument }, argument, element)?]);
    }
    let body = java::child(argument, "class_body").and_then(|body| java.type_with_body(body));
    if let Some(declared) = body.map(|index| &java.types[index]) {
        let head = head(scope, declared).ok_or("what selects its outputs is made of another class")?;
        return converted(scope, declared, head);
    }
    let given = scope.type_of(argument).into_result()?;
    let class = scope.class(&given.name).ok_or("what selects its outputs is not made in this repository")?;
    let within = JavaScope::new(scope.project, &class.file);
    if scope.as_supertype(&given, FUNCTION).known().flatten().is_some() {
        return Ok(Vec::new());
    }
    let declared = class.declared();
    let head = head(&within, declared).ok_or("what selects its outputs inherits that")?;
    converted(&within, declared, head).map(|_| Vec::new())
}

/// Where a class says that it is a selector.
pub(super) fn head<'f>(scope: &JavaScope<'f>, declared: &DeclaredType) -> Option<Node<'f>> {
    let mut supertypes = declared.supertypes().filter_map(|span| scope.file.node(span));
    supertypes.find(|node| scope.means_type(*node, SELECTOR).is(&true))
}

/// The edits that make the class a function; or why there are none.
pub(super) fn converted(
    scope: &JavaScope<'_>,
    declared: &DeclaredType,
    head: Node<'_>,
) -> Result<Vec<Edit>, String> {
    let java = scope.file;
    let arguments = java::child(head, "type_arguments").map(java::children).unwrap_or_default();
    let [written] = arguments.as_slice() else {
        return Err("the type of its elements is not written".to_owned());
    };
    let element = scope.type_of_node(*written).into_result()?;
    let mut own =
        declared.methods.iter().filter(|method| method.name == "select" && method.parameters.len() == 1);
    let (Some(select), None) = (own.next(), own.next()) else {
        return Err("it has not one method `select` of its own".to_owned());
    };
    if declared.methods.iter().any(|method| method.name == "processElement") {
        return Err("it has a method `processElement` already".to_owned());
    }
    let printed = java.text_of(*written);
    let new = format!("{}<{printed}, {printed}>", qualified(FUNCTION));
    let mut edits = own_method::extending(java, declared, head, &new)?;
    edits.extend(own_method::without_override(java, select));
    let indent = indent_at(java.text(), select.span.start);
    let lines = process_element(printed, "value", "select(value)", &tagged(&element));
    edits.push(Edit::insert(select.span.end, own_method::lines(java, indent, &lines)));
    if type_information::constant(&element).is_none() {
        let style = Style::of(java.text(), layout::INDENT);
        let field = field(Place { scope, at: *written }, &element);
        edits.push(Edit::insert(declared.body.start + 1, format!("{0}{indent}{field}{0}", style.newline)));
    }
    Ok(edits)
}

/// A lambda with an expression becomes an anonymous function.
fn of_lambda(place: Place<'_, '_>, lambda: Node<'_>, element: &TypeRef) -> Result<Edit, String> {
    let java = place.scope.file;
    let parts = lambda.child_by_field_name("parameters").zip(lambda.child_by_field_name("body"));
    let (parameter, body) = parts.ok_or("it does not parse")?;
    if body.kind() == "block" || parameter.kind() != "identifier" {
        return Err("what selects its outputs is a lambda with a block".to_owned());
    }
    let printed = place.named(element);
    let style = Style::of(java.text(), layout::INDENT);
    let indent = indent_at(java.text(), lambda.start_byte());
    let inner = format!("{indent}{}", style.indent);
    let mut lines = Vec::new();
    if type_information::constant(element).is_none() {
        lines.push((0, field(place, element)));
    }
    let names = java.text_of(body);
    lines.extend(process_element(&printed, java.text_of(parameter), names, &tagged(element)));
    if lines[0].1.is_empty() {
        lines.remove(0);
    }
    let text = format!(
        "new {}<{printed}, {printed}>() {{{}{}{indent}}}",
        qualified(FUNCTION),
        own_method::lines(java, &inner, &lines),
        style.newline
    );
    Ok(Edit::replace(java::span(lambda), text))
}

/// The field with what Flink knows of the elements.
fn field(place: Place<'_, '_>, element: &TypeRef) -> String {
    let (kind, printed) = (qualified(type_information::INFORMATION), place.named(element));
    format!("private final {kind}<{printed}> elementType = {};", place.information(element))
}

/// What a tag is told of the elements.
fn tagged(element: &TypeRef) -> String {
    type_information::constant(element).unwrap_or_else(|| "elementType".to_owned())
}

/// The method that sends an element to the outputs with the `names`.
fn process_element(element: &str, value: &str, names: &str, tagged: &str) -> Vec<(usize, String)> {
    let (collector, tag) = (qualified(COLLECTOR), qualified(TAG));
    vec![
        (0, String::new()),
        (0, "@Override".to_owned()),
        (
            0,
            format!(
                "public void processElement({element} {value}, Context context, {collector}<{element}> out) {{"
            ),
        ),
        (1, format!("for (String name : {names}) {{")),
        (2, format!("context.output(new {tag}<>(name, {tagged}), {value});")),
        (1, "}".to_owned()),
        (0, "}".to_owned()),
    ]
}
