//! Which schemas the new source and sink take, and by which setter.

use tree_sitter::Node;

use crate::syntax::java;
use crate::types::Resolution::{Known, Unknown};
use crate::types::{JavaScope, Origin, ProjectMethod, TypeRef};

const PLAIN_SOURCE: [&str; 2] = [
    "org.apache.flink.api.common.serialization.DeserializationSchema",
    "org.apache.flink.streaming.util.serialization.DeserializationSchema",
];
const PLAIN_SINK: [&str; 2] = [
    "org.apache.flink.api.common.serialization.SerializationSchema",
    "org.apache.flink.streaming.util.serialization.SerializationSchema",
];
/// Reads whole records.
pub(crate) const RECORD_SOURCE: &str =
    "org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema";
/// Makes whole records.
pub(crate) const RECORD_SINK: &str = "org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema";

/// The setter of the builder of the source for the schema; an error when the source does not take it.
pub(crate) fn of_source(scope: &JavaScope<'_>, schema: Node<'_>) -> Result<&'static str, String> {
    let found = known_type(scope, schema)?;
    let plain = is_any(scope, &found, &PLAIN_SOURCE);
    if plain == Ok(true) {
        may_end(scope, &found)?;
        return Ok("setValueOnlyDeserializer");
    }
    if is_any(scope, &found, &[RECORD_SOURCE])? {
        return Ok("setDeserializer");
    }
    plain?;
    Err(format!("its schema is of type `{found}`, and the new source takes no such schema"))
}

/// How the sink is told its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SinkSchema {
    /// It makes the value of a record.
    Value,
    /// It makes the record.
    Record,
}

/// What kind of schema it is; an error when the new sink does not take it.
pub(crate) fn of_sink(scope: &JavaScope<'_>, schema: Node<'_>) -> Result<SinkSchema, String> {
    let found = known_type(scope, schema)?;
    let plain = is_any(scope, &found, &PLAIN_SINK);
    if plain == Ok(true) {
        return Ok(SinkSchema::Value);
    }
    if is_any(scope, &found, &[RECORD_SINK])? {
        return Ok(SinkSchema::Record);
    }
    plain?;
    Err(format!("its schema is of type `{found}`, and the new sink takes no such schema"))
}

/// The type of a schema.
pub(crate) fn known_type(scope: &JavaScope<'_>, schema: Node<'_>) -> Result<TypeRef, String> {
    let found = scope.type_of(schema).into_result();
    found.map_err(|why| format!("what its schema is is not known: {why}"))
}

fn is_any(scope: &JavaScope<'_>, found: &TypeRef, wanted: &[&str]) -> Result<bool, String> {
    let mut unknown = None;
    for wanted in wanted {
        match scope.as_supertype(found, wanted) {
            Known(Some(_)) => return Ok(true),
            Known(None) => {}
            Unknown(why) => unknown = Some(why),
        }
    }
    match unknown {
        None => Ok(false),
        Some(why) => Err(format!("what its schema is is not known: {why}")),
    }
}

/// The new source asks no schema whether the stream is at its end.
fn may_end(scope: &JavaScope<'_>, found: &TypeRef) -> Result<(), String> {
    let ends =
        scope.callables(found, "isEndOfStream").found.into_iter().find_map(|method| match method.origin {
            Origin::Project(method) => Some(method),
            _ => None,
        });
    match ends {
        Some(method) if !never_ends(&method) => Err(format!(
            "`isEndOfStream` of `{}` may end the stream, which the new source does not ask for",
            method.class.declared().name
        )),
        _ => Ok(()),
    }
}

/// Whether the method is `return false`.
pub(crate) fn never_ends(method: &ProjectMethod) -> bool {
    let file = &method.class.file;
    let body = method.declared().body.and_then(|span| file.node(span));
    let statements = body.map(java::children).unwrap_or_default();
    match statements.as_slice() {
        [only] => file.text_of(*only).split_whitespace().collect::<String>() == "returnfalse;",
        _ => false,
    }
}
