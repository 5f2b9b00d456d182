//! `JdbcSink.sink` and `JdbcSink.exactlyOnceSink`, everything that carries the sink, and `addSink`.

use tree_sitter::Node;

use super::connector::element;
use super::connector::layout::{self, Argument};
use super::connector::rewrite::Rewrite;
use crate::finding::{Finding, Note, RemedyKind, qualified};
use crate::rules::chain::Chain;
use crate::rules::flow::{self, Flow, Spot};
use crate::rules::{Context, Names, Rule, Wants, reference, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::Edit;
use crate::types::JavaScope;
use crate::view::{File, View};

const OLD: &str = "org.apache.flink.connector.jdbc.JdbcSink";
const SINK: &str = "org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink";
const ROW_FORMAT: &str = "org.apache.flink.connector.jdbc.JdbcRowOutputFormat";
const FUNCTION: &str = "org.apache.flink.streaming.api.functions.sink.SinkFunction";

/// What takes the place of a sink that is left.
const NOW: &str = "Give the statement to the builder of the `JdbcSink` in `flink-connector-jdbc-core`, call `buildAtLeastOnce` or \
                   `buildExactlyOnce`, and hand the sink to `sinkTo`.";

const NO_ELEMENT: &str =
    "the type of its elements is written nowhere; write it, as in `JdbcSink.<Event>sink(…)`";

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Sink), Box::new(RowFormat)]
}

/// A `JdbcRowOutputFormat`, which keeps its name and is no `OutputFormat` any more.
struct RowFormat;

impl Rule for RowFormat {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["JdbcRowOutputFormat"])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::default().and_new([ROW_FORMAT]).and_said(NOW)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let calls = java::of_kind(java.root(), "method_invocation");
        let takers = calls.filter(|call| java::method_name(*call, java.text()) == "writeUsingOutputFormat");
        let formats = takers.filter_map(|call| java::arguments(call).first().copied());
        let rows = formats.filter(|format| scope.has_type(*format, ROW_FORMAT).is(&true));
        let found = rows.map(|format| {
            let place = format.child_by_field_name("name").unwrap_or(format);
            let note = Note::new("A stream does not take a `JdbcRowOutputFormat` any more.", NOW)
                .because("With the connector for Flink 2 it is no `OutputFormat`.");
            context.manual(reference::site(java, place), note)
        });
        found.collect()
    }
}

struct Sink;

impl Rule for Sink {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["JdbcSink"])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::of_old([OLD]).and_new([SINK]).and_said(NOW)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let calls = reference::static_calls(&scope, java, OLD);
        calls.filter_map(|(name, call)| found(&scope, context, name, call)).collect()
    }
}

/// What becomes of the `call` of the class `name`.
fn found(scope: &JavaScope<'_>, context: &Context<'_>, name: Node<'_>, call: Node<'_>) -> Option<Finding> {
    let java = scope.file;
    let site = reference::site(java, name);
    let method = java::method_name(call, java.text());
    if method == "builder" {
        let mut rewrite = Rewrite::default();
        rewrite.edit(java, Edit::replace(java::span(name), qualified(SINK)));
        let note = Note::new("`JdbcSink` comes from `org.apache.flink.connector.jdbc.core`.", "");
        return Some(context.apply(site, note, rewrite.into_change()));
    }
    is_sink(scope, call).then(|| match rewritten(scope, call) {
        Ok(rewrite) => context.review(site, note(method), rewrite.into_change()),
        Err(why) => {
            let note = Note::new(format!("`JdbcSink.{method}` is left as it is."), NOW);
            context.manual(site, note.because(sentence(&why)))
        }
    })
}

fn note(method: &str) -> Note {
    let what = format!("`JdbcSink.{method}` becomes a `JdbcSink` that is built.");
    if method == "sink" {
        return Note::new(what, "Check dashboards and alarms that name the metrics of the sink.")
            .because("The new sink is a writer, whose operator and metrics have other names.");
    }
    Note::new(
        what,
        "Stop the old job with a savepoint, look for prepared transactions that the database still has, give the sink a new `uid`, and start with `allowNonRestoredState`.",
    )
    .because("The state of the old sink, which knows its open transactions, cannot be restored.")
}

/// Whether the expression makes one of the old sinks.
fn is_sink(scope: &JavaScope<'_>, node: Node<'_>) -> bool {
    node.kind() == "method_invocation"
        && matches!(java::method_name(node, scope.file.text()), "sink" | "exactlyOnceSink")
        && java::receiver(node).is_some_and(|class| scope.means_type(class, OLD).is(&true))
}

/// The change of everything that carries the sink that `maker` makes.
fn rewritten(scope: &JavaScope<'_>, maker: Node<'_>) -> Result<Rewrite, String> {
    let project = scope.project;
    let flow = flow::follow(project, Spot::of(scope.file, maker), &is_sink, &[]).into_result()?;
    if let Some(call) = flow.calls.first() {
        return flow::at(project, call, |there, call| {
            Err(format!("`{}` is called on it", java::method_name(call, there.file.text())))
        });
    }
    let mut rewrite = Rewrite::default();
    rewrite.carriers(project, &flow, &[FUNCTION], SINK)?;
    for spot in &flow.makers {
        let edit = flow::at(project, spot, |there, maker| built(there, maker, &flow))?;
        rewrite.edit_at(&spot.path, edit);
    }
    rewrite.sink_to(project, &flow)?;
    Ok(rewrite)
}

/// `JdbcSink.sink(sql, builder, options, connection)` becomes a builder chain.
fn built(scope: &JavaScope<'_>, maker: Node<'_>, flow: &Flow) -> Result<Edit, String> {
    let file = scope.file;
    let arguments = layout::arguments(file, maker);
    let [sql, statement, rest @ ..] = arguments.as_slice() else {
        return Err("it does not parse".to_owned());
    };
    let element = element(scope, maker, statement.node, flow).ok_or(NO_ELEMENT)?;
    let text = |argument: &Argument<'_>| file.text_of(argument.node);
    let line = layout::line_in_chain(file, maker);
    let gap =
        if text(sql).len() + text(statement).lines().next().map_or(0, str::len) < 80 { " " } else { &line };
    let mut chain = Chain::on(format!("{}.<{element}>builder()", qualified(SINK)));
    let comments = sql.comments.iter().chain(&statement.comments).cloned().collect();
    let query = format!("{},{gap}{}", text(sql), text(statement));
    chain.commented_call(comments, "withQueryStatement", &query);
    let (options, ends) = match rest {
        [connection] => (None, vec![connection]),
        [options, connection] => (Some(options), vec![connection]),
        [options, once, source] => (Some(options), vec![once, source]),
        _ => return Err("which form of it is called is not known".to_owned()),
    };
    if let Some(options) = options {
        chain.commented_call(options.comments.clone(), "withExecutionOptions", text(options));
    }
    let comments = ends.iter().flat_map(|end| end.comments.iter().cloned()).collect();
    let build = if ends.len() == 1 { "buildAtLeastOnce" } else { "buildExactlyOnce" };
    let ends: Vec<&str> = ends.into_iter().map(text).collect();
    chain.commented_call(comments, build, &ends.join(", "));
    Ok(Edit::replace(java::span(maker), layout::printed(file, maker, &chain)))
}

/// The type of the elements: as it is written at the call, or told by the statement or the stream.
fn element(scope: &JavaScope<'_>, maker: Node<'_>, statement: Node<'_>, flow: &Flow) -> Option<String> {
    element::written_argument(scope, maker)
        .or_else(|| element::of_lambda(scope, statement, 1))
        .or_else(|| element::of_sink(scope, Some(statement), flow))
}
