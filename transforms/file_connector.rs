//! `writeAsText` and `StreamingFileSink`, which become a `FileSink`.

use tree_sitter::Node;

use super::connector::rewrite::Rewrite;
use super::connector::{element, layout};
use crate::finding::{Change, Finding, Note, RemedyKind, qualified};
use crate::rules::chain::Chain;
use crate::rules::flow::{self, Spot};
use crate::rules::form::{Form, Found};
use crate::rules::{Context, Names, Rule, Wants, reference, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{Edit, Span, Style, indent_at};
use crate::types::{JavaScope, TypeRef};
use crate::view::{File, View};

const STREAM: &str = "org.apache.flink.streaming.api.datastream.DataStream";
const SINK: &str = "org.apache.flink.connector.file.sink.FileSink";
const PATH: &str = "org.apache.flink.core.fs.Path";
const ENCODER: &str = "org.apache.flink.api.common.serialization.SimpleStringEncoder";
const FLAT: &str =
    "org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner";
const OLD: &str = "org.apache.flink.streaming.api.functions.sink.filesystem.StreamingFileSink";
const BUCKETS: &str = "org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner";

/// Types under which a sink is declared.
const CARRIER_TYPES: &[&str] = &[
    OLD,
    "org.apache.flink.streaming.api.functions.sink.SinkFunction",
    "org.apache.flink.streaming.api.functions.sink.RichSinkFunction",
];

/// The methods of the builder that the new one has too.
const KEPT: [&str; 4] =
    ["withBucketAssigner", "withBucketCheckInterval", "withOutputFileConfig", "withRollingPolicy"];

/// What takes the place of what is left.
const NOW: &str =
    "Build a `FileSink` and hand it to `sinkTo`; with the `uid` of the old sink it restores its state.";

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Text::new()), Box::new(Streaming)]
}

/// `writeAsText`, without and with a mode.
struct Text {
    forms: [Form; 2],
}

impl Text {
    fn new() -> Self {
        let form = |arguments: &str| {
            Form::new(&format!("$stream.writeAsText({arguments})"), "$stream", &[("stream", STREAM)])
        };
        Self { forms: [form("$path"), form("$path, $mode")] }
    }
}

impl Rule for Text {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, [self.forms[0].word()])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        self.forms.iter().map(|form| form.names().and_new([SINK, PATH, ENCODER, FLAT])).collect()
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let found = self.forms.iter().flat_map(|form| form.found(&scope));
        found.map(|found| written(&scope, context, &found)).collect()
    }
}

/// What becomes of a call of `writeAsText`.
fn written(scope: &JavaScope<'_>, context: &Context<'_>, found: &Found<'_>) -> Finding {
    let java = scope.file;
    let site = reference::site(java, found.named());
    match text_sink(scope, found) {
        Ok(edit) => {
            let now = "Look at who reads the result: the path is a folder of part files now, of which a streaming job \
                       finishes some with each checkpoint; nothing that is there already goes.";
            let note = Note::new("`writeAsText` becomes a `FileSink`.", now);
            context.review(site, note, Change::in_file(&java.path, vec![edit]))
        }
        Err(why) => {
            let now = "Hand a `FileSink` with a `SimpleStringEncoder` to `sinkTo`.";
            context.manual(site, Note::new("`writeAsText` is gone.", now).because(sentence(&why)))
        }
    }
}

fn text_sink(scope: &JavaScope<'_>, found: &Found<'_>) -> Result<Edit, String> {
    if let Some(why) = found.doubt.as_ref().or(found.obstacle.as_ref()) {
        return Err(why.clone());
    }
    let (stream, path) = found.holes.get("stream").zip(found.holes.get("path")).ok_or("it does not parse")?;
    let stream =
        scope.type_of(*stream).and_then(|stream| scope.as_supertype(&stream, STREAM)).into_result()?;
    let element = stream.and_then(|stream| stream.arguments.first().cloned()).filter(TypeRef::is_complete);
    let element = element.ok_or("the type of the elements of the stream is not known")?;
    let list = found.node.child_by_field_name("arguments").ok_or("it does not parse")?;
    if java::children_with_comments(list).into_iter().any(java::is_comment) {
        return Err("a comment stands at its arguments".to_owned());
    }
    let head = format!(
        "sinkTo({}.forRowFormat(new {}({}), new {}<{}>())",
        qualified(SINK),
        qualified(PATH),
        scope.file.text_of(*path),
        qualified(ENCODER),
        element::print(&element)
    );
    let mut chain = Chain::on(head);
    chain.call("withBucketAssigner", &format!("new {}<>()", qualified(FLAT)));
    chain.call("build", "");
    let start = found.named().start_byte();
    let style = Style::of(scope.file.text(), layout::INDENT);
    let text = chain.print(indent_at(scope.file.text(), start), &style) + ")";
    Ok(Edit::replace(Span { start, end: list.end_byte() }, text))
}

