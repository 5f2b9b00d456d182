//! `FlinkKinesisProducer`, its setters, everything that carries it, and `addSink`.

use std::sync::Arc;

use tree_sitter::Node;

use super::kinesis::layout::{self, Argument};
use super::kinesis::{arn, element};
use crate::finding::{Change, Finding, Note, Remedy, RemedyKind, Site, qualified};
use crate::rules::chain::Chain;
use crate::rules::flow::{self, Flow, Spot};
use crate::rules::{Context, Rule, Wants, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::types::Resolution::{Known, Unknown};
use crate::types::{DeclarationKind, JavaScope};
use crate::view::{File, JavaFile, View};

const PRODUCER: &str = "org.apache.flink.streaming.connectors.kinesis.FlinkKinesisProducer";
const SINK: &str = "org.apache.flink.connector.kinesis.sink.KinesisStreamsSink";

/// Types under which a producer is declared.
const CARRIER_TYPES: &[&str] = &[
    PRODUCER,
    "org.apache.flink.streaming.api.functions.sink.SinkFunction",
    "org.apache.flink.streaming.api.functions.sink.RichSinkFunction",
];

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Producer)]
}

struct Producer;

impl Rule for Producer {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["FlinkKinesisProducer"])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let makers = java::of_kind(java.root(), "object_creation_expression");
        let makers = makers.filter(|maker| creates_producer(&scope, *maker));
        makers.flat_map(|maker| findings(context, java, maker)).collect()
    }
}

fn creates_producer(scope: &JavaScope<'_>, node: Node<'_>) -> bool {
    node.child_by_field_name("type").is_some_and(|made| scope.means_type(made, PRODUCER).is(&true))
}

fn findings(context: &Context<'_>, file: &Arc<JavaFile>, maker: Node<'_>) -> Vec<Finding> {
    match Rewrite::of(context, file, maker) {
        Ok(rewrite) => {
            let change = Arc::new(rewrite.change);
            let review = |(site, note)| context.finding(site, note, Remedy::Review(Arc::clone(&change)));
            rewrite.notes.into_iter().map(review).collect()
        }
        Err(why) => {
            let now = "Build a `KinesisStreamsSink` with `setKinesisClientProperties`, `setSerializationSchema`, \
                       `setPartitionKeyGenerator` and `setStreamArn`, and hand it to `sinkTo`.";
            let note = Note::new("`FlinkKinesisProducer` is left as it is.", now).because(sentence(&why));
            vec![context.manual(layout::type_site(file, maker), note)]
        }
    }
}

/// The change of everything that carries one producer, and what is to be said about it.
struct Rewrite {
    change: Change,
    notes: Vec<(Site, Note)>,
}

impl Rewrite {
    fn of(context: &Context<'_>, file: &Arc<JavaFile>, maker: Node<'_>) -> Result<Self, String> {
        let flow = match flow::follow(context.project, Spot::of(file, maker), &creates_producer) {
            Known(flow) => flow,
            Unknown(why) => return Err(why),
        };
        if flow.makers.len() > 1 {
            return Err("several producers go the same way, so their setters cannot be told apart".to_owned());
        }
        let scope = JavaScope::new(context.project, file);
        let mut rewrite = Self { change: Change::default(), notes: Vec::new() };
        let setters = rewrite.setters(&scope, maker, &flow)?;
        rewrite.maker(context, &scope, maker, &flow, &setters)?;
        for spot in &flow.types {
            flow::at(context.project, spot, |scope, node| rewrite.carrier(scope, node))?;
        }
        for spot in &flow.takers {
            flow::at(context.project, spot, |scope, node| rewrite.taker(scope, node))?;
        }
        Ok(rewrite)
    }

