//! `split` and `select`, which become side outputs.

use tree_sitter::Node;

use super::connector::layout;
use super::connector::rewrite::Rewrite;
use super::type_information::Place;
use crate::finding::{Change, Finding, Note, RemedyKind, qualified};
use crate::rules::flow::{self, Spot};
use crate::rules::{Context, Names, Rule, Wants, reference, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{Edit, Span, Style, indent_at};
use crate::types::{JavaScope, TypeRef};
use crate::view::java::DeclaredType;
use crate::view::{File, View};

mod function;

const STREAM: &str = "org.apache.flink.streaming.api.datastream.DataStream";
const SPLIT: &str = "org.apache.flink.streaming.api.datastream.SplitStream";
const SELECTOR: &str = "org.apache.flink.streaming.api.collector.selector.OutputSelector";
const OPERATOR: &str = "org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator";
const TAG: &str = "org.apache.flink.util.OutputTag";

/// What is left to a person.
const NOW: &str = "Write a `ProcessFunction` that sends elements to an `OutputTag` each, hand it to `process`, and take them with `getSideOutput`.";

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Split), Box::new(Selector)]
}

/// A call of `split`, and everything that carries what it gives.
struct Split;

impl Rule for Split {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["split"])
    }

    fn beside(&self) -> Vec<String> {
        ["OutputSelector", "SplitStream", "org.apache.flink.streaming"].map(str::to_owned).into()
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        let old = [SPLIT.to_owned(), format!("{STREAM}.split")];
        vec![Names::of_old(old).and_new([OPERATOR, TAG]).and_said(NOW)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let named = java.identifiers("split").filter_map(|name| name.parent());
        let calls = named.filter_map(|call| Some((call, element(&scope, call)?)));
        let finding = |(call, element): (Node<'_>, TypeRef)| {
            let site = reference::site(java, call.child_by_field_name("name").unwrap_or(call));
            match rewritten(&scope, call, &element) {
                Ok(rewrite) => {
                    let what = "`split` becomes `process`, and `select` becomes `getSideOutput`.";
                    let now = "Check that no element is given the same name twice, nor two names that one `select` \
                               takes: it would go out twice. The function is an operator of its own, so operators behind it that have no `uid` do \
                               not find their state.";
                    context.review(site, Note::new(what, now), rewrite.into_change())
                }
                Err(why) => context.manual(site, Note::new("`split` is gone.", NOW).because(sentence(&why))),
            }
        };
        calls.map(finding).collect()
    }
}

/// The elements of the stream that `call` splits, when that is what it does.
fn element(scope: &JavaScope<'_>, call: Node<'_>) -> Option<TypeRef> {
    let is_split =
        call.kind() == "method_invocation" && java::method_name(call, scope.file.text()) == "split";
    let object = java::receiver(call).filter(|_| is_split && java::arguments(call).len() == 1)?;
    let stream = scope.type_of(object).known()?;
    let stream = scope.as_supertype(&stream, STREAM).known().flatten()?;
    let unknown = || TypeRef::new(TypeRef::UNKNOWN);
    Some(stream.arguments.into_iter().next().unwrap_or_else(unknown))
}

/// The change of a call of `split` and of all that is done with what it gives.
fn rewritten(scope: &JavaScope<'_>, call: Node<'_>, element: &TypeRef) -> Result<Rewrite, String> {
    let (project, file) = (scope.project, scope.file);
    if !element.is_complete() {
        return Err("the type of the elements of the stream is not known".to_owned());
    }
    let mut rewrite = Rewrite::default();
    let name = call.child_by_field_name("name").ok_or("it does not parse")?;
    rewrite.edit(file, Edit::replace(java::span(name), "process"));
    for edit in function::of_argument(scope, java::arguments(call)[0], element)? {
        rewrite.edit(file, edit);
    }
    let makes = |there: &JavaScope<'_>, node: Node<'_>| self::element(there, node).is_some();
    let flow = flow::follow(project, Spot::of(file, call), &makes, &[]).into_result()?;
    if flow.makers.len() > 1 {
        return Err("several streams go the same way".to_owned());
    }
    if !flow.takers.is_empty() {
        return Err("the split stream is handed to a method".to_owned());
    }
    for spot in &flow.types {
        let (span, new) = flow::at(project, spot, |there, written| carrier(there, written, element))?;
        rewrite.edit_at(&spot.path, Edit::replace(span, new));
    }
    for spot in &flow.calls {
        let (span, new) = flow::at(project, spot, |there, call| selected(there, call, element))?;
        rewrite.edit_at(&spot.path, Edit::replace(span, new));
    }
    Ok(rewrite)
}

