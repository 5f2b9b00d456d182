//! The constructors of `FlinkKafkaProducer`, by what their arguments say.

use tree_sitter::Node;

use super::guarantee::{self, Guarantee};
use crate::syntax::java;
use crate::transforms::connector::layout::Argument;
use crate::types::JavaScope;

/// The connector's own partitioner.
pub(crate) const FIXED_PARTITIONER: &str =
    "org.apache.flink.streaming.connectors.kafka.partitioner.FlinkFixedPartitioner";
/// What users extended.
pub(crate) const OLD_PARTITIONER: &str =
    "org.apache.flink.streaming.connectors.kafka.partitioner.FlinkKafkaPartitioner";
/// What the new sink takes.
pub(crate) const PARTITIONER: &str = "org.apache.flink.connector.kafka.sink.KafkaPartitioner";

/// The arguments of a constructor by what they say.
pub(crate) struct Form<'a, 't> {
    /// The brokers, where they are an argument of their own.
    pub(crate) bootstrap: Option<&'a Argument<'t>>,
    /// The topic.
    pub(crate) topic: &'a Argument<'t>,
    /// What makes records or their values.
    pub(crate) schema: &'a Argument<'t>,
    /// The settings of Kafka.
    pub(crate) properties: Option<&'a Argument<'t>>,
    /// What chooses the partition of a record.
    pub(crate) partitioner: Partitioner<'t>,
    /// What the sink promises.
    pub(crate) guarantee: Guarantee,
}

impl<'a, 't> Form<'a, 't> {
    /// The settings that the builder takes, by its setters.
    pub(crate) fn settings(&self) -> impl Iterator<Item = (&'static str, &'a Argument<'t>)> {
        let brokers = self.bootstrap.map(|brokers| ("setBootstrapServers", brokers));
        brokers.into_iter().chain(self.properties.map(|properties| ("setKafkaProducerConfig", properties)))
    }
}

/// How the partition of a record is chosen.
pub(crate) enum Partitioner<'t> {
    /// By the connector's own, which gives each subtask a partition.
    Fixed,
    /// By the user's.
    Own(Node<'t>),
    /// By Kafka.
    Kafka,
}

/// Reads the arguments; an error when they do not say which constructor is meant.
pub(crate) fn read<'a, 't>(
    scope: &JavaScope<'_>,
    arguments: &'a [Argument<'t>],
) -> Result<Form<'a, 't>, String> {
    let is_string = |argument: &Argument<'_>| {
        scope.type_of(argument.node).known().is_some_and(|of| of.is("java.lang.String"))
    };
    let at_least_once = Guarantee::AtLeastOnce;
    let plain = |topic, schema, properties| Form {
        bootstrap: None,
        topic,
        schema,
        properties: Some(properties),
        partitioner: Partitioner::Fixed,
        guarantee: at_least_once,
    };
    match arguments {
        [brokers, topic, schema] if is_string(brokers) && is_string(topic) => {
            Ok(Form { bootstrap: Some(brokers), properties: None, ..plain(topic, schema, topic) })
        }
        [topic, schema, properties] => Ok(plain(topic, schema, properties)),
        [topic, schema, properties, semantic, ..] if guarantee::of(scope, semantic.node).is_some() => {
            let guarantee = guarantee::of(scope, semantic.node).unwrap_or(at_least_once);
            Ok(Form { guarantee, ..plain(topic, schema, properties) })
        }
        [topic, schema, properties, chosen] => {
            let partitioner = partitioner(scope, chosen.node)?;
            Ok(Form { partitioner, ..plain(topic, schema, properties) })
        }
        [topic, schema, properties, chosen, semantic, _pool] => {
            let guarantee = guarantee::of(scope, semantic.node)
                .ok_or("which `Semantic` it has is not written in its constructor")?;
            let partitioner = partitioner(scope, chosen.node)?;
            Ok(Form { partitioner, guarantee, ..plain(topic, schema, properties) })
        }
        _ => Err("which constructor is called is not known".to_owned()),
    }
}

/// What chooses the partition: an expression of the old constructors.
fn partitioner<'t>(scope: &JavaScope<'_>, chosen: Node<'t>) -> Result<Partitioner<'t>, String> {
    let chosen = java::unparenthesized(chosen);
    let text = scope.file.text_of(chosen);
    let inner = match (chosen.kind(), java::arguments(chosen).as_slice()) {
        ("null_literal", _) => return Ok(Partitioner::Kafka),
        ("method_invocation", []) if text == "Optional.empty()" => return Ok(Partitioner::Kafka),
        ("method_invocation", [inner]) if text.starts_with("Optional.of(") => *inner,
        _ => chosen,
    };
    let found = scope.type_of(inner).into_result();
    let found = found.map_err(|why| format!("what its partitioner is is not known: {why}"))?;
    let is_old = scope.as_supertype(&found, OLD_PARTITIONER).known().flatten().is_some();
    let is_new = found.is(FIXED_PARTITIONER)
        || !is_old && scope.as_supertype(&found, PARTITIONER).known().flatten().is_some();
    if is_new {
        Ok(Partitioner::Own(inner))
    } else {
        Err(format!("its partitioner is of type `{found}`, and the new sink takes a `KafkaPartitioner`"))
    }
}
