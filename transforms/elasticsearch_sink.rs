//! `ElasticsearchSink.Builder`, everything that carries it and its sink, and `addSink`.

use std::sync::Arc;

use tree_sitter::Node;

use self::emitter::{EMITTER, Emitter};
use self::setters::Said;
use super::connector::element;
use super::connector::layout::{self, Argument};
use super::connector::rewrite::{self, Rewrite};
use crate::finding::{Finding, Note, RemedyKind, qualified};
use crate::rules::chain::Chain;
use crate::rules::flow::{self, Flow, Spot};
use crate::rules::{Context, Names, Rule, Wants};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::Edit;
use crate::types::JavaScope;
use crate::types::Resolution::{Known, Unknown};
use crate::view::{File, JavaFile};

mod emitter;
mod setters;

/// The old builders of Elasticsearch 7 and 6.
const OLD_BUILDERS: &[&str] = &[
    "org.apache.flink.streaming.connectors.elasticsearch7.ElasticsearchSink.Builder",
    "org.apache.flink.streaming.connectors.elasticsearch6.ElasticsearchSink.Builder",
];
/// What takes their places, in the same order.
const BUILDERS: &[&str] = &[
    "org.apache.flink.connector.elasticsearch.sink.Elasticsearch7SinkBuilder",
    "org.apache.flink.connector.elasticsearch.sink.Elasticsearch6SinkBuilder",
];
const SINK: &str = "org.apache.flink.connector.elasticsearch.sink.ElasticsearchSink";
const HOST: &str = "org.apache.http.HttpHost";

/// Types under which a sink is declared.
const SINK_TYPES: &[&str] = &[
    "org.apache.flink.streaming.connectors.elasticsearch7.ElasticsearchSink",
    "org.apache.flink.streaming.connectors.elasticsearch6.ElasticsearchSink",
    "org.apache.flink.streaming.api.functions.sink.SinkFunction",
    "org.apache.flink.streaming.api.functions.sink.RichSinkFunction",
];

/// What takes the place of a builder that is left.
const NOW: &str = "Build the sink with an `Elasticsearch7SinkBuilder` or `Elasticsearch6SinkBuilder`: `setHosts`, `setEmitter` and its other setters, and hand it to `sinkTo`.";

const NO_ELEMENT: &str =
    "the type of its elements is written nowhere; write it, as in `new ElasticsearchSink.Builder<Event>(…)`";

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Emitter), Box::new(Sink)]
}

struct Sink;

impl Rule for Sink {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["ElasticsearchSink"])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        let old = OLD_BUILDERS.iter().chain(&SINK_TYPES[..2]).copied();
        let new = BUILDERS.iter().copied().chain([SINK, setters::TYPE]);
        vec![Names::of_old(old).and_new(new).and_said(NOW)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        rewrite::detect(context, file, OLD_BUILDERS, NOW, |java, maker| rewritten(context, java, maker))
    }
}

/// The change of everything that carries the builder that `maker` makes, and the sinks that it builds.
fn rewritten(context: &Context<'_>, file: &Arc<JavaFile>, maker: Node<'_>) -> Result<Rewrite, String> {
    let project = context.project;
    let scope = JavaScope::new(project, file);
    let is_made = |(old, _): &(&&str, &&str)| rewrite::creates(&scope, maker, old);
    let (old, new) = OLD_BUILDERS.iter().zip(BUILDERS).find(is_made).ok_or("its type is not known")?;
    let flow = rewrite::way_of_one(project, Spot::of(file, maker), &[old], &[], "builders")?;
    if let Some(taker) = flow.takers.first() {
        return flow::at(project, taker, |there, call| {
            Err(format!("it is handed to `{}`", java::method_name(call, there.file.text())))
        });
    }
    let mut rewrite = Rewrite::default();
    rewrite.carriers(project, &flow, &[old], new)?;
    let said = Said::take(&mut rewrite, &scope, &flow, maker)?;
    let chain = made(&scope, maker, (new, &said), &flow)?;
    rewrite.edit(file, Edit::replace(java::span(maker), layout::printed(file, maker, &chain)));
    for build in &said.builds {
        carried(&mut rewrite, context, build)?;
    }
    rewrite.say(layout::type_site(file, maker), note(new));
    Ok(rewrite)
}

