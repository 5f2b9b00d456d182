//! `FlinkKinesisFirehoseProducer`, its setter, everything that carries it, and `addSink`.

use std::sync::Arc;

use tree_sitter::Node;

use super::connector::layout::{self, Argument};
use super::connector::makers::Makers;
use super::connector::rewrite::{self, Rewrite};
use super::connector::setters::{self, Setter};
use super::connector::{element, settled};
use crate::finding::{Note, Site, qualified};
use crate::rules::chain::Chain;
use crate::rules::flow::{Flow, Spot};
use crate::rules::{Context, Rule};
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::types::JavaScope;
use crate::view::JavaFile;

const PRODUCER: &str =
    "com.amazonaws.services.kinesisanalytics.flink.connectors.producer.FlinkKinesisFirehoseProducer";
const SINK: &str = "org.apache.flink.connector.firehose.sink.KinesisFirehoseSink";

/// Types under which a producer is declared.
const CARRIER_TYPES: &[&str] = &[
    PRODUCER,
    "org.apache.flink.streaming.api.functions.sink.SinkFunction",
    "org.apache.flink.streaming.api.functions.sink.RichSinkFunction",
];

/// What takes the place of a producer that is left.
const NOW: &str = "Build a `KinesisFirehoseSink` with `setFirehoseClientProperties`, `setSerializationSchema` and \
                   `setDeliveryStreamName`, and hand it to `sinkTo`.";

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    let makers = Makers { classes: &[PRODUCER], reads: &[], writes: &[SINK], now: NOW, rewritten };
    vec![Box::new(makers)]
}

/// The change of everything that carries the producer that `maker` makes.
fn rewritten(context: &Context<'_>, file: &Arc<JavaFile>, maker: Node<'_>) -> Result<Rewrite, String> {
    let flow = rewrite::way_of_one(context.project, Spot::of(file, maker), &[PRODUCER], &[], "producers")?;
    let scope = JavaScope::new(context.project, file);
    let mut rewrite = Rewrite::default();
    rewrite.carriers(context.project, &flow, CARRIER_TYPES, SINK)?;
    let setters = setters::take(&mut rewrite, &scope, &flow, maker, &[])?;
    let fails = fails(&setters)?;
    made(&mut rewrite, &scope, maker, fails, &flow)?;
    rewrite.sink_to(context.project, &flow)?;
    Ok(rewrite)
}

/// What `setFailOnError` is given; what is said last counts.
fn fails(setters: &[Setter]) -> Result<Option<Span>, String> {
    match setters.iter().find(|setter| setter.name != "setFailOnError") {
        Some(other) => Err(format!("`{}` is called on it; the new sink has no such method", other.name)),
        None => Ok(setters.last().and_then(|setter| setter.argument)),
    }
}

/// `new FlinkKinesisFirehoseProducer<>(stream, schema, properties)` becomes a builder chain.
fn made(
    rewrite: &mut Rewrite,
    scope: &JavaScope<'_>,
    maker: Node<'_>,
    fails: Option<Span>,
    flow: &Flow,
) -> Result<(), String> {
    let file = scope.file;
    let arguments = rewrite::plain_arguments(file, maker)?;
    let [stream, schema, properties] = arguments.as_slice() else {
        return Err("its constructor says how to find credentials; put that into its properties".to_owned());
    };
    settled::are_complete(scope, properties.node, maker)?;
    if !element::is_plain_serialization(scope, schema.node) {
        return Err("whether its schema is a `SerializationSchema` is not known, and the new sink takes no `KinesisFirehoseSerializationSchema`".to_owned());
    }
    let element = element::element(scope, maker, Some(schema.node), flow);
    let element = element.ok_or("the type of its elements is written nowhere")?;
    let text = |argument: &Argument<'_>| file.text_of(argument.node);
    let mut chain = Chain::on(format!("{}.<{element}>builder()", qualified(SINK)));
    chain.commented_call(properties.comments.clone(), "setFirehoseClientProperties", text(properties));
    chain.commented_call(schema.comments.clone(), "setSerializationSchema", text(schema));
    chain.commented_call(stream.comments.clone(), "setDeliveryStreamName", text(stream));
    if let Some(fails) = fails {
        chain.call("setFailOnError", fails.of(file.text()));
    }
    chain.call("build", "");
    rewrite.edit(file, Edit::replace(java::span(maker), layout::printed(file, maker, &chain)));
    for (site, note) in notes(file, maker, properties.node, fails) {
        rewrite.say(site, note);
    }
    Ok(())
}

/// What is written and must be looked at, each at its own place.
fn notes(
    file: &Arc<JavaFile>,
    maker: Node<'_>,
    properties: Node<'_>,
    fails: Option<Span>,
) -> Vec<(Site, Note)> {
    let at = |span| Site { path: Arc::clone(&file.path), span };
    let sink = Note::new(
        "`FlinkKinesisFirehoseProducer` becomes a `KinesisFirehoseSink`; the state of the old producer cannot be restored.",
        "Stop the old job with a savepoint, so that everything is written, give the sink a new `uid`, and start with `allowNonRestoredState`.",
    );
    let settings = Note::new(
        "The sink ignores settings that begin with `firehose.producer.`.",
        "Say `setMaxBatchSize`, `setMaxBatchSizeInBytes` and `setMaxTimeInBufferMS` of the builder for the size, the bytes and the time of a batch.",
    )
    .because("It keeps a record for up to 5 seconds; the old producer kept it for up to 5 minutes.");
    let mut notes = vec![(layout::type_site(file, maker), sink), (at(java::span(properties)), settings)];
    if fails.is_none_or(|fails| fails.of(file.text()) != "true") {
        let failing = Note::new(
            "A record that cannot be written is tried again without end when `setFailOnError` is false.",
            "Say `setFailOnError(true)` if the job shall fail instead.",
        )
        .because("The old producer dropped the record; it did so unless `setFailOnError(true)` was called.");
        notes.push((fails.map_or_else(|| at(java::span(maker)), at), failing));
    }
    notes
}
