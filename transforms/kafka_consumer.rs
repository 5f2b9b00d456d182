//! `FlinkKafkaConsumer`, its setters, everything that carries it, and `addSource`.

use std::collections::BTreeSet;
use std::sync::Arc;

use tree_sitter::Node;

use super::connector::layout::{self, Argument};
use super::connector::makers::Makers;
use super::connector::rewrite::{self, Rewrite};
use super::connector::setters;
use super::connector::taker::{self, FromSource};
use super::connector::{element, portable, settled};
use super::kafka::offsets;
use super::kafka::properties::Written;
use super::kafka::said::{self, Said};
use super::kafka::{schema, topic_partition, travelling};
use crate::finding::{Note, Site, qualified};
use crate::rules::chain::Chain;
use crate::rules::flow::{self, Flow, Spot};
use crate::rules::{Context, Rule};
use crate::syntax::java;
use crate::text::Edit;
use crate::types::Resolution::{Known, Unknown};
use crate::types::{JavaScope, Project};
use crate::view::JavaFile;

/// The old classes that are made like the last one of them.
const CONSUMERS: &[&str] = &[
    "org.apache.flink.streaming.connectors.kafka.FlinkKafkaConsumer",
    "org.apache.flink.streaming.connectors.kafka.FlinkKafkaConsumer011",
    "org.apache.flink.streaming.connectors.kafka.FlinkKafkaConsumer010",
    "org.apache.flink.streaming.connectors.kafka.FlinkKafkaConsumer09",
];
const SOURCE: &str = "org.apache.flink.connector.kafka.source.KafkaSource";
const BUILDER: &str = "org.apache.flink.connector.kafka.source.KafkaSourceBuilder";
const WATERMARKS: &str = "org.apache.flink.api.common.eventtime.WatermarkStrategy";

/// Types under which a consumer is declared.
const CARRIER_TYPES: &[&str] = &[
    CONSUMERS[0],
    CONSUMERS[1],
    CONSUMERS[2],
    CONSUMERS[3],
    "org.apache.flink.streaming.connectors.kafka.FlinkKafkaConsumerBase",
    "org.apache.flink.streaming.api.functions.source.SourceFunction",
    "org.apache.flink.streaming.api.functions.source.ParallelSourceFunction",
    "org.apache.flink.streaming.api.functions.source.RichParallelSourceFunction",
];

/// What takes the place of a consumer that is left.
const NOW: &str = "Build a `KafkaSource` and hand it to `env.fromSource`; say `OffsetsInitializer.committedOffsets(…)`, \
                   because it reads from the earliest record otherwise.";

const NO_ELEMENT: &str =
    "the type of its elements is written nowhere; write it, as in `new FlinkKafkaConsumer<Event>(…)`";

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    let mut rules = topic_partition::accessors();
    rules.push(Box::new(Makers {
        classes: CONSUMERS,
        reads: &[],
        writes: &[SOURCE, BUILDER, WATERMARKS, offsets::INITIALIZER],
        now: NOW,
        rewritten,
    }));
    rules
}

/// The change of everything that carries the consumer that `maker` makes.
fn rewritten(context: &Context<'_>, file: &Arc<JavaFile>, maker: Node<'_>) -> Result<Rewrite, String> {
    let project = context.project;
    let flow = rewrite::way(project, Spot::of(file, maker), CONSUMERS, said::FLUENT)?;
    if flow.makers.len() == 1 {
        let scope = JavaScope::new(project, file);
        if let Ok(rewrite) = at_once(&scope, maker, &flow) {
            return Ok(rewrite);
        }
    }
    travelling(project, &flow)
}

/// The source is made where the consumer was: all that is said of it is said there.
fn at_once(scope: &JavaScope<'_>, maker: Node<'_>, flow: &Flow) -> Result<Rewrite, String> {
    let mut rewrite = Rewrite::default();
    rewrite.carriers(scope.project, flow, CARRIER_TYPES, SOURCE)?;
    let setters = setters::take(&mut rewrite, scope, flow, maker, &["assignTimestampsAndWatermarks"])?;
    let said = Said::of(&setters)?;
    let whole = setters::whole(scope, flow, maker);
    let mut chain = made(&mut rewrite, scope, maker, &said, flow)?;
    chain.call("build", "");
    rewrite.edit(scope.file, Edit::replace(java::span(whole), layout::printed(scope.file, whole, &chain)));
    let given = said.watermarks.map(|span| Spot { path: Arc::clone(&scope.file.path), span });
    for spot in &flow.takers {
        flow::at(scope.project, spot, |there, call| {
            let first = java::arguments(call).first().map(|first| java::span(*first));
            let is_made_here =
                spot.path == scope.file.path && first.is_some_and(|first| first.contains(java::span(maker)));
            taken(&mut rewrite, there, call, given.as_ref(), ("", is_made_here))
        })?;
    }
    Ok(rewrite)
}

