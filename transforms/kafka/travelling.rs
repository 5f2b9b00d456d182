//! Setters of a consumer that are called elsewhere than where it is made: its builder goes the way that it went.

use std::sync::Arc;

use tree_sitter::Node;

use super::offsets::{self, Start};
use super::properties::Written;
use crate::finding::{Note, Site};
use crate::rules::flow::{self, Flow, Spot};
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::transforms::connector::layout;
use crate::transforms::connector::rewrite::Rewrite;
use crate::types::{JavaScope, Origin, Project};

/// What the setters of the consumers that go one way need to know.
pub(crate) struct Setters<'s> {
    /// What the source does without a committed offset, where all consumers do the same.
    pub(crate) reset: Option<&'static str>,
    /// Whether one of them may begin elsewhere than at the offsets of its group, as all do that are told nothing.
    pub(crate) begins: bool,
    /// The consumer, where it is one.
    pub(crate) maker: Option<&'s Spot>,
    /// The call that is given the watermarks, which move to `fromSource`.
    pub(crate) watermarks: Option<&'s Spot>,
}

impl Setters<'_> {
    /// Gives the call on a consumer the form of the builder; an error when the builder has none.
    pub(crate) fn change(
        &self,
        rewrite: &mut Rewrite,
        scope: &JavaScope<'_>,
        call: Node<'_>,
    ) -> Result<(), String> {
        let file = scope.file;
        let arguments = java::arguments(call);
        let argument = arguments.first().map(|argument| java::span(*argument));
        let with = |start: fn(Span) -> Start| argument.map(start).ok_or("a call does not parse");
        let start = match java::method_name(call, file.text()) {
            "setStartFromEarliest" => Start::Earliest,
            "setStartFromLatest" => Start::Latest,
            "setStartFromGroupOffsets" if self.begins => Start::Group,
            "setStartFromGroupOffsets" | "disableFilterRestoredPartitionsWithSubscribedTopics" => {
                return taken_out(rewrite, scope, call);
            }
            "setStartFromTimestamp" => with(Start::Timestamp)?,
            "setStartFromSpecificOffsets" => with(Start::Offsets)?,
            "setCommitOffsetsOnCheckpoints" => return commits(rewrite, scope, call),
            "assignTimestampsAndWatermarks" if self.watermarks.is_some() => {
                return taken_out(rewrite, scope, call);
            }
            name => return Err(format!("`{name}` is called on it; the new source has no such method")),
        };
        let (offsets, note) = self
            .beside_maker(scope, call, start)
            .unwrap_or_else(|| offsets::said_there(scope, start, self.reset));
        rewrite.edit(file, Edit::replace(told(call)?, format!("setStartingOffsets({offsets})")));
        if let Some(note) = note {
            let span = call.child_by_field_name("name").map_or_else(|| java::span(call), java::span);
            rewrite.say(Site { path: Arc::clone(&file.path), span }, note);
        }
        Ok(())
    }
}

impl Setters<'_> {
    /// Where the source begins, as its properties say it, when the call sees them.
    fn beside_maker(
        &self,
        scope: &JavaScope<'_>,
        call: Node<'_>,
        start: Start,
    ) -> Option<(String, Option<Note>)> {
        let maker = self.maker.filter(|maker| maker.path == scope.file.path)?;
        let maker = scope.file.node(maker.span)?;
        let properties = java::arguments(maker).pop()?;
        let variable = scope.declaration(properties).known()?;
        let is_seen = java::enclosing_method(call) == java::enclosing_method(maker)
            && scope.variable(&variable.name, call).known().is_some_and(|seen| seen.is(&variable));
        let written = Written::into(scope, properties);
        let line = layout::line_in_chain(scope.file, call);
        is_seen.then(|| offsets::starting_offsets(scope, start, properties, &written, &line))
    }
}

/// `setCommitOffsetsOnCheckpoints(commits)` becomes a property.
fn commits(rewrite: &mut Rewrite, scope: &JavaScope<'_>, call: Node<'_>) -> Result<(), String> {
    let arguments = java::arguments(call);
    let argument = arguments.first().ok_or("a call does not parse")?;
    let value = match scope.file.text_of(*argument) {
        literal @ ("true" | "false") => format!("\"{literal}\""),
        other => format!("String.valueOf({other})"),
    };
    let text = format!("setProperty(\"commit.offsets.on.checkpoint\", {value})");
    rewrite.edit(scope.file, Edit::replace(told(call)?, text));
    Ok(())
}

