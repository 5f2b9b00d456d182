//! `FlinkKinesisProducer`, its setters, everything that carries it, and `addSink`.

use std::collections::BTreeSet;
use std::sync::Arc;

use tree_sitter::Node;

use super::connector::layout::{self, Argument};
use super::connector::makers::Makers;
use super::connector::rewrite::{self, Rewrite};
use super::connector::{element, setters};
use super::kinesis::arn::Prefix;
use crate::finding::{Note, Site, qualified};
use crate::rules::chain::Chain;
use crate::rules::flow::{Flow, Spot};
use crate::rules::{Context, Rule};
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::types::JavaScope;
use crate::types::Resolution::{Known, Unknown};
use crate::view::JavaFile;

const PRODUCER: &str = "org.apache.flink.streaming.connectors.kinesis.FlinkKinesisProducer";
const SINK: &str = "org.apache.flink.connector.kinesis.sink.KinesisStreamsSink";

/// Types under which a producer is declared.
const CARRIER_TYPES: &[&str] = &[
    PRODUCER,
    "org.apache.flink.streaming.api.functions.sink.SinkFunction",
    "org.apache.flink.streaming.api.functions.sink.RichSinkFunction",
];

/// What takes the place of a producer that is left.
const NOW: &str = "Build a `KinesisStreamsSink` with `setKinesisClientProperties`, `setSerializationSchema`, \
                   `setPartitionKeyGenerator` and `setStreamArn`, and hand it to `sinkTo`.";

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
    let mut producer = Move { rewrite, context, flow: &flow };
    let setters = producer.setters(&scope, maker)?;
    producer.maker(&scope, maker, &setters)?;
    producer.rewrite.sink_to(context.project, &flow)?;
    Ok(producer.rewrite)
}

/// The change of one producer while it is made.
struct Move<'m> {
    rewrite: Rewrite,
    context: &'m Context<'m>,
    flow: &'m Flow,
}

impl Move<'_> {
    /// Reads the setters that are called on the producer after it was made, and takes them out.
    fn setters(&mut self, scope: &JavaScope<'_>, maker: Node<'_>) -> Result<Setters, String> {
        let mut setters = Setters::default();
        for setter in setters::take(&mut self.rewrite, scope, self.flow, maker, &[])? {
            let argument = setter.argument.ok_or_else(|| format!("`{}` has no argument", setter.name))?;
            setters.take(&setter.name, argument)?;
        }
        Ok(setters)
    }

    /// `new FlinkKinesisProducer<>(schema, properties)` becomes a builder chain.
    fn maker(&mut self, scope: &JavaScope<'_>, maker: Node<'_>, setters: &Setters) -> Result<(), String> {
        let file = scope.file;
        let arguments = rewrite::plain_arguments(file, maker)?;
        let [schema, properties] = arguments.as_slice() else {
            return Err("its constructor takes a schema and properties".to_owned());
        };
        if !element::is_plain_serialization(scope, schema.node) {
            return Err("whether its schema is a `SerializationSchema` is not known, and the new sink takes no `KinesisSerializationSchema`".to_owned());
        }
        let element = element::element(scope, maker, Some(schema.node), self.flow);
        let element = element.ok_or("the type of its elements is written nowhere")?;
        let mut chain = Chain::on(format!("{}.<{element}>builder()", qualified(SINK)));
        let text = |argument: &Argument<'_>| file.text_of(argument.node).to_owned();
        chain.commented_call(properties.comments.clone(), "setKinesisClientProperties", &text(properties));
        chain.commented_call(schema.comments.clone(), "setSerializationSchema", &text(schema));
        let element = free_name(file, maker);
        chain.call("setPartitionKeyGenerator", &format!("{element} -> {}", partition(scope, setters)?));
        let (setter, stream) = stream(scope, setters, self.context)?;
        chain.call(setter, &stream);
        if let Some(fail) = setters.fail_on_error {
            chain.call("setFailOnError", fail.of(file.text()));
        }
        chain.call("build", "");
        self.rewrite.edit(file, Edit::replace(java::span(maker), layout::printed(file, maker, &chain)));
        for (site, note) in notes(file, maker, setters) {
            self.rewrite.say(site, note);
        }
        Ok(())
    }
}