/// The builder goes the way that the consumers went, is told things where they were, and makes the source in `fromSource`.
fn travelling(project: &Project, flow: &Flow) -> Result<Rewrite, String> {
    let mut rewrite = Rewrite::default();
    rewrite.carriers(project, flow, CARRIER_TYPES, BUILDER)?;
    let mut resets = BTreeSet::new();
    for spot in &flow.makers {
        flow::at(project, spot, |scope, maker| {
            let chain = made(&mut rewrite, scope, maker, &Said::default(), flow)?;
            let printed = layout::printed(scope.file, maker, &chain);
            rewrite.edit(scope.file, Edit::replace(java::span(maker), printed));
            let properties = java::arguments(maker).pop().ok_or("a call does not parse")?;
            resets.insert(offsets::reset(scope, &Written::into(scope, properties)));
            Ok(())
        })?;
    }
    let watermarks = travelling::watermarks(project, flow)?;
    let reset = resets.first().copied().flatten().filter(|_| resets.len() == 1);
    let begins = travelling::begins_elsewhere(project, flow)?;
    let maker = flow.makers.first().filter(|_| flow.makers.len() == 1);
    let setters = travelling::Setters { reset, begins, maker, watermarks };
    for spot in &flow.calls {
        flow::at(project, spot, |scope, call| setters.change(&mut rewrite, scope, call))?;
    }
    let given = watermarks.map(|call| {
        let argument = |_: &JavaScope<'_>, call: Node<'_>| {
            java::arguments(call)
                .first()
                .map(|argument| java::span(*argument))
                .ok_or("a call does not parse".to_owned())
        };
        flow::at(project, call, argument).map(|span| Spot { path: Arc::clone(&call.path), span })
    });
    let given = given.transpose()?;
    for spot in &flow.takers {
        flow::at(project, spot, |there, call| {
            taken(&mut rewrite, there, call, given.as_ref(), (".build()", false))
        })?;
    }
    Ok(rewrite)
}

/// `new FlinkKafkaConsumer<>(topics, schema, properties)` as a builder chain, with what its setters `said`.
fn made(
    rewrite: &mut Rewrite,
    scope: &JavaScope<'_>,
    maker: Node<'_>,
    said: &Said,
    flow: &Flow,
) -> Result<Chain, String> {
    let file = scope.file;
    let arguments = rewrite::plain_arguments(file, maker)?;
    let [topics, schema, properties] = arguments.as_slice() else {
        return Err("its constructor takes topics, a schema and properties".to_owned());
    };
    settled::are_complete(scope, properties.node, maker)?;
    let (topic_setter, schema_setter) =
        (topic_setter(scope, topics.node)?, schema::of_source(scope, schema.node)?);
    let element = element::element(scope, maker, Some(schema.node), flow).ok_or(NO_ELEMENT)?;
    let written = Written::into(scope, properties.node);
    let whole = setters::whole(scope, flow, maker);
    let start = said.start();
    let line = layout::line_in_chain(file, whole);
    let (offsets, note) = offsets::starting_offsets(scope, start, properties.node, &written, &line);

    let text = |argument: &Argument<'_>| file.text_of(argument.node);
    let mut chain = Chain::on(format!("{}.<{element}>builder()", qualified(SOURCE)));
    chain.commented_call(properties.comments.clone(), "setProperties", text(properties));
    for property in said.properties(scope, &written) {
        chain.call("setProperty", &property);
    }
    chain.commented_call(topics.comments.clone(), topic_setter, text(topics));
    chain.call("setStartingOffsets", &offsets);
    chain.commented_call(schema.comments.clone(), schema_setter, text(schema));
    discovers(rewrite, file, maker, &written);
    if let Some(note) = note {
        rewrite.say(at(file, properties.node), note);
    }
    Ok(chain)
}