    /// Reads the setters that are called on the producer after it was made, and takes them out.
    fn setters(&mut self, scope: &JavaScope<'_>, maker: Node<'_>, flow: &Flow) -> Result<Setters, String> {
        let block = java::enclosing_block(maker);
        let mut setters = Setters::default();
        for spot in &flow.calls {
            flow::at(scope.project, spot, |scope, call| {
                let statement =
                    java::enclosing_statement(call).filter(|_| java::is_expression_statement(call));
                let name = java::method_name(call, scope.file.text());
                let statement =
                    statement.filter(|found| found.parent() == block && spot.path == scope.file.path);
                let statement =
                    statement.ok_or_else(|| format!("`{name}` is not called right where it is made"))?;
                let arguments = java::arguments(call);
                let argument = arguments.first().ok_or_else(|| format!("`{name}` has no argument"))?;
                is_known_before(scope, *argument, maker)?;
                setters.take(name, java::span(*argument))?;
                self.edit(scope.file, Edit::delete(java::whole_lines(statement, scope.file.text())));
                Ok(())
            })?;
        }
        Ok(setters)
    }

    /// `new FlinkKinesisProducer<>(schema, properties)` becomes a builder chain.
    fn maker(
        &mut self,
        context: &Context<'_>,
        scope: &JavaScope<'_>,
        maker: Node<'_>,
        flow: &Flow,
        setters: &Setters,
    ) -> Result<(), String> {
        let file = scope.file;
        if java::child(maker, "class_body").is_some() {
            return Err("it is an anonymous subclass".to_owned());
        }
        let arguments = layout::arguments(file, maker);
        let [schema, properties] = arguments.as_slice() else {
            return Err("its constructor takes a schema and properties".to_owned());
        };
        if !element::is_plain_serialization(scope, schema.node) {
            return Err("whether its schema is a `SerializationSchema` is not known, and the new sink takes no `KinesisSerializationSchema`".to_owned());
        }
        let element = element::element(scope, maker, Some(schema.node), flow);
        let element = element.ok_or("the type of its elements is written nowhere")?;
        let mut chain = Chain::on(format!("{}.<{element}>builder()", qualified(SINK)));
        let text = |argument: &Argument<'_>| file.text_of(argument.node).to_owned();
        chain.commented_call(properties.comments.clone(), "setKinesisClientProperties", &text(properties));
        chain.commented_call(schema.comments.clone(), "setSerializationSchema", &text(schema));
        chain.call("setPartitionKeyGenerator", &format!("element -> {}", partition(scope, setters)?));
        let (setter, stream) = stream(scope, setters, context)?;
        chain.call(setter, &stream);
        if let Some(fail) = setters.fail_on_error {
            chain.call("setFailOnError", fail.of(file.text()));
        }
        chain.call("build", "");
        self.edit(file, Edit::replace(java::span(maker), layout::printed(file, maker, &chain)));
        self.notes.extend(notes(file, maker, setters));
        Ok(())
    }

    /// The declared type of a variable or of what a method returns.
    fn carrier(&mut self, scope: &JavaScope<'_>, written: Node<'_>) -> Result<(), String> {
        let edit = layout::retyped(scope, written, CARRIER_TYPES, SINK)?;
        self.edit(scope.file, edit);
        Ok(())
    }

    /// `stream.addSink(sink)` becomes `stream.sinkTo(sink)`.
    fn taker(&mut self, scope: &JavaScope<'_>, call: Node<'_>) -> Result<(), String> {
        let name = call.child_by_field_name("name").ok_or("a call does not parse")?;
        let own = scope.called(call).known().is_some_and(|own| !own.is_empty());
        if scope.file.text_of(name) != "addSink" || own {
            return Err(format!("it is handed to `{}`", scope.file.text_of(name)));
        }
        self.edit(scope.file, Edit::replace(java::span(name), "sinkTo"));
        Ok(())
    }

    fn edit(&mut self, file: &JavaFile, edit: Edit) {
        self.change.push(&file.path, edit);
    }
}

/// What a setter is given moves up to where the sink is made; its variables must be there already.
fn is_known_before(scope: &JavaScope<'_>, argument: Node<'_>, maker: Node<'_>) -> Result<(), String> {
    let names = java::of_kind(argument, "identifier").filter_map(|name| scope.declaration(name).known());
    let mut later = names.filter(|found| {
        found.kind == DeclarationKind::Local
            && found.file.path == scope.file.path
            && found.span.start > maker.start_byte()
    });
    match later.next() {
        None => Ok(()),
        Some(found) => Err(format!("`{}` is declared after it was made", found.name)),
    }
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
        return Ok(("setStreamArn", arn::behind(&arn::prefix(None, settings), scope, node)));
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