/// The type of a variable or method that carries the split stream, and the new one.
fn carrier(scope: &JavaScope<'_>, written: Node<'_>, element: &TypeRef) -> Result<(Span, String), String> {
    let is_split = scope.means_type(written, SPLIT).is(&true);
    let why = || format!("it is declared as `{}`", scope.file.text_of(written));
    let new = || format!("{}<{}>", qualified(OPERATOR), Place { scope, at: written }.named(element));
    is_split.then(|| (java::span(written), new())).ok_or_else(why)
}

/// `select` with names becomes `getSideOutput` with a tag for each, and `union` of these streams.
fn selected(scope: &JavaScope<'_>, call: Node<'_>, element: &TypeRef) -> Result<(Span, String), String> {
    let java = scope.file;
    let name = java::method_name(call, java.text());
    if name != "select" {
        return Err(format!("`{name}` is called on the split stream itself"));
    }
    let arguments = java::arguments(call);
    let is_name = |argument: &Node<'_>| scope.type_of(*argument).is(&TypeRef::new("java.lang.String"));
    let (Some((first, more)), true) = (arguments.split_first(), arguments.iter().all(is_name)) else {
        return Err("what it selects is not known".to_owned());
    };
    let side_output = |argument: Node<'_>| {
        let information = Place { scope, at: call }.information(element);
        format!("getSideOutput(new {}<>({}, {information}))", qualified(TAG), java.text_of(argument))
    };
    let mut text = side_output(*first);
    if !more.is_empty() {
        let stream = java::receiver(call).filter(|stream| stream.kind() == "identifier");
        let stream = java.text_of(stream.ok_or("several names are selected of a stream without a name")?);
        let others = more.iter().map(|argument| format!("{stream}.{}", side_output(*argument)));
        let style = Style::of(java.text(), layout::INDENT);
        let deeper = indent_at(java.text(), call.start_byte()).to_owned() + &style.indent.repeat(2);
        let others = others.collect::<Vec<_>>().join(", ");
        text = format!("{text}{}{deeper}.union({others})", style.newline);
    }
    let start = call.child_by_field_name("name").map_or(call.start_byte(), |name| name.start_byte());
    Ok((Span { start, end: call.end_byte() }, text))
}

/// A class with a name that implements `OutputSelector`.
struct Selector;

impl Rule for Selector {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["OutputSelector"])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::of_old([SELECTOR]).and_new(function::NAMES)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let named = java.types.iter().filter(|declared| !declared.name.is_empty());
        let heads = named.filter_map(|declared| Some((declared, function::head(&scope, declared)?)));
        let finding = |(declared, head): (&DeclaredType, Node<'_>)| {
            let site = reference::site(java, head);
            match function::converted(&scope, declared, head) {
                Ok(edits) => {
                    let what = format!(
                        "`{}` becomes a `ProcessFunction` that asks its own `select`.",
                        declared.name
                    );
                    let now = "Hand it to `process`.";
                    context.review(site, Note::new(what, now), Change::in_file(&java.path, edits))
                }
                Err(why) => {
                    let note = Note::new("`OutputSelector` is gone.", NOW).because(sentence(&why));
                    context.manual(site, note)
                }
            }
        };
        heads.map(finding).collect()
    }
}