/// A name for the parameter of a lambda that nothing in the method has.
fn free_name(file: &JavaFile, maker: Node<'_>) -> &'static str {
    let around = java::enclosing_class_body(maker).unwrap_or(maker);
    let taken: BTreeSet<&str> =
        java::of_kind(around, "identifier").map(|identifier| file.text_of(identifier)).collect();
    let names = ["element", "event", "message", "sentElement"];
    names.into_iter().find(|name| !taken.contains(name)).unwrap_or("elementOfThisSink")
}

/// The arguments of the setters that were called, as places in the file of the producer.
#[derive(Default)]
struct Setters {
    stream: Option<Span>,
    partition: Option<Span>,
    fail_on_error: Option<Span>,
    queue_limit: Option<Span>,
}

impl Setters {
    fn take(&mut self, name: &str, argument: Span) -> Result<(), String> {
        let place = match name {
            "setDefaultStream" => &mut self.stream,
            "setDefaultPartition" => &mut self.partition,
            "setFailOnError" => &mut self.fail_on_error,
            "setQueueLimit" => &mut self.queue_limit,
            "setCustomPartitioner" => {
                return Err("`setCustomPartitioner` is called on it; write a `PartitionKeyGenerator` and hand it to `setPartitionKeyGenerator` of the builder".to_owned());
            }
            _ => return Err(format!("`{name}` is called on it; the new sink has no such method")),
        };
        match place.replace(argument) {
            None => Ok(()),
            Some(_) => Err(format!("`{name}` is called more than once")),
        }
    }
}

/// The partition key: a literal, or a variable that a lambda may use.
fn partition<'f>(scope: &JavaScope<'f>, setters: &Setters) -> Result<&'f str, String> {
    let span =
        setters.partition.ok_or("it has no `setDefaultPartition`, and the new sink needs a partition key")?;
    let text = span.of(scope.file.text());
    let node = scope.file.node(span).ok_or("its partition key does not parse")?;
    let is_free = match scope.declaration(node) {
        Known(found) => found.is_field() || scope.is_never_assigned(&found),
        Unknown(_) => node.kind() == "string_literal",
    };
    if is_free {
        Ok(text)
    } else {
        Err(format!("whether a lambda may use `{text}` as the partition key is not known"))
    }
}

/// How the builder is told which stream: by the ARN when all of it is known, else by the name.
fn stream(
    scope: &JavaScope<'_>,
    setters: &Setters,
    context: &Context<'_>,
) -> Result<(&'static str, String), String> {
    let span =
        setters.stream.ok_or("it has no `setDefaultStream`, so each record may go to another stream")?;
    let node = scope.file.node(span).ok_or("the name of its stream does not parse")?;
    let settings = context.settings;
    let is_known = settings.aws_region.is_some() && settings.aws_account.is_some();
    if is_known && scope.string_value(node).is_some() {
        return Ok(("setStreamArn", Prefix::new(None, settings).before(scope, node)));
    }
    Ok(("setStreamName", scope.file.text_of(node).to_owned()))
}

/// What is written and must be looked at, each at its own place.
fn notes(file: &Arc<JavaFile>, maker: Node<'_>, setters: &Setters) -> Vec<(Site, Note)> {
    let at = |span| Site { path: Arc::clone(&file.path), span };
    let sink = Note::new(
        "`FlinkKinesisProducer` becomes a `KinesisStreamsSink`, which does not aggregate records.",
        "Check throughput and cost; set `setMaxTimeInBufferMS` when 5000 ms are too long, and take settings of the Kinesis Producer Library out of the properties.",
    )
    .because("The sink writes each record by itself and keeps it for up to 5000 ms (the library: 100 ms).");
    let failing = Note::new(
        "A record that cannot be written is tried again without end when `setFailOnError` is false.",
        "Say `setFailOnError(true)` if the job shall fail instead.",
    )
    .because("The old producer wrote a warning and dropped the record; it did so unless `setFailOnError(true)` was called.");
    let queue = Note::new(
        "`setQueueLimit` is gone.",
        "Use `setMaxBufferedRequests` of the builder; it counts records over all shards.",
    )
    .because("The limit was one of the Kinesis Producer Library.");
    let mut notes = vec![(layout::type_site(file, maker), sink)];
    match setters.fail_on_error {
        Some(span) if span.of(file.text()) == "true" => {}
        Some(span) => notes.push((at(span), failing)),
        None => notes.push((at(java::span(maker)), failing)),
    }
    notes.extend(setters.queue_limit.map(|span| (at(span), queue)));
    notes
}
