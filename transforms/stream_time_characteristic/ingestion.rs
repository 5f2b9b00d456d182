//! Jobs with ingestion time: each of their sources gets a strategy that says it.

use tree_sitter::Node;

use super::super::connector::layout;
use super::super::connector::operator::SETTERS;
use super::super::ingestion_time;
use crate::finding::qualified;
use crate::syntax::java;
use crate::text::{Edit, Style, indent_at};
use crate::types::{Declaration, DeclarationKind, JavaScope, Origin};
use crate::view::JavaFile;

/// The methods that give a stream whose elements got the time at which they came in.
///
/// `fromSource` and what is made of it never cared for the characteristic.
const SOURCES: [&str; 10] = [
    "addSource",
    "createInput",
    "fromCollection",
    "fromElements",
    "fromParallelCollection",
    "generateSequence",
    "readFile",
    "readFileStream",
    "readTextFile",
    "socketTextStream",
];

/// A line that is longer is broken.
const LONG: usize = 110;

const ASSIGN: &str = "assignTimestampsAndWatermarks";
const SOURCE_STREAM: &str = "org.apache.flink.streaming.api.datastream.DataStreamSource";
const OPERATOR: &str = "org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator";

/// The classes that the edits name.
pub(super) const NAMES: [&str; 1] = [OPERATOR];

/// The edits that give each source of the environment on which `setter` is called a strategy; or why there are none.
pub(super) fn edits(scope: &JavaScope<'_>, setter: Node<'_>) -> Result<Vec<Edit>, String> {
    let java = scope.file;
    let environment = java::receiver(setter).ok_or("the environment is not named")?;
    let declaration = scope.declaration(environment).into_result()?;
    if declaration.kind != DeclarationKind::Local {
        return Err("other methods can add sources to the environment".to_owned());
    }
    let mut edits = Vec::new();
    for used in scope.uses(&declaration).known {
        let node = java.node(used.span).ok_or("it does not parse")?;
        let Some(call) = node.parent().filter(|call| java::receiver(*call) == Some(node)) else {
            return Err(format!("`{}` goes on to where sources can be added", declaration.name));
        };
        if SOURCES.contains(&java::method_name(call, java.text())) {
            edits.extend(strategy(scope, call)?);
        }
    }
    if edits.is_empty() {
        return Err("no source of the job is in sight that needs a strategy".to_owned());
    }
    edits.extend(ingestion_time::declared(scope, setter)?);
    Ok(edits)
}

/// The edits behind a source; none where it gets a strategy already.
fn strategy(scope: &JavaScope<'_>, source: Node<'_>) -> Result<Vec<Edit>, String> {
    let java = scope.file;
    if let Some(open) = untold(source) {
        return Err(format!("`{}` may get its type from what follows", java.text_of(open)));
    }
    let end = configured(scope, source);
    let parent = end.parent().ok_or("it does not parse")?;
    let mut edits = vec![Edit::insert(end.end_byte(), assigned(java, source, end))];
    match parent.kind() {
        "method_invocation" if java::receiver(parent) == Some(end) => {
            if java::method_name(parent, java.text()) == ASSIGN {
                edits.clear();
            }
        }
        "argument_list" => {
            let call = parent.parent().ok_or("it does not parse")?;
            if !matches!(scope.invoked(call).into_result()?.origin, Origin::Library(..)) {
                return Err("a source goes to another method".to_owned());
            }
        }
        "variable_declarator" => {
            let name = parent.child_by_field_name("name").ok_or("it does not parse")?;
            edits.extend(widened(scope, &scope.declaration(name).into_result()?)?);
        }
        "expression_statement" => {}
        _ => {
            let line = java.text_of(parent).lines().next().unwrap_or_default();
            return Err(format!("a source is used in `{line}`"));
        }
    }
    Ok(edits)
}

/// The call that gives the strategy to what ends with `end`, on a line of its own where the chain has that or grows long.
fn assigned(java: &JavaFile, source: Node<'_>, end: Node<'_>) -> String {
    let call = format!(".{ASSIGN}(new {}<>())", ingestion_time::NAME);
    let (before, after) = java.text().split_at(end.end_byte());
    let space = &after[..after.len() - after.trim_start().len()];
    if space.contains('\n') && after[space.len()..].starts_with('.') {
        return format!("{space}{call}");
    }
    let line = before.rsplit('\n').next().unwrap_or_default();
    let is_short = line.len() + call.len() < LONG;
    let is_broken = java.text_of(end).contains('\n') && line.trim_start().starts_with('.');
    if is_short && !is_broken {
        return call;
    }
    let style = Style::of(java.text(), layout::INDENT);
    let steps = if is_broken { String::new() } else { style.indent.repeat(2) };
    let at = if is_broken { end.end_byte() - line.trim_start().len() } else { source.start_byte() };
    format!("{}{}{steps}{call}", style.newline, indent_at(java.text(), at))
}

/// A diamond that nothing inside its own parentheses tells the type of.
fn untold(source: Node<'_>) -> Option<Node<'_>> {
    java::of_kind(source, "object_creation_expression").find(|made| {
        let written = made.child_by_field_name("type").and_then(|kind| java::child(kind, "type_arguments"));
        written.is_some_and(|written| java::children(written).is_empty()) && java::arguments(*made).is_empty()
    })
}

/// The source with the calls that say more about it.
fn configured<'t>(scope: &JavaScope<'_>, source: Node<'t>) -> Node<'t> {
    let java = scope.file;
    let mut end = source;
    while let Some(call) = end.parent().filter(|call| java::receiver(*call) == Some(end)) {
        if !SETTERS.contains(&java::method_name(call, java.text())) {
            break;
        }
        end = call;
    }
    end
}

/// The edit that lets the variable hold the stream behind the source; none where it can already.
fn widened(scope: &JavaScope<'_>, variable: &Declaration) -> Result<Option<Edit>, String> {
    let java = scope.file;
    let written = variable.type_span.and_then(|span| java.node(span)).ok_or("it does not parse")?;
    let is_source = scope.means_type(written, SOURCE_STREAM).is(&true);
    for used in scope.uses(variable).known {
        let node = java.node(used.span).ok_or("it does not parse")?;
        let call = node.parent().filter(|call| java::receiver(*call) == Some(node));
        if call.is_some_and(|call| SETTERS.contains(&java::method_name(call, java.text()))) {
            return Err(format!("`{}` is told more about the source later", variable.name));
        }
        if is_source && call.is_none() {
            return Err(format!("`{}` goes on as a `DataStreamSource`", variable.name));
        }
    }
    let is_generic = written.kind() == "generic_type";
    let name = java::children(written).into_iter().next().filter(|_| is_generic).unwrap_or(written);
    Ok(is_source.then(|| Edit::replace(java::span(name), qualified(OPERATOR))))
}