/// `StreamingFileSink`.
struct Streaming;

impl Rule for Streaming {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["StreamingFileSink"])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::of_old([OLD]).and_new([SINK]).and_said(NOW)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let starts = reference::static_calls(&scope, java, OLD);
        starts.map(|(name, call)| streamed(&scope, context, name, call)).collect()
    }
}

/// What becomes of a sink whose builder `start` begins at the class `name`.
fn streamed(scope: &JavaScope<'_>, context: &Context<'_>, name: Node<'_>, start: Node<'_>) -> Finding {
    let java = scope.file;
    let site = reference::site(java, name);
    match sink(scope, start) {
        Ok(rewrite) => {
            let now = "Keep the `uid` of the sink, so that it takes over the state of the old one. Look at who reads \
                       the files by their names: those of new part files begin with `part-` and an id in the place \
                       of the number of the task.";
            let note = Note::new("`StreamingFileSink` becomes `FileSink`.", now);
            context.review(site, note, rewrite.into_change())
        }
        Err(why) => {
            let note = Note::new("`StreamingFileSink` is left as it is.", NOW).because(sentence(&why));
            context.manual(site, note)
        }
    }
}

/// The change of everything that carries the sink that the builder makes.
fn sink(scope: &JavaScope<'_>, start: Node<'_>) -> Result<Rewrite, String> {
    let (project, file) = (scope.project, scope.file);
    let maker = built(scope, start)?;
    let makes = |scope: &JavaScope<'_>, node: Node<'_>| started(scope, node).is_some();
    let flow = flow::follow(project, Spot::of(file, maker), &makes, &[]).into_result()?;
    if let Some(call) = flow.calls.first() {
        return flow::at(project, call, |there, call| {
            Err(format!("`{}` is called on it", java::method_name(call, there.file.text())))
        });
    }
    let mut rewrite = Rewrite::default();
    rewrite.carriers(project, &flow, CARRIER_TYPES, SINK)?;
    for spot in &flow.makers {
        let span = flow::at(project, spot, |there, maker| {
            let start = started(there, maker).ok_or("it is made in another way")?;
            built(there, start)?;
            Ok(java::span(java::receiver(start).ok_or("it is made in another way")?))
        })?;
        rewrite.edit_at(&spot.path, Edit::replace(span, qualified(SINK)));
    }
    rewrite.sink_to(project, &flow)?;
    Ok(rewrite)
}

/// The call `build` of the builder that the call `start` gives.
fn built<'t>(scope: &JavaScope<'_>, start: Node<'t>) -> Result<Node<'t>, String> {
    let text = scope.file.text();
    let mut call = start;
    while let Some(next) = call.parent().filter(|next| java::receiver(*next) == Some(call)) {
        let name = java::method_name(next, text);
        call = next;
        match name {
            "build" => return Ok(call),
            "withBucketAssigner" => has_buckets_of_strings(scope, call)?,
            _ if KEPT.contains(&name) => {}
            _ => return Err(format!("the new builder has no `{name}`")),
        }
    }
    Err("its builder is kept".to_owned())
}

/// An error when the names of buckets are surely, or may be, no strings.
fn has_buckets_of_strings(scope: &JavaScope<'_>, call: Node<'_>) -> Result<(), String> {
    let arguments = java::arguments(call);
    let assigner = arguments.first().ok_or("it does not parse")?;
    let assigner = scope.type_of(*assigner).and_then(|assigner| scope.as_supertype(&assigner, BUCKETS));
    match assigner.into_result()?.and_then(|assigner| assigner.arguments.get(1).cloned()) {
        Some(bucket) if bucket.is("java.lang.String") => Ok(()),
        Some(bucket) => {
            Err(format!("its buckets are called by a `{bucket}`, and those of the new sink by a string"))
        }
        None => Err("what its buckets are called by is not known".to_owned()),
    }
}

/// The call of `StreamingFileSink` that begins the chain which `node` ends with `build`.
fn started<'t>(scope: &JavaScope<'_>, node: Node<'t>) -> Option<Node<'t>> {
    let is_build =
        node.kind() == "method_invocation" && java::method_name(node, scope.file.text()) == "build";
    let mut call = Some(node).filter(|_| is_build)?;
    while let Some(next) = java::receiver(call).filter(|next| next.kind() == "method_invocation") {
        call = next;
    }
    let class = java::receiver(call)?;
    scope.means_type(class, OLD).is(&true).then_some(call)
}