/// The name of the method and its arguments.
fn told(call: Node<'_>) -> Result<Span, String> {
    let name = call.child_by_field_name("name").ok_or("a call does not parse")?;
    Ok(Span::new(name.start_byte(), call.end_byte()))
}

/// Takes the call out, with its statement where that is all of it.
fn taken_out(rewrite: &mut Rewrite, scope: &JavaScope<'_>, call: Node<'_>) -> Result<(), String> {
    let receiver = java::receiver(call).ok_or("a call does not parse")?;
    let is_name = matches!(receiver.kind(), "identifier" | "field_access");
    let edit =
        match java::enclosing_statement(call).filter(|_| java::is_expression_statement(call) && is_name) {
            Some(statement) if statement.parent().is_some_and(|around| around.kind() == "block") => {
                Edit::delete(java::whole_lines(statement, scope.file.text()))
            }
            Some(_) => return Err("one of its setters is called under a condition".to_owned()),
            None => Edit::delete(Span::new(receiver.end_byte(), call.end_byte())),
        };
    rewrite.edit(scope.file, edit);
    Ok(())
}

/// Whether a setter says that a consumer begins elsewhere than at the offsets of its group.
pub(crate) fn begins_elsewhere(project: &Project, flow: &Flow) -> Result<bool, String> {
    let mut begins = false;
    for spot in &flow.calls {
        flow::at(project, spot, |scope, call| {
            let name = java::method_name(call, scope.file.text());
            begins |= name.starts_with("setStartFrom") && name != "setStartFromGroupOffsets";
            Ok(())
        })?;
    }
    Ok(begins)
}

/// The one call that gives watermarks to all that goes this way, if there is one; an error when it may not come to it.
pub(crate) fn watermarks<'f>(project: &Project, flow: &'f Flow) -> Result<Option<&'f Spot>, String> {
    let mut given = Vec::new();
    for spot in &flow.calls {
        flow::at(project, spot, |scope, call| {
            if java::method_name(call, scope.file.text()) == "assignTimestampsAndWatermarks" {
                given.push(spot);
            }
            Ok(())
        })?;
    }
    match given.as_slice() {
        [] => Ok(None),
        [only] => {
            for maker in &flow.makers {
                comes_to(project, flow, maker, only)?;
            }
            Ok(Some(*only))
        }
        _ => Err("`assignTimestampsAndWatermarks` is called at several places".to_owned()),
    }
}

/// An error unless what is made at `maker` surely comes to the call at `given`.
fn comes_to(project: &Project, flow: &Flow, maker: &Spot, given: &Spot) -> Result<(), String> {
    let condition = || "whether its watermark strategy is always set is not known".to_owned();
    let around = |call: Node<'_>| is_always(call).then(|| java::enclosing_method(call).map(java::span));
    let method = flow::at(project, given, |_, call| around(call).ok_or_else(condition))?;
    flow::at(project, maker, |scope, made| {
        if scope.file.path != given.path {
            return Err(condition());
        }
        if java::enclosing_method(made).map(java::span) == method {
            return Ok(());
        }
        let call = made.parent().and_then(|arguments| arguments.parent()).ok_or_else(condition)?;
        let is_handed = flow.handed.contains(&Spot::of(scope.file, call)) && is_always(call);
        match scope.invoked(call).known().map(|meant| meant.origin) {
            Some(Origin::Project(meant)) if is_handed && Some(meant.declared().span) == method => Ok(()),
            _ => Err(condition()),
        }
    })
}

/// Whether the method comes to `node` whenever it is called.
fn is_always(node: Node<'_>) -> bool {
    let around = java::ancestors(node)
        .take_while(|around| !around.kind().ends_with("_declaration") || is_local(*around));
    around.into_iter().all(|around| {
        matches!(
            around.kind(),
            "block"
                | "constructor_body"
                | "try_statement"
                | "local_variable_declaration"
                | "variable_declarator"
                | "assignment_expression"
                | "expression_statement"
                | "return_statement"
                | "argument_list"
                | "method_invocation"
                | "object_creation_expression"
                | "parenthesized_expression"
        )
    })
}

fn is_local(node: Node<'_>) -> bool {
    node.kind() == "local_variable_declaration"
}
