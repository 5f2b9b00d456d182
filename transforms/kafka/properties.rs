//! What the code puts into the `Properties` of a consumer or producer.

use tree_sitter::Node;

use crate::syntax::java;
use crate::types::{DeclarationKind, JavaScope};

/// Calls that only read properties, or hand them to a builder that copies them.
const READS: &[&str] = &["get", "getProperty", "getOrDefault", "containsKey", "stringPropertyNames"];

/// Where Kafka and its old consumer keep the constants of their keys.
const CONSTANTS: [&str; 5] = [
    "org.apache.flink.streaming.connectors.kafka.FlinkKafkaConsumer",
    "org.apache.flink.streaming.connectors.kafka.FlinkKafkaConsumerBase",
    "org.apache.kafka.clients.consumer.ConsumerConfig",
    "org.apache.kafka.clients.producer.ProducerConfig",
    "org.apache.kafka.clients.CommonClientConfigs",
];

/// What is written into one `Properties`.
#[derive(Default)]
pub(crate) struct Written<'f> {
    /// The values by keys, as far as the keys are known.
    values: Vec<(Key, Value<'f>)>,
    /// Whether it is empty at first.
    starts_empty: bool,
    /// Whether nothing else is put into it afterwards.
    is_closed: bool,
}

/// A key: its text, or the name of a constant of Kafka.
enum Key {
    Text(String),
    Constant(String),
}

struct Value<'f> {
    key: Node<'f>,
    node: Node<'f>,
    is_always: bool,
}

/// What is known about a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    /// It has this value.
    Value(String),
    /// It is not set.
    Unset,
    /// It may be set, to a value that is not known.
    Unknown,
}

impl<'f> Written<'f> {
    /// What is put into `properties`, an argument of a constructor.
    pub(crate) fn into(scope: &'f JavaScope<'f>, properties: Node<'_>) -> Self {
        let Some(variable) = scope.declaration(properties).known() else { return Self::default() };
        let made = variable.initializer.and_then(|span| scope.file.node(span));
        let is_empty = made.is_some_and(|made| {
            made.kind() == "object_creation_expression"
                && java::arguments(made).is_empty()
                && java::child(made, "class_body").is_none()
        });
        let is_own = variable.kind == DeclarationKind::Local && scope.is_never_assigned(&variable);
        let mut written = Self { values: Vec::new(), starts_empty: is_empty, is_closed: is_own };
        let block = scope.file.node(variable.span).and_then(java::enclosing_block);
        for used in scope.uses(&variable).known {
            if used.file.path != scope.file.path {
                written.is_closed = false;
                continue;
            }
            match scope.file.node(used.span) {
                Some(node) => written.add(scope, node, block),
                None => written.is_closed = false,
            }
        }
        written
    }

    fn add(&mut self, scope: &JavaScope<'_>, used: Node<'f>, block: Option<Node<'f>>) {
        let Some(around) = used.parent() else { return };
        if around.kind() == "argument_list" {
            self.is_closed &= around.parent().is_some_and(|call| is_harmless(scope, call));
            return;
        }
        if around.kind() != "method_invocation" {
            self.is_closed = false;
            return;
        }
        let arguments = java::arguments(around);
        match (java::method_name(around, scope.file.text()), arguments.as_slice()) {
            ("setProperty" | "put", [key, value]) => match Key::of(scope, *key) {
                Some(known) => {
                    let is_always = java::enclosing_block(around) == block;
                    self.values.push((known, Value { key: *key, node: *value, is_always }));
                }
                None => self.is_closed = false,
            },
            (name, _) => self.is_closed &= READS.contains(&name),
        }
    }

    /// Whether the code puts something there under `key`, which Kafka calls `constant`.
    pub(crate) fn has(&self, key: &str, constant: &str) -> bool {
        self.values.iter().any(|(written, _)| written.is(key, constant))
    }

    /// Where the code says `key`, which the constants call `constant`.
    pub(crate) fn keys(&self, key: &str, constant: &str) -> Vec<Node<'f>> {
        let written = self.values.iter().filter(|(written, _)| written.is(key, constant));
        written.map(|(_, value)| value.key).collect()
    }

    /// What is known about `key`, which Kafka calls `constant`.
    pub(crate) fn setting(&self, scope: &JavaScope<'_>, key: &str, constant: &str) -> Setting {
        let mut values = self.values.iter().filter(|(written, _)| written.is(key, constant));
        match (values.next(), values.next()) {
            (None, _) if self.starts_empty && self.is_closed => Setting::Unset,
            (Some((_, value)), None) if self.is_closed && value.is_always => {
                scope.string_value(value.node).map_or(Setting::Unknown, Setting::Value)
            }
            _ => Setting::Unknown,
        }
    }
}

impl Key {
    fn of(scope: &JavaScope<'_>, node: Node<'_>) -> Option<Self> {
        if let Some(text) = scope.string_value(node) {
            return Some(Self::Text(text));
        }
        let constant = scope.constant_name(node).known()?;
        let (owner, name) = constant.rsplit_once('.')?;
        CONSTANTS.contains(&owner).then(|| Self::Constant(name.to_owned()))
    }

    fn is(&self, key: &str, constant: &str) -> bool {
        match self {
            Self::Text(text) => text == key,
            Self::Constant(name) => name == constant,
        }
    }
}

/// Whether what takes the properties changes nothing in them that a setting here could see.
fn is_harmless(scope: &JavaScope<'_>, taker: Node<'_>) -> bool {
    match taker.kind() {
        "object_creation_expression" => taker.child_by_field_name("type").is_some_and(|made| {
            let name = scope.file.text_of(made);
            name.starts_with("FlinkKafkaConsumer") || name.starts_with("FlinkKafkaProducer")
        }),
        _ => matches!(
            java::method_name(taker, scope.file.text()),
            "setProperties" | "setKafkaProducerConfig" | "println" | "info" | "debug"
        ),
    }
}
