//! `KeyedSerializationSchema`, which made key, value and topic of a record one by one.

use tree_sitter::Node;

use crate::finding::qualified;
use crate::rules::chain::Chain;
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::transforms::connector::rewrite::{self, Rewrite};
use crate::transforms::connector::{element, interface};
use crate::types::{Class, DeclarationKind, JavaScope, Origin, ProjectMethod, TypeRef};
use crate::view::JavaFile;

/// The old interface.
pub(crate) const KEYED: &str = "org.apache.flink.streaming.util.serialization.KeyedSerializationSchema";
const WRAPPERS: [&str; 2] = [
    "org.apache.flink.streaming.connectors.kafka.internals.KeyedSerializationSchemaWrapper",
    "org.apache.flink.streaming.util.serialization.KeyedSerializationSchemaWrapper",
];
const PLAIN: &str = "org.apache.flink.api.common.serialization.SerializationSchema";
const SERIALIZABLE: &str = "java.io.Serializable";

/// How the new sink calls the methods of a class that was a `KeyedSerializationSchema`.
pub(crate) struct Keyed {
    /// An expression that is the schema.
    schema: String,
    /// Whether it says the topic of each record.
    selects_topic: bool,
}

impl Keyed {
    /// Tells the builder of records the topic and how to make key and value.
    pub(crate) fn tell(&self, chain: &mut Chain, topic: &str) {
        let schema = &self.schema;
        if self.selects_topic {
            chain.call("setTopicSelector", &format!("{schema}::getTargetTopic"));
        } else {
            chain.call("setTopic", topic);
        }
        chain.call("setKeySerializationSchema", &format!("{schema}::serializeKey"));
        chain.call("setValueSerializationSchema", &format!("{schema}::serializeValue"));
    }
}

/// The schema of values inside a `KeyedSerializationSchemaWrapper`, which made no keys.
///
/// A variable that carries only the wrapper carries the schema itself from then on.
pub(crate) fn unwrapped<'f>(
    rewrite: &mut Rewrite,
    scope: &JavaScope<'f>,
    schema: Node<'_>,
) -> Option<Unwrapped<'f>> {
    let file: &'f JavaFile = scope.file;
    if let Some(inner) = wrapped(scope, file.node(java::span(schema))?) {
        return Some(Unwrapped { inner, is_inline: true });
    }
    let variable = scope.declaration(schema).known()?;
    let is_own = variable.kind == DeclarationKind::Local && scope.is_never_assigned(&variable);
    let made = file.node(variable.initializer.filter(|_| is_own)?)?;
    let inner = wrapped(scope, made)?;
    let uses = scope.uses(&variable);
    let is_only = uses.possible.is_empty() && uses.known.iter().all(|used| used.span == java::span(schema));
    if !is_only {
        return None;
    }
    if let Some(span) = variable.type_span.filter(|span| !file.is_inferred(*span)) {
        rewrite.edit(file, Edit::replace(span, plain_type(scope, file.node(span)?, inner)));
    }
    rewrite.edit(file, Edit::replace(java::span(made), file.text_of(inner)));
    Some(Unwrapped { inner, is_inline: false })
}

/// What a wrapper held.
pub(crate) struct Unwrapped<'f> {
    /// The schema.
    pub(crate) inner: Node<'f>,
    /// Whether the wrapper stood in the constructor of the producer.
    pub(crate) is_inline: bool,
}

fn wrapped<'f>(scope: &JavaScope<'_>, made: Node<'f>) -> Option<Node<'f>> {
    let is_wrapper = WRAPPERS.iter().any(|wrapper| rewrite::creates(scope, made, wrapper));
    match java::arguments(made).as_slice() {
        [inner] if is_wrapper => Some(*inner),
        _ => None,
    }
}

/// The type of a variable that carried a wrapper: with the type arguments that it has, or with those of the schema.
fn plain_type(scope: &JavaScope<'_>, written: Node<'_>, inner: Node<'_>) -> String {
    let plain = qualified(PLAIN);
    if let Some(arguments) = java::child(written, "type_arguments") {
        return format!("{plain}{}", scope.file.text_of(arguments));
    }
    let found = scope.type_of(inner).and_then(|found| scope.as_supertype(&found, PLAIN));
    match found.known().flatten().filter(TypeRef::is_complete) {
        Some(found) => element::print(&found),
        None => plain,
    }
}

