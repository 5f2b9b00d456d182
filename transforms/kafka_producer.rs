//! `FlinkKafkaProducer`, its setters, everything that carries it, and `addSink`.

use std::sync::Arc;

use tree_sitter::Node;

use super::connector::layout::{self, Argument};
use super::connector::makers::Makers;
use super::connector::rewrite::{self, Rewrite};
use super::connector::setters::{self, Setter};
use super::connector::{element, settled};
use super::kafka::guarantee::{self, Guarantee};
use super::kafka::keyed::KEYED;
use super::kafka::producer_form::{self, FIXED_PARTITIONER, PARTITIONER};
use super::kafka::schema;
use super::kafka::serializer::{self, Serializer};
use crate::finding::{Note, Site, qualified};
use crate::rules::chain::Chain;
use crate::rules::flow::{Flow, Spot};
use crate::rules::{Context, Rule};
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::types::JavaScope;
use crate::view::JavaFile;

/// The old classes, newest first.
const PRODUCERS: &[&str] = &[
    "org.apache.flink.streaming.connectors.kafka.FlinkKafkaProducer",
    "org.apache.flink.streaming.connectors.kafka.FlinkKafkaProducer011",
    "org.apache.flink.streaming.connectors.kafka.FlinkKafkaProducer010",
    "org.apache.flink.streaming.connectors.kafka.FlinkKafkaProducer09",
];
const SINK: &str = "org.apache.flink.connector.kafka.sink.KafkaSink";

/// Types under which a producer is declared.
const CARRIER_TYPES: &[&str] = &[
    PRODUCERS[0],
    PRODUCERS[1],
    PRODUCERS[2],
    PRODUCERS[3],
    "org.apache.flink.streaming.connectors.kafka.FlinkKafkaProducerBase",
    "org.apache.flink.streaming.api.functions.sink.SinkFunction",
    "org.apache.flink.streaming.api.functions.sink.RichSinkFunction",
];

/// What takes the place of a producer that is left.
const NOW: &str = "Build a `KafkaSink` with `setKafkaProducerConfig`, `setRecordSerializer` and `setDeliveryGuarantee`, \
                   and hand it to `sinkTo`; its default guarantee is none, the old one was at least once.";

const NO_ELEMENT: &str =
    "the type of its elements is written nowhere; write it, as in `new FlinkKafkaProducer<Event>(…)`";

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    let makers = Makers {
        classes: PRODUCERS,
        reads: &[guarantee::SEMANTIC, KEYED],
        writes: &[SINK, schema::RECORD_SINK, guarantee::GUARANTEE, FIXED_PARTITIONER, PARTITIONER],
        now: NOW,
        rewritten,
    };
    vec![Box::new(makers)]
}

/// The change of everything that carries the producer that `maker` makes.
fn rewritten(context: &Context<'_>, file: &Arc<JavaFile>, maker: Node<'_>) -> Result<Rewrite, String> {
    let project = context.project;
    let flow = rewrite::way_of_one(project, Spot::of(file, maker), PRODUCERS, &[], "producers")?;
    let scope = JavaScope::new(project, file);
    let mut rewrite = Rewrite::default();
    rewrite.carriers(project, &flow, CARRIER_TYPES, SINK)?;
    let setters = setters::take(&mut rewrite, &scope, &flow, maker, &[])?;
    let said = Said::of(&scope, &setters)?;
    made(&mut rewrite, &scope, maker, &said, &flow)?;
    rewrite.sink_to(project, &flow)?;
    Ok(rewrite)
}

/// What the setters said.
#[derive(Default)]
struct Said {
    prefix: Option<Span>,
    writes_timestamps: bool,
    never_flushes: bool,
}

impl Said {
    fn of(scope: &JavaScope<'_>, setters: &[Setter]) -> Result<Self, String> {
        let mut said = Self::default();
        for Setter { name, argument, .. } in setters {
            let argument = argument
                .ok_or_else(|| format!("`{name}` is called on it; the new sink has no such method"))?;
            let is_true = match argument.of(scope.file.text()) {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            };
            match (name.as_str(), is_true) {
                ("setTransactionalIdPrefix", _) if said.prefix.is_none() => said.prefix = Some(argument),
                ("setWriteTimestampToKafka", Some(writes)) => said.writes_timestamps = writes,
                ("setFlushOnCheckpoint", Some(flushes)) => said.never_flushes = !flushes,
                ("setLogFailuresOnly", Some(false)) => {}
                ("setLogFailuresOnly", _) => {
                    return Err("`setLogFailuresOnly` is called on it; the new sink fails the job when a record cannot be written".to_owned());
                }
                _ => {
                    return Err(format!(
                        "`{name}` is called on it, and what the new sink does instead is not known"
                    ));
                }
            }
        }
        Ok(said)
    }

