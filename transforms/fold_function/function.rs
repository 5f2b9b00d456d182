//! What folds, be it an anonymous class, a class of the project or a lambda, as a function of today.

use tree_sitter::Node;

use super::super::connector::layout;
use super::super::connector::rewrite::Rewrite;
use super::super::own_method;
use super::super::type_information::Place;
use super::methods::Folding;
use super::{OLD, Stream};
use crate::syntax::java;
use crate::text::{Edit, Style, indent_at};
use crate::types::{JavaScope, Origin, TypeRef};
use crate::view::JavaFile;
use crate::view::java::{DeclaredType, Method};

const STREAM: &str = "org.apache.flink.streaming.api.datastream.DataStream";

/// Makes `function`, which folds and begins with `first`, one that `stream` takes today; or says why it cannot be.
pub(super) fn convert(
    scope: &JavaScope<'_>,
    stream: Stream,
    first: Node<'_>,
    function: Node<'_>,
    rewrite: &mut Rewrite,
) -> Result<(), String> {
    let java = scope.file;
    let first_text = java.text_of(first);
    if function.kind() == "lambda_expression" {
        rewrite.edit(java, of_lambda(scope, stream, first, function)?);
        return Ok(());
    }
    if function.kind() != "object_creation_expression" {
        return Err("the function is not made there".to_owned());
    }
    if let Some(body) = java::child(function, "class_body").and_then(|body| java.type_with_body(body)) {
        let edits = converted(scope, &java.types[body], stream, first_text)?;
        rewrite.edits(java, edits);
        return Ok(());
    }
    let made = scope.type_of(function).into_result()?;
    let class = scope.class(&made.name).ok_or("the function is not declared in this repository")?;
    used_once(scope, class.declared())?;
    let within = JavaScope::new(scope.project, &class.file);
    if class.file.path != java.path {
        means_the_same(scope, first, &within, class.declared())?;
    }
    rewrite.edits(&class.file, converted(&within, class.declared(), stream, first_text)?);
    Ok(())
}

/// The edits that make the class a function of today.
fn converted(
    scope: &JavaScope<'_>,
    declared: &DeclaredType,
    stream: Stream,
    first: &str,
) -> Result<Vec<Edit>, String> {
    let java = scope.file;
    let mut heads = declared.supertypes().filter_map(|span| java.node(span));
    let is_fold = |head: &Node<'_>| scope.means_type(*head, OLD).is(&true);
    let head = heads.find(is_fold).ok_or("it is no plain `FoldFunction`")?;
    let written = java::child(head, "type_arguments").map(java::children).unwrap_or_default();
    let [element, result] = written.as_slice() else { return Err("its types are not written".to_owned()) };
    let mut own =
        declared.methods.iter().filter(|method| method.name == "fold" && method.parameters.len() == 2);
    let (Some(fold), None) = (own.next(), own.next()) else {
        return Err("it has not one method `fold` of its own".to_owned());
    };
    let of = scope.type_of_node(*result).into_result()?;
    let folding = Folding {
        stream,
        element: java.text_of(*element).to_owned(),
        result: java.text_of(*result).to_owned(),
        information: Place { scope, at: *result }.information(&of),
        first: first.to_owned(),
        throws: java.node(fold.span).is_some_and(|node| java::child(node, "throws").is_some()),
    };
    if let Some(taken) = declared.methods.iter().find(|method| folding.added().contains(&&*method.name)) {
        return Err(format!("it has a method `{}` already", taken.name));
    }
    let mut edits = match stream {
        Stream::Window => vec![Edit::replace(java::span(head), folding.supertype())],
        Stream::Keyed => own_method::extending(java, declared, head, &folding.supertype())?,
    };
    edits.extend(own_method::without_override(java, fold));
    edits.extend(members(java, declared, fold, &folding));
    Ok(edits)
}

/// The edits that add the methods behind `fold`, and the field that they need.
fn members(java: &JavaFile, declared: &DeclaredType, fold: &Method, folding: &Folding) -> Vec<Edit> {
    let indent = indent_at(java.text(), fold.span.start);
    let newline = Style::of(java.text(), layout::INDENT).newline;
    let methods = own_method::lines(java, indent, &folding.methods());
    let field = folding.field().map(|field| format!("{newline}{indent}{field}{newline}"));
    let field = field.map(|field| Edit::insert(declared.body.start + 1, field));
    field.into_iter().chain([Edit::insert(fold.span.end, methods)]).collect()
}

/// Says where else the class is named than where it is made once.
fn used_once(scope: &JavaScope<'_>, declared: &DeclaredType) -> Result<(), String> {
    let (mut made, name) = (0, &declared.name);
    for file in scope.project.java_files_with(name) {
        for node in file.identifiers(name) {
            let parent = node.parent().ok_or("it does not parse")?;
            let is_own_name = matches!(parent.kind(), "class_declaration" | "constructor_declaration");
            if is_own_name || java::enclosing(node, &["import_declaration"]).is_some() {
                continue;
            }
            if parent.kind() != "object_creation_expression" {
                return Err(format!("`{name}` is named elsewhere too"));
            }
            made += 1;
        }
    }
    if made == 1 { Ok(()) } else { Err(format!("`{name}` is made elsewhere too")) }
}

