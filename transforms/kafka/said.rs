//! What the setters of a `FlinkKafkaConsumer` said, and how the new source is told.

use super::offsets::Start;
use super::properties::Written;
use crate::finding::qualified;
use crate::text::Span;
use crate::transforms::connector::setters::Setter;
use crate::types::JavaScope;

const BYTES: &str = "org.apache.kafka.common.serialization.ByteArrayDeserializer";

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
            // What is said last counts; a second strategy for watermarks the old consumer refused.
            match name {
                "setStartFromEarliest" => said.start = Some(Start::Earliest),
                "setStartFromLatest" => said.start = Some(Start::Latest),
                "setStartFromGroupOffsets" => said.start = Some(Start::Group),
                "setStartFromTimestamp" => said.start = Some(Start::Timestamp(argument()?)),
                "setStartFromSpecificOffsets" => said.start = Some(Start::Offsets(argument()?)),
                "setCommitOffsetsOnCheckpoints" => said.commit = Some(argument()?),
                "assignTimestampsAndWatermarks" if said.watermarks.is_none() => {
                    said.watermarks = Some(argument()?);
                }
                "assignTimestampsAndWatermarks" => {
                    return Err(format!("`{name}` says again what a setter has said before"));
                }
                "disableFilterRestoredPartitionsWithSubscribedTopics" => {}
                _ => return Err(format!("`{name}` is called on it; the new source has no such method")),
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