    fn guarantee(&self, constructed: Guarantee) -> Guarantee {
        if self.never_flushes { Guarantee::None } else { constructed }
    }

    /// The prefix for transactional ids, as it is said or a new one.
    fn prefix(&self, scope: &JavaScope<'_>, maker: Node<'_>, topic: Node<'_>) -> String {
        let said = self.prefix.map(|span| span.of(scope.file.text()).to_owned());
        said.unwrap_or_else(|| guarantee::prefix(scope, maker, topic))
    }
}

/// `new FlinkKafkaProducer<>(…)` becomes a builder chain.
fn made(
    rewrite: &mut Rewrite,
    scope: &JavaScope<'_>,
    maker: Node<'_>,
    said: &Said,
    flow: &Flow,
) -> Result<(), String> {
    let file = scope.file;
    let arguments = rewrite::plain_arguments(file, maker)?;
    let form = producer_form::read(scope, &arguments)?;
    if let Some(properties) = form.properties {
        settled::are_complete(scope, properties.node, maker)?;
    }
    let serializer = Serializer::read(rewrite, scope, &form)?;
    let element = element::element(scope, maker, Some(serializer.typed), flow).ok_or(NO_ELEMENT)?;
    let guarantee = said.guarantee(form.guarantee);

    let text = |argument: &Argument<'_>| file.text_of(argument.node).to_owned();
    let mut chain = Chain::on(format!("{}.<{element}>builder()", qualified(SINK)));
    for (setter, argument) in form.settings() {
        chain.commented_call(argument.comments.clone(), setter, &text(argument));
    }
    let printed = serializer.print(scope, maker, &form, &element);
    chain.commented_call(serializer::comments(&form), "setRecordSerializer", &printed);
    chain.call("setDeliveryGuarantee", &guarantee.printed());
    if guarantee == Guarantee::ExactlyOnce {
        chain.call("setTransactionalIdPrefix", &said.prefix(scope, maker, form.topic.node));
    }
    chain.call("build", "");
    let whole = setters::whole(scope, flow, maker);
    rewrite.edit(file, Edit::replace(java::span(whole), layout::printed(file, whole, &chain)));
    for (site, note) in notes(file, maker, said, guarantee, serializer.makes_records()) {
        rewrite.say(site, note);
    }
    Ok(())
}

/// What is written and must be looked at, each at its own place.
fn notes(
    file: &Arc<JavaFile>,
    maker: Node<'_>,
    said: &Said,
    guarantee: Guarantee,
    makes_records: bool,
) -> Vec<(Site, Note)> {
    let site = layout::type_site(file, maker);
    let made = maker.child_by_field_name("type").map_or("", |made| file.text_of(made));
    let name = made.split('<').next().unwrap_or(made);
    let sink = Note::new(
        format!("`{name}` becomes a `KafkaSink`; the state of the old producer cannot be restored."),
        "Stop the old job with a savepoint, so that everything is written, give the sink a new `uid`, and start with `allowNonRestoredState`.",
    );
    let mut notes = vec![(site, sink)];
    let here = || Site { path: Arc::clone(&file.path), span: java::span(maker) };
    if !makes_records && !said.writes_timestamps {
        let times = Note::new(
            "The new sink writes the timestamp of each element, where it has one, into the record.",
            "Check who reads the time of records, and topics that keep or roll records by it.",
        )
        .because(
            "The old producer left the time to Kafka unless `setWriteTimestampToKafka(true)` was called.",
        );
        notes.push((here(), times));
    }
    if guarantee == Guarantee::ExactlyOnce {
        notes.push((here(), failing()));
    }
    if guarantee == Guarantee::ExactlyOnce && said.prefix.is_none() {
        let prefix = Note::new(
            "Writing exactly once needs a prefix for transactional ids, which is made of the names of the class and the topic.",
            "Check that no other sink that writes to the same Kafka cluster has it, and never change it later.",
        );
        notes.push((here(), prefix));
    }
    notes
}

/// Seen with 4.0.0 and 4.0.1 of the connector on Flink 2.2.0, and reported as FLINK-38790.
fn failing() -> Note {
    Note::new(
        "With Flink 2.2, a job that fails while records are on their way takes its TaskManager down with it.",
        "See that the cluster starts TaskManagers again by itself, or take a release of the connector that has FLINK-38790.",
    )
    .because(
        "The exactly-once sink of `flink-connector-kafka` 4.0 throws while it is closed; what it writes is right nevertheless.",
    )
}