/// Whether the names in `first` mean the same in the file of the class.
fn means_the_same(
    scope: &JavaScope<'_>,
    first: Node<'_>,
    within: &JavaScope<'_>,
    declared: &DeclaredType,
) -> Result<(), String> {
    let there = within.file.node(declared.body).ok_or("it does not parse")?;
    let names = java::descendants(first).filter(|node| match node.kind() {
        "type_identifier" => true,
        "identifier" => java::receiver(node.parent().unwrap_or(first)) == Some(*node),
        _ => false,
    });
    for node in names {
        let name = scope.file.text_of(node);
        let here = scope.type_name(name, node).into_result()?;
        if !within.type_name(name, there).is(&here) {
            return Err(format!("`{name}` is not imported where `{}` is declared", declared.name));
        }
    }
    Ok(())
}

/// A lambda with an expression becomes an anonymous class.
fn of_lambda(
    scope: &JavaScope<'_>,
    stream: Stream,
    first: Node<'_>,
    lambda: Node<'_>,
) -> Result<Edit, String> {
    let java = scope.file;
    let parts = lambda.child_by_field_name("parameters").zip(lambda.child_by_field_name("body"));
    let (parameters, body) = parts.ok_or("it does not parse")?;
    let names = java::children(parameters);
    let [accumulator, value] = names.as_slice() else { return Err("it does not parse".to_owned()) };
    if body.kind() == "block" || parameters.kind() != "inferred_parameters" {
        return Err("the function is a lambda with a block or with types".to_owned());
    }
    let is_bare = |call: Node<'_>| java::receiver(call).is_none();
    if java::descendants(body).any(|node| node.kind() == "this")
        || java::of_kind(body, "method_invocation").any(is_bare)
    {
        return Err("the function is a lambda that asks the class around it".to_owned());
    }
    let place = Place { scope, at: lambda };
    let of = scope.type_of(first).into_result()?.boxed();
    let folding = Folding {
        stream,
        element: place.named(&element(scope, lambda)?),
        result: place.named(&of),
        information: place.information(&of),
        first: java.text_of(first).to_owned(),
        throws: may_throw(scope, body),
    };
    let parameters = [*accumulator, *value].map(|name| java.text_of(name));
    Ok(Edit::replace(java::span(lambda), anonymous(java, lambda, &folding, parameters, java.text_of(body))))
}

/// An anonymous class in the place of `lambda`, whose own `fold` gives `value`.
fn anonymous(
    java: &JavaFile,
    lambda: Node<'_>,
    folding: &Folding,
    parameters: [&str; 2],
    value: &str,
) -> String {
    let Folding { element, result, .. } = folding;
    let throws = if folding.throws { " throws Exception" } else { "" };
    let [all, one] = parameters;
    let mut lines: Vec<_> =
        folding.field().into_iter().flat_map(|field| [(0, field), (0, String::new())]).collect();
    lines.push((0, format!("private {result} fold({result} {all}, {element} {one}){throws} {{")));
    lines.extend([(1, format!("return {value};")), (0, "}".to_owned())]);
    lines.extend(folding.methods());
    let style = Style::of(java.text(), layout::INDENT);
    let indent = indent_at(java.text(), lambda.start_byte());
    let members = own_method::lines(java, &format!("{indent}{}", style.indent), &lines);
    format!("new {}() {{{members}{}{indent}}}", folding.supertype(), style.newline)
}

/// Whether something in `body` may throw what is checked.
fn may_throw(scope: &JavaScope<'_>, body: Node<'_>) -> bool {
    let calls = java::descendants(body)
        .filter(|node| matches!(node.kind(), "method_invocation" | "object_creation_expression"));
    let is_quiet = |call: Node<'_>| match scope.invoked(call).known().map(|callable| callable.origin) {
        Some(Origin::Library(_, member)) => member.exceptions().next().is_none(),
        _ => false,
    };
    !calls.into_iter().all(is_quiet)
}

/// The elements of the stream whose `fold` takes the lambda.
fn element(scope: &JavaScope<'_>, lambda: Node<'_>) -> Result<TypeRef, String> {
    let call = java::enclosing(lambda, &["method_invocation"]).ok_or("it does not parse")?;
    let stream = java::receiver(call).ok_or("the stream is not named")?;
    let stream = scope.type_of(stream).into_result()?;
    let plain = scope.as_supertype(&stream, STREAM).known().flatten().unwrap_or(stream);
    let element = plain.arguments.into_iter().next().filter(TypeRef::is_complete);
    element.ok_or_else(|| "the type of the elements of the stream is not known".to_owned())
}