/// How the sink calls the methods of the class `found`; `None` when it is no keyed schema.
pub(crate) fn of(
    rewrite: &mut Rewrite,
    scope: &JavaScope<'_>,
    schema: Node<'_>,
    found: &TypeRef,
) -> Result<Option<Keyed>, String> {
    let methods = ["serializeKey", "serializeValue", "getTargetTopic"]
        .map(|name| own_method(scope, found, name).ok_or(name));
    let [Ok(key), Ok(value), Ok(topic)] = methods else { return Ok(None) };
    let is_simple = matches!(schema.kind(), "identifier" | "field_access" | "object_creation_expression");
    if !is_simple || java::child(schema, "class_body").is_some() {
        return Err("its schema is not a variable or a class with a name".to_owned());
    }
    for method in [&key, &value, &topic] {
        no_longer_keyed(rewrite, scope, method)?;
    }
    let selects_topic = selects_topic(&topic)?;
    heads(rewrite, scope, &topic.class)?;
    Ok(Some(Keyed { schema: scope.file.text_of(schema).to_owned(), selects_topic }))
}

fn own_method(scope: &JavaScope<'_>, found: &TypeRef, name: &str) -> Option<ProjectMethod> {
    let methods = scope.callables(found, name).found.into_iter();
    let mut own = methods.filter_map(|method| match method.origin {
        Origin::Project(method) => Some(method),
        _ => None,
    });
    own.find(|method| method.declared().parameters.len() == 1 && method.declared().body.is_some())
}

/// The method overrides nothing of Flink any more.
fn no_longer_keyed(
    rewrite: &mut Rewrite,
    scope: &JavaScope<'_>,
    method: &ProjectMethod,
) -> Result<(), String> {
    let file = &method.class.file;
    let there = JavaScope::new(scope.project, file);
    let declared = method.class.declared();
    if interface::implements(&there, declared, KEYED) {
        rewrite.edits(file, interface::without_override(file, method.declared()));
        return Ok(());
    }
    match there.as_supertype(&method.class.type_ref(), KEYED).known() {
        Some(None) => Ok(()),
        _ => Err(format!("`{}` inherits `KeyedSerializationSchema`", declared.name)),
    }
}

/// Whether the class says the topic; an error when it does so only at times.
fn selects_topic(method: &ProjectMethod) -> Result<bool, String> {
    let file = &method.class.file;
    let body = method.declared().body.and_then(|body| file.node(body)).ok_or("its schema does not parse")?;
    let returned = java::returned_values(body);
    if returned.iter().all(|value| value.kind() == "null_literal") {
        return Ok(false);
    }
    match java::of_kind(body, "null_literal").next() {
        None => Ok(true),
        Some(_) => Err("`getTargetTopic` of its schema may give `null`".to_owned()),
    }
}

/// The class implements `Serializable`, as the old interface did; an error when it is used as the interface.
fn heads(rewrite: &mut Rewrite, scope: &JavaScope<'_>, class: &Class) -> Result<(), String> {
    for file in scope.project.java_files_with("KeyedSerializationSchema") {
        let there = JavaScope::new(scope.project, &file);
        for name in interface::uses(&there, KEYED) {
            let whole = name.parent().filter(|parent| parent.kind() == "generic_type").unwrap_or(name);
            let is_head = class.file.path == file.path && is_interface_of(class, java::span(whole));
            if is_head {
                rewrite.edit(&file, Edit::replace(java::span(whole), qualified(SERIALIZABLE)));
            } else if whole.parent().is_none_or(|parent| parent.kind() != "type_list") {
                return Err(format!("`{}` uses `KeyedSerializationSchema` as a type", file.path));
            }
        }
    }
    Ok(())
}

fn is_interface_of(class: &Class, span: Span) -> bool {
    class.declared().interfaces.contains(&span)
}
