//! `fold` of windows, which becomes `aggregate`.

use tree_sitter::Node;

use super::connector::layout;
use super::own_method;
use crate::finding::{Change, Finding, Note, RemedyKind, qualified};
use crate::rules::form::is_called_on;
use crate::rules::{Context, Names, Rule, Wants, reference, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{Edit, Span, indent_at};
use crate::types::JavaScope;
use crate::view::java::Method;
use crate::view::{File, JavaFile, View};

/// The streams that have windows.
const WINDOWS: [&str; 2] = [
    "org.apache.flink.streaming.api.datastream.WindowedStream",
    "org.apache.flink.streaming.api.datastream.AllWindowedStream",
];
const OLD: &str = "org.apache.flink.api.common.functions.FoldFunction";
const NEW: &str = "org.apache.flink.api.common.functions.AggregateFunction";
const FAILURE: &str = "org.apache.flink.util.FlinkRuntimeException";

/// What is left to a person.
const NOW: &str = "Write an `AggregateFunction` that makes the first value in `createAccumulator`, and hand it to `aggregate`.";

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Fold)]
}

struct Fold;

impl Rule for Fold {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["fold"])
    }

    fn beside(&self) -> Vec<String> {
        ["org.apache.flink"].map(str::to_owned).into()
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        let old = WINDOWS.map(|owner| format!("{owner}.fold"));
        vec![Names::of_old(old).and_new([NEW, FAILURE]).and_said(NOW), Names::of_old([OLD]).and_new([NEW])]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let calls = java.identifiers("fold").filter_map(|name| Some((name, name.parent()?)));
        let calls = calls.filter(|(name, call)| {
            call.kind() == "method_invocation" && call.child_by_field_name("name") == Some(*name)
        });
        let is_meant = |call| WINDOWS.iter().any(|owner| is_called_on(&scope, call, owner).is(&true));
        calls
            .filter(|(_, call)| is_meant(*call))
            .map(|(name, call)| finding(&scope, context, name, call))
            .collect()
    }
}

fn finding(scope: &JavaScope<'_>, context: &Context<'_>, name: Node<'_>, call: Node<'_>) -> Finding {
    let java = scope.file;
    let site = reference::site(java, name);
    match aggregated(scope, name, call) {
        Ok(edits) => {
            let now = "What open windows hold does not come back from a savepoint of the old job.";
            let note = Note::new("`fold` becomes `aggregate` with a function that asks its own `fold`.", now);
            context.review(site, note, Change::in_file(&java.path, edits))
        }
        Err(why) => context.manual(site, Note::new("`fold` is gone.", NOW).because(sentence(&why))),
    }
}

fn aggregated(scope: &JavaScope<'_>, name: Node<'_>, call: Node<'_>) -> Result<Vec<Edit>, String> {
    let java = scope.file;
    let arguments = layout::arguments(java, call);
    let [first, function, ..] = arguments.as_slice() else { return Err("it does not parse".to_owned()) };
    if first.is_commented() || !is_made_here(first.node) {
        return Err("the first value is not made there".to_owned());
    }
    let body = java::child(function.node, "class_body").and_then(|body| java.type_with_body(body));
    let declared = &java.types[body.ok_or("the function is no anonymous class")?];
    let head = declared.superclass.and_then(|span| java.node(span)).ok_or("it does not parse")?;
    let written = java::child(head, "type_arguments").map(java::children).unwrap_or_default();
    let [element, result] = written.as_slice() else { return Err("its types are not written".to_owned()) };
    let is_fold = scope.means_type(java::children(head)[0], OLD).is(&true);
    let mut own =
        declared.methods.iter().filter(|method| method.name == "fold" && method.parameters.len() == 2);
    let (Some(fold), None, true) = (own.next(), own.next(), is_fold) else {
        return Err("it is no plain `FoldFunction`".to_owned());
    };
    let (element, result) = (java.text_of(*element), java.text_of(*result));
    let mut edits = vec![
        Edit::replace(java::span(name), "aggregate"),
        Edit::delete(Span { start: first.node.start_byte(), end: function.node.start_byte() }),
        Edit::replace(java::span(head), format!("{}<{element}, {result}, {result}>", qualified(NEW))),
        Edit::insert(fold.span.end, methods(java, fold, element, result, java.text_of(first.node))),
    ];
    edits.extend(own_method::without_override(java, fold));
    Ok(edits)
}

/// Whether the expression makes a value of nothing but literals.
fn is_made_here(node: Node<'_>) -> bool {
    let is_plain = |kind: &str| kind.ends_with("_literal") || matches!(kind, "true" | "false");
    match node.kind() {
        "object_creation_expression" => {
            java::child(node, "class_body").is_none() && java::arguments(node).into_iter().all(is_made_here)
        }
        "method_invocation" => {
            let is_of = java::receiver(node).is_some_and(|class| class.kind() == "identifier");
            is_of && !java::arguments(node).is_empty() && java::arguments(node).into_iter().all(is_made_here)
        }
        kind => is_plain(kind) && kind != "null_literal",
    }
}

/// The methods of an aggregate function that asks `fold`.
fn methods(java: &JavaFile, fold: &Method, element: &str, result: &str, first: &str) -> String {
    let throws = java.node(fold.span).is_some_and(|node| java::child(node, "throws").is_some());
    let add: Vec<(usize, String)> = if throws {
        vec![
            (1, "try {".to_owned()),
            (2, "return fold(accumulator, value);".to_owned()),
            (1, "} catch (Exception exception) {".to_owned()),
            (2, format!("throw new {}(exception);", qualified(FAILURE))),
            (1, "}".to_owned()),
        ]
    } else {
        vec![(1, "return fold(accumulator, value);".to_owned())]
    };
    let no_merge = "throw new UnsupportedOperationException(\"What was folded cannot be merged.\");";
    let all = [
        (format!("{result} createAccumulator()"), vec![(1, format!("return {first};"))]),
        (format!("{result} add({element} value, {result} accumulator)"), add),
        (format!("{result} getResult({result} accumulator)"), vec![(1, "return accumulator;".to_owned())]),
        (format!("{result} merge({result} one, {result} other)"), vec![(1, no_merge.to_owned())]),
    ];
    let indent = indent_at(java.text(), fold.span.start);
    let lines = all.into_iter().flat_map(|(signature, body)| {
        let head = [(0, String::new()), (0, "@Override".to_owned()), (0, format!("public {signature} {{"))];
        head.into_iter().chain(body).chain([(0, "}".to_owned())])
    });
    own_method::lines(java, indent, &lines.collect::<Vec<_>>())
}
