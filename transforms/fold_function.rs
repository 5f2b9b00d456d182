//! `fold` of windows, which becomes `aggregate`, and of keyed streams, which becomes `map` with state.

use tree_sitter::Node;

use super::connector::layout;
use super::connector::rewrite::Rewrite;
use crate::finding::{Finding, Note, RemedyKind};
use crate::rules::form::is_called_on;
use crate::rules::{Context, Names, Rule, Wants, reference, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::types::JavaScope;
use crate::view::{File, View};

mod function;
mod methods;

const OLD: &str = "org.apache.flink.api.common.functions.FoldFunction";
const INFORMATION: &str = "org.apache.flink.api.common.typeinfo.TypeInformation";

/// A class whose streams fold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stream {
    /// A fold is done when the window is.
    Window,
    /// Each element gives what was folded so far.
    Keyed,
}

const STREAMS: [(&str, Stream); 3] = [
    ("org.apache.flink.streaming.api.datastream.WindowedStream", Stream::Window),
    ("org.apache.flink.streaming.api.datastream.AllWindowedStream", Stream::Window),
    ("org.apache.flink.streaming.api.datastream.KeyedStream", Stream::Keyed),
];

/// What is left to a person.
const NOW: &str = "Write an `AggregateFunction` that makes the first value in `createAccumulator`, and hand it to `aggregate`.";
/// The same for keyed streams.
const NOW_KEYED: &str =
    "Write a `RichMapFunction` that keeps what was folded in a `ValueState`, and hand it to `map`.";

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
        let old = STREAMS.map(|(owner, _)| format!("{owner}.fold"));
        let new = methods::NAMES;
        vec![
            Names::of_old(old).and_new(new).and_said(NOW).and_said(NOW_KEYED),
            Names::of_old([OLD]).and_new(new),
        ]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let stream = |call| {
            let is_meant = |owner: &str| is_called_on(&scope, call, owner).is(&true);
            STREAMS.into_iter().find(|(owner, _)| is_meant(owner))
        };
        let meant = java.calls("fold").filter_map(|call| Some((call, stream(call)?.1)));
        meant.map(|(call, stream)| finding(&scope, context, call, stream)).collect()
    }
}

fn finding(scope: &JavaScope<'_>, context: &Context<'_>, call: Node<'_>, stream: Stream) -> Finding {
    let site = reference::site(scope.file, call.child_by_field_name("name").unwrap_or(call));
    let (what, now, by_hand) = match stream {
        Stream::Window => (
            "`fold` becomes `aggregate` with a function that asks its own `fold`.",
            "What open windows hold does not come back from a savepoint of the old job.",
            NOW,
        ),
        Stream::Keyed => (
            "`fold` becomes `map` with a function that asks its own `fold` and keeps what it gave.",
            "What was folded does not come back from a savepoint of the old job; each key begins anew.",
            NOW_KEYED,
        ),
    };
    match rewritten(scope, call, stream) {
        Ok(rewrite) => context.review(site, Note::new(what, now), rewrite.into_change()),
        Err(why) => context.manual(site, Note::new("`fold` is gone.", by_hand).because(sentence(&why))),
    }
}

fn rewritten(scope: &JavaScope<'_>, call: Node<'_>, stream: Stream) -> Result<Rewrite, String> {
    let java = scope.file;
    let arguments = layout::arguments(java, call);
    let (first, function) = match arguments.as_slice() {
        [first, function] => (first, function),
        [first, function, then] if stream == Stream::Window => {
            if !scope.has_type(then.node, INFORMATION).is(&false) {
                return Err("it is told types of its values".to_owned());
            }
            (first, function)
        }
        _ => return Err("it is told types of its values".to_owned()),
    };
    if first.is_commented() || !is_made_here(first.node) {
        return Err("the first value is not made there".to_owned());
    }
    let name = call.child_by_field_name("name").ok_or("it does not parse")?;
    let mut rewrite = Rewrite::default();
    let new = if stream == Stream::Keyed { "map" } else { "aggregate" };
    rewrite.edit(java, Edit::replace(java::span(name), new));
    rewrite
        .edit(java, Edit::delete(Span { start: first.node.start_byte(), end: function.node.start_byte() }));
    function::convert(scope, stream, first.node, function.node, &mut rewrite)?;
    Ok(rewrite)
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
