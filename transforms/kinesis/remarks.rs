//! What a person is told about a consumer of Kinesis that becomes a source, or stays.

use std::sync::Arc;

use tree_sitter::Node;

use super::super::connector::layout::{self, Argument};
use crate::finding::{Note, Site};
use crate::syntax::java;
use crate::view::JavaFile;

/// What is written and must be looked at, each at its own place.
pub(crate) fn of_source(
    file: &Arc<JavaFile>,
    maker: Node<'_>,
    schema: &Argument<'_>,
    properties: &Argument<'_>,
    stream_now: &str,
) -> [(Site, Note); 3] {
    let at = |node: Node<'_>| Site { path: Arc::clone(&file.path), span: java::span(node) };
    let source = Note::new("`FlinkKinesisConsumer` becomes a `KinesisStreamsSource`, which knows its stream by the ARN.", stream_now)
        .because("The new source reads one stream, spreads shards evenly instead of by hash, and reads a child shard only when its parents are finished.");
    let aggregated = Note::new(
        "The new source does not take apart records that the Kinesis Producer Library has aggregated.",
        "If a producer aggregates (a `FlinkKinesisProducer` does unless `AggregationEnabled` is false), switch that off or take the records apart in the schema.",
    )
    .because("`FlinkKinesisConsumer` did it by itself; without it the schema gets bytes that it cannot read.");
    let keys = Note::new(
        "The source reads its settings from a `Configuration` made from these properties.",
        "Rename keys that come from outside the code (`flink.stream.initpos` is `source.init.position` now).",
    )
    .because(
        "Old keys are ignored without an error; without a start position the source reads from `LATEST`.",
    );
    let site = layout::type_site(file, maker);
    [(site, source), (at(schema.node), aggregated), (at(properties.node), keys)]
}

/// Why a consumer is left on which `name` is called, and what to do.
pub(crate) fn on_setter(name: &str) -> String {
    let advice = match name {
        "setPeriodicWatermarkAssigner" => "hand a `WatermarkStrategy` to `fromSource` instead",
        "setWatermarkTracker" => "use `WatermarkStrategy.withWatermarkAlignment` in `fromSource` instead",
        "setShardAssigner" => {
            "write a `KinesisShardAssigner` of the new connector and hand it to `setKinesisShardAssigner` of the builder"
        }
        _ => "the new source has no such method",
    };
    format!("`{name}` is called on it; {advice}")
}
