//! The type of the elements that a source makes or a sink takes.

use tree_sitter::Node;

use crate::finding::qualified;
use crate::rules::flow::{Flow, Spot};
use crate::syntax::java;
use crate::types::{JavaScope, Project, TypeRef};
use crate::view::JavaFile;

/// Schemas of Flink whose only type argument is the element type, and interfaces of the same form.
const SCHEMAS: &[&str] = &[
    "org.apache.flink.api.common.serialization.DeserializationSchema",
    "org.apache.flink.api.common.serialization.AbstractDeserializationSchema",
    "org.apache.flink.api.common.serialization.SerializationSchema",
    "org.apache.flink.streaming.util.serialization.DeserializationSchema",
    "org.apache.flink.streaming.util.serialization.AbstractDeserializationSchema",
    "org.apache.flink.streaming.util.serialization.SerializationSchema",
    "org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema",
    "org.apache.flink.streaming.connectors.kinesis.serialization.KinesisSerializationSchema",
    "org.apache.flink.connector.kinesis.source.serialization.KinesisDeserializationSchema",
    "org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema",
    "org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema",
    "org.apache.flink.streaming.util.serialization.KeyedSerializationSchema",
    "org.apache.flink.streaming.connectors.elasticsearch.ElasticsearchSinkFunction",
    "org.apache.flink.connector.elasticsearch.sink.ElasticsearchEmitter",
    "org.apache.flink.connector.jdbc.JdbcStatementBuilder",
];

/// Interfaces and bases of schemas that know nothing of Kinesis.
const PLAIN_SCHEMAS: &[&str] = &[
    "org.apache.flink.api.common.serialization.DeserializationSchema",
    "org.apache.flink.api.common.serialization.AbstractDeserializationSchema",
    "org.apache.flink.streaming.util.serialization.DeserializationSchema",
    "org.apache.flink.streaming.util.serialization.AbstractDeserializationSchema",
];

/// The same for writing.
const PLAIN_SERIALIZATION: &[&str] = &[
    "org.apache.flink.api.common.serialization.SerializationSchema",
    "org.apache.flink.streaming.util.serialization.SerializationSchema",
];

/// Where Flink keeps schemas that know nothing of a connector.
const PLAIN_PACKAGES: &[&str] = &[
    "org.apache.flink.api.common.serialization.",
    "org.apache.flink.streaming.util.serialization.",
    "org.apache.flink.formats.",
];

/// Schemas of Flink for strings.
const STRING_SCHEMAS: &[&str] = &[
    "org.apache.flink.api.common.serialization.SimpleStringSchema",
    "org.apache.flink.streaming.util.serialization.SimpleStringSchema",
];

/// Streams whose only type argument is the element type.
const STREAMS: &[&str] = &[
    "org.apache.flink.streaming.api.datastream.DataStream",
    "org.apache.flink.streaming.api.datastream.DataStreamSource",
    "org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator",
];

/// Calls on a stream that give the same stream.
const SAME_STREAM: &[&str] = &[
    "name",
    "uid",
    "setParallelism",
    "setMaxParallelism",
    "disableChaining",
    "startNewChain",
    "slotSharingGroup",
];

/// The element type as Java text, for a type witness; `None` when nothing says it.
pub(crate) fn element(
    scope: &JavaScope<'_>,
    maker: Node<'_>,
    schema: Option<Node<'_>>,
    flow: &Flow,
) -> Option<String> {
    let own = java::enclosing_method(maker).map(|method| (&*scope.file.path, java::span(method)));
    let is_near =
        |spot: &Spot| own.is_some_and(|(path, span)| *spot.path == *path && span.contains(spot.span));
    written_argument(scope, maker.child_by_field_name("type")?)
        .or_else(|| of_carriers(scope.project, flow, &is_near))
        .or_else(|| schema.and_then(|schema| of_schema(scope, schema)))
        .or_else(|| of_carriers(scope.project, flow, &|spot| !is_near(spot) && !is_generic(maker)))
        .or_else(|| flow.takers.iter().find_map(|taker| of_stream(scope.project, &taker.path, taker.span)))
        .or_else(|| of_receivers(scope.project, flow))
}

/// The element type of a sink that a call makes, as `element` finds it.
pub(crate) fn of_sink(scope: &JavaScope<'_>, schema: Option<Node<'_>>, flow: &Flow) -> Option<String> {
    of_carriers(scope.project, flow, &|_| true)
        .or_else(|| schema.and_then(|schema| of_schema(scope, schema)))
        .or_else(|| of_receivers(scope.project, flow))
}

/// Whether a method or class around `node` has type parameters, which mean nothing elsewhere.
fn is_generic(node: Node<'_>) -> bool {
    java::ancestors(node).any(|around| java::child(around, "type_parameters").is_some())
}

/// Whether the type can be written at `node`: its type parameters are those of a method or class around it.
fn is_known_at(scope: &JavaScope<'_>, node: Node<'_>, of: &TypeRef) -> bool {
    if of.name == TypeRef::UNKNOWN {
        return false;
    }
    let is_declared = |name: &str| {
        java::ancestors(node).filter_map(|around| java::child(around, "type_parameters")).any(|list| {
            java::children(list).into_iter().any(|parameter| {
                scope.file.text_of(parameter).split(|char: char| !char.is_alphanumeric()).next() == Some(name)
            })
        })
    };
    let parameter = of.name.rsplit_once('#').map(|(_, name)| name);
    parameter.is_none_or(is_declared)
        && of.arguments.iter().all(|argument| is_known_at(scope, node, argument))
}