/// How the builder is told the topics.
fn topic_setter(scope: &JavaScope<'_>, topics: Node<'_>) -> Result<&'static str, String> {
    match scope.type_of(topics) {
        Known(found) if found.is("java.util.regex.Pattern") => Ok("setTopicPattern"),
        Known(found) if found.is("java.lang.String") => Ok("setTopics"),
        Known(found) => match scope.as_supertype(&found, "java.util.List") {
            Known(Some(_)) => Ok("setTopics"),
            _ => Err(format!("its topics are of type `{found}`")),
        },
        Unknown(why) => Err(format!("whether its topics are names or a pattern is not known: {why}")),
    }
}

/// `env.addSource(source)` becomes `env.fromSource(source, strategy, "name")`; `given` is the strategy for watermarks.
///
/// `end` ends the source, and `is_made_here` says whether that is made in the call itself.
fn taken(
    rewrite: &mut Rewrite,
    there: &JavaScope<'_>,
    call: Node<'_>,
    given: Option<&Spot>,
    (end, is_made_here): (&str, bool),
) -> Result<(), String> {
    let strategy = match given {
        None => format!("{}.noWatermarks()", qualified(WATERMARKS)),
        Some(spot) => flow::at(there.project, spot, |scope, given| {
            is_strategy(scope, given)?;
            let is_here = there.file.path == scope.file.path
                && java::enclosing_method(call).map(java::span)
                    == java::enclosing_method(given).map(java::span);
            if !is_here {
                return portable::elsewhere(scope, given);
            }
            settled::is_known_before(scope, given, call)?;
            Ok(scope.file.text_of(given).to_owned())
        })?,
    };
    let new = FromSource { watermarks: &strategy, name: "\"Kafka source\"", end, is_made_here };
    let site = taker::from_source(rewrite, there, call, &new)?;
    let note = Note::new(
        "`addSource` becomes `fromSource`; the state of the old consumer cannot be restored.",
        "Stop the old job with a savepoint, so that it commits its offsets to Kafka, give the source a new `uid`, and start with `allowNonRestoredState`.",
    )
    .because("What the new source can go on from is what the old one has committed for the same `group.id`.");
    rewrite.say(site, note);
    Ok(())
}

fn is_strategy(scope: &JavaScope<'_>, strategy: Node<'_>) -> Result<(), String> {
    let why = match scope.type_of(strategy).and_then(|found| scope.as_supertype(&found, WATERMARKS)) {
        Known(Some(_)) => return Ok(()),
        Known(None) => "it is an assigner; hand a `WatermarkStrategy` to `fromSource`".to_owned(),
        Unknown(why) => why,
    };
    Err(format!("whether it has a `WatermarkStrategy` is not known: {why}"))
}

/// Gives the setting for new partitions its new key, and says what else is new.
fn discovers(rewrite: &mut Rewrite, file: &Arc<JavaFile>, maker: Node<'_>, written: &Written<'_>) {
    let [old, new] = ["flink.partition-discovery.interval-millis", "partition.discovery.interval.ms"];
    let keys = written.keys(old, "KEY_PARTITION_DISCOVERY_INTERVAL_MILLIS");
    for key in &keys {
        rewrite.edit(file, Edit::replace(java::span(*key), format!("\"{new}\"")));
    }
    let made = maker.child_by_field_name("type").map_or("", |made| file.text_of(made));
    let name = made.split('<').next().unwrap_or(made);
    let note = if keys.is_empty() && !written.has(new, "PARTITION_DISCOVERY_INTERVAL_MS") {
        let what =
            format!("`{name}` becomes a `KafkaSource`, which looks for new partitions every five minutes.");
        let now = format!(
            "Set `{new}` to `-1` if it shall not, and rename keys of the old connector that come from outside the code."
        );
        let why = format!(
            "The old consumer looked for them only when `{old}` was set; the new source ignores that key, and commits offsets only with checkpoints."
        );
        Note::new(what, now).because(why)
    } else {
        let what = format!("`{name}` becomes a `KafkaSource`, which commits offsets only with checkpoints.");
        Note::new(what, "Check that checkpoints are enabled if anything reads the committed offsets.")
    };
    rewrite.say(layout::type_site(file, maker), note);
}

fn at(file: &Arc<JavaFile>, node: Node<'_>) -> Site {
    Site { path: Arc::clone(&file.path), span: java::span(node) }
}
