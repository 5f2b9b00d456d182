//! What the setters of a `FlinkKafkaConsumer` said, and how the new source is told.

use super::offsets::Start;
use super::properties::Written;
use crate::finding::qualified;
use crate::text::Span;
use crate::transforms::connector::setters::Setter;
use crate::types::JavaScope;

const BYTES: &str = "org.apache.kafka.common.serialization.ByteArrayDeserializer";

const SPECIFIC: &str = "`setStartFromSpecificOffsets` is called on it; hand a map of `TopicPartition` to \
                        `OffsetsInitializer.offsets`";

/// Setters that give the consumer.
pub(crate) const FLUENT: &[&str] = &[
    "setStartFromEarliest",
    "setStartFromLatest",
    "setStartFromGroupOffsets",
    "setStartFromTimestamp",
    "setStartFromSpecificOffsets",
    "setCommitOffsetsOnCheckpoints",
    "assignTimestampsAndWatermarks",
    "disableFilterRestoredPartitionsWithSubscribedTopics",
];

/// What the setters said.
#[derive(Default)]
pub(crate) struct Said {
    start: Option<Start>,
    commit: Option<Span>,
    /// The watermark strategy.
    pub(crate) watermarks: Option<Span>,
}

impl Said {
    /// Reads the setters; an error when the new source has nothing for one.
    pub(crate) fn of(setters: &[Setter]) -> Result<Self, String> {
        let mut said = Self::default();
        for setter in setters {
            let name = setter.name.as_str();
            let argument = || setter.argument.ok_or_else(|| format!("`{name}` has no argument"));
            let is_new = match name {
                "setStartFromEarliest" => said.start.replace(Start::Earliest).is_none(),
                "setStartFromLatest" => said.start.replace(Start::Latest).is_none(),
                "setStartFromGroupOffsets" => said.start.replace(Start::Group).is_none(),
                "setStartFromTimestamp" => said.start.replace(Start::Timestamp(argument()?)).is_none(),
                "setCommitOffsetsOnCheckpoints" => said.commit.replace(argument()?).is_none(),
                "assignTimestampsAndWatermarks" => said.watermarks.replace(argument()?).is_none(),
                "disableFilterRestoredPartitionsWithSubscribedTopics" => true,
                "setStartFromSpecificOffsets" => return Err(SPECIFIC.to_owned()),
                _ => return Err(format!("`{name}` is called on it; the new source has no such method")),
            };
            if !is_new {
                return Err(format!("`{name}` says again what a setter has said before"));
            }
        }
        Ok(said)
    }

    /// Where the source begins.
    pub(crate) fn start(&self) -> Start {
        self.start.unwrap_or_default()
    }

    /// The properties that the old consumer set itself or by a setter.
    pub(crate) fn properties(&self, scope: &JavaScope<'_>, written: &Written<'_>) -> Vec<String> {
        let mut properties = Vec::new();
        for (key, constant) in [
            ("key.deserializer", "KEY_DESERIALIZER_CLASS_CONFIG"),
            ("value.deserializer", "VALUE_DESERIALIZER_CLASS_CONFIG"),
        ] {
            // The old consumer overwrote these; the new source refuses other deserializers.
            if written.has(key, constant) {
                properties.push(format!("\"{key}\", {}.class.getName()", qualified(BYTES)));
            }
        }
        match self.commit.map(|commit| commit.of(scope.file.text())) {
            None | Some("true") => {}
            Some("false") => properties.push("\"commit.offsets.on.checkpoint\", \"false\"".to_owned()),
            Some(other) => {
                properties.push(format!("\"commit.offsets.on.checkpoint\", String.valueOf({other})"));
            }
        }
        properties
    }
}