/// The type that the lambda says its parameter number `index` has.
pub(crate) fn of_lambda(scope: &JavaScope<'_>, value: Node<'_>, index: usize) -> Option<String> {
    let value = Some(java::unparenthesized(value)).filter(|value| value.kind() == "lambda_expression")?;
    let parameters = java::children(value.child_by_field_name("parameters")?);
    let written = parameters.get(index)?.child_by_field_name("type")?;
    let found = scope.type_of_node(written).known().filter(TypeRef::is_complete)?;
    Some(print(&found))
}

/// The element type of the streams that are given the sink.
fn of_receivers(project: &Project, flow: &Flow) -> Option<String> {
    flow.takers.iter().find_map(|taker| {
        let file = project.java(&taker.path)?;
        let scope = JavaScope::new(project, &file);
        let stream = scope.type_of(java::receiver(file.node(taker.span)?)?).known()?;
        let stream = scope.as_supertype(&stream, STREAMS[0]).known().flatten()?;
        stream.arguments.first().filter(|element| element.is_complete()).map(print)
    })
}

/// Whether the schema is surely a `DeserializationSchema` of Flink, and not one of the connector.
pub(crate) fn is_plain_deserialization(scope: &JavaScope<'_>, schema: Node<'_>) -> bool {
    is_plain(scope, schema, PLAIN_SCHEMAS)
}

/// Whether the schema is surely a `SerializationSchema` of Flink, and not one of the connector.
pub(crate) fn is_plain_serialization(scope: &JavaScope<'_>, schema: Node<'_>) -> bool {
    is_plain(scope, schema, PLAIN_SERIALIZATION)
}

fn is_plain(scope: &JavaScope<'_>, schema: Node<'_>, bases: &[&str]) -> bool {
    let Some(found) = scope.type_of(schema).known() else { return false };
    PLAIN_PACKAGES.iter().any(|package| found.name.starts_with(package))
        || bases.iter().any(|base| scope.as_supertype(&found, base).known().flatten().is_some())
}

/// The one type argument at `node`, as of `FlinkKinesisConsumer<Event>`, as it is written or printed with full names.
pub(crate) fn written_argument(scope: &JavaScope<'_>, node: Node<'_>) -> Option<String> {
    let arguments = java::children(java::child(node, "type_arguments")?);
    let [argument] = arguments.as_slice() else { return None };
    match scope.type_of_node(*argument).known().filter(TypeRef::is_complete) {
        Some(known) => Some(print(&known)),
        None => (argument.kind() != "wildcard").then(|| scope.file.text_of(*argument).to_owned()),
    }
}

fn of_carriers(project: &Project, flow: &Flow, is_wanted: &dyn Fn(&Spot) -> bool) -> Option<String> {
    flow.types.iter().filter(|spot| is_wanted(spot)).find_map(|spot| {
        let file = project.java(&spot.path)?;
        written_argument(&JavaScope::new(project, &file), file.node(spot.span)?)
    })
}

fn of_schema(scope: &JavaScope<'_>, schema: Node<'_>) -> Option<String> {
    if STRING_SCHEMAS.iter().any(|name| scope.has_type(schema, name).is(&true)) {
        return Some("String".to_owned());
    }
    let found = scope.type_of(schema).known()?;
    let as_schema = SCHEMAS.iter().find_map(|name| scope.as_supertype(&found, name).known().flatten())?;
    let [element] = as_schema.arguments.as_slice() else { return None };
    is_known_at(scope, schema, element).then(|| print(element))
}

/// The element type of the stream that the result of the call goes into.
fn of_stream(project: &Project, path: &str, call: crate::text::Span) -> Option<String> {
    let file = project.java(path)?;
    let scope = JavaScope::new(project, &file);
    let call = last_of_same_stream(&file, file.node(call)?);
    let parent = call.parent()?;
    let written = match parent.kind() {
        "variable_declarator" => parent.parent()?.child_by_field_name("type")?,
        "return_statement" => java::enclosing_method(parent)?.child_by_field_name("type")?,
        _ => return None,
    };
    let is_stream = |name: &&str| scope.means_type(written, name).is(&true);
    STREAMS.iter().find(|name| is_stream(name)).and_then(|_| written_argument(&scope, written))
}

/// Follows calls that give the same stream to the last one.
fn last_of_same_stream<'t>(file: &JavaFile, call: Node<'t>) -> Node<'t> {
    let mut call = call;
    while let Some(next) = call.parent().filter(|next| {
        next.kind() == "method_invocation" && SAME_STREAM.contains(&java::method_name(*next, file.text()))
    }) {
        call = next;
    }
    call
}

/// The type as new Java text, for the engine to shorten.
pub(crate) fn print(known: &TypeRef) -> String {
    let name = known.name.rsplit('#').next().unwrap_or(&known.name);
    let is_short = !name.contains('.') || known.is_parameter();
    let mut text = if is_short { name.to_owned() } else { outermost(name) };
    if !known.arguments.is_empty() {
        let arguments: Vec<String> = known.arguments.iter().map(print).collect();
        text.push_str(&format!("<{}>", arguments.join(", ")));
    }
    text + &"[]".repeat(known.dimensions)
}

/// Marks the outermost type of the name; nested types follow with dots.
fn outermost(name: &str) -> String {
    let starts_type = |part: &str| part.starts_with(char::is_uppercase);
    let mut end = 0;
    for part in name.split('.') {
        end += part.len() + 1;
        if starts_type(part) {
            break;
        }
    }
    let end = (end - 1).min(name.len());
    format!("{}{}", qualified(&name[..end]), &name[end..])
}