fn note(new: &str) -> Note {
    let simple = new.rsplit('.').next().unwrap_or(new);
    Note::new(
        format!("`ElasticsearchSink.Builder` becomes an `{simple}`; its back-off is written out, since the new one has none by itself."),
        "Check dashboards and alarms that name the metrics of the sink.",
    )
    .because("The new sink is a writer, whose operator and metrics have other names.")
}

/// `new ElasticsearchSink.Builder<>(hosts, function)` as a new builder with its setters.
fn made(
    scope: &JavaScope<'_>,
    maker: Node<'_>,
    (builder, said): (&str, &Said),
    flow: &Flow,
) -> Result<Chain, String> {
    let file = scope.file;
    let arguments = rewrite::plain_arguments(file, maker)?;
    let [hosts, function] = arguments.as_slice() else {
        return Err("its constructor takes hosts and a function".to_owned());
    };
    let element = element::element(scope, maker, Some(function.node), flow).ok_or(NO_ELEMENT)?;
    let emitter = emitter(scope, function)?;
    let mut chain = Chain::on(format!("new {}<{element}>()", qualified(builder)));
    chain.commented_call(hosts.comments.clone(), "setHosts", &several(scope, hosts.node, maker)?);
    if let Some(strategy) = said.strategy() {
        chain.call("setBulkFlushBackoffStrategy", &strategy);
    }
    chain.commented_call(function.comments.clone(), "setEmitter", &emitter);
    Ok(chain)
}

/// What is told requests: a lambda, or what is an emitter already.
fn emitter(scope: &JavaScope<'_>, function: &Argument<'_>) -> Result<String, String> {
    let value = java::unparenthesized(function.node);
    let start = function.node.start_byte();
    let mut text = scope.file.text_of(function.node).to_owned();
    if matches!(value.kind(), "lambda_expression" | "method_reference") {
        let mut edits = emitter::lambda(scope, value)?;
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
        for edit in edits {
            text.replace_range(edit.span.start - start..edit.span.end - start, &edit.insert);
        }
        return Ok(text);
    }
    match scope.type_of(value).and_then(|found| scope.as_supertype(&found, EMITTER)) {
        Known(Some(_)) => Ok(text),
        Known(None) => Err("its function is not an `ElasticsearchEmitter`".to_owned()),
        Unknown(why) => Err(format!("what its function is is not known: {why}")),
    }
}

/// The hosts, one by one as the new builder takes them.
fn several(scope: &JavaScope<'_>, hosts: Node<'_>, maker: Node<'_>) -> Result<String, String> {
    let file = scope.file;
    let text = file.text_of(hosts);
    let called = ["Collections.singletonList(", "Arrays.asList(", "List.of("];
    if called.iter().any(|list| text.starts_with(list)) {
        let each: Vec<&str> = java::arguments(hosts).into_iter().map(|host| file.text_of(host)).collect();
        return Ok(each.join(", "));
    }
    if let Known(variable) = scope.declaration(hosts) {
        let later = scope.uses(&variable).known.into_iter().find(|used| {
            used.file.path == file.path
                && used.span.start > maker.end_byte()
                && used.file.node(used.span).and_then(java::enclosing_method) == java::enclosing_method(maker)
        });
        if later.is_some() {
            return Err(format!("`{}` is used after it was made", variable.name));
        }
    }
    match hosts.kind() {
        "identifier" | "field_access" | "method_invocation" => {
            Ok(format!("{text}.toArray(new {}[0])", qualified(HOST)))
        }
        _ => Err("its hosts are neither a list that is written out nor one with a name".to_owned()),
    }
}

/// The sink that the call at `build` makes, wherever it goes.
fn carried(rewrite: &mut Rewrite, context: &Context<'_>, build: &Spot) -> Result<(), String> {
    let project = context.project;
    let is_it = |scope: &JavaScope<'_>, node: Node<'_>| Spot::of(scope.file, node) == *build;
    let flow = flow::follow(project, build.clone(), &is_it, &[]).into_result()?;
    rewrite.carriers(project, &flow, SINK_TYPES, SINK)?;
    if let Some(call) = flow.calls.first() {
        return flow::at(project, call, |there, call| {
            let name = java::method_name(call, there.file.text());
            Err(format!("`{name}` is called on the sink; the new one has no such method"))
        });
    }
    rewrite.sink_to(project, &flow)?;
    Ok(())
}
