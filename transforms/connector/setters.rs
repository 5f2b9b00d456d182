//! The calls on a source or sink right where it is made: read, and taken out.

use std::collections::BTreeSet;

use tree_sitter::Node;

use super::rewrite::Rewrite;
use super::settled;
use crate::rules::flow::{self, Flow, Spot};
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::types::JavaScope;

/// A call on what was made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Setter {
    /// The place of the call.
    pub(crate) call: Span,
    /// The name of the method.
    pub(crate) name: String,
    /// Its first argument, in the file of the maker.
    pub(crate) argument: Option<Span>,
}

/// Reads the calls of `flow`, which are all on what `maker` makes, and takes out those that stand apart from it.
///
/// `stays` names the calls whose argument does not move to the maker.
pub(crate) fn take(
    rewrite: &mut Rewrite,
    scope: &JavaScope<'_>,
    flow: &Flow,
    maker: Node<'_>,
    stays: &[&str],
) -> Result<Vec<Setter>, String> {
    let whole = whole(scope, flow, maker);
    let mut setters = BTreeSet::new();
    let mut edits = BTreeSet::new();
    for spot in &flow.calls {
        flow::at(scope.project, spot, |there, call| {
            let name = java::method_name(call, there.file.text());
            let argument = java::arguments(call).first().copied();
            if spot.path != scope.file.path || !java::span(whole).contains(spot.span) {
                edits.insert(
                    removal(there, flow, call, maker)
                        .filter(|_| spot.path == scope.file.path)
                        .ok_or_else(|| format!("`{name}` is not called right where it is made"))?,
                );
                if let Some(argument) = argument.filter(|_| !stays.contains(&name)) {
                    settled::is_known_before(there, argument, maker)?;
                }
            }
            let argument = argument.map(java::span);
            setters.insert(Setter { call: spot.span, name: name.to_owned(), argument });
            Ok(())
        })?;
    }
    for edit in edits {
        rewrite.edit(scope.file, edit);
    }
    Ok(setters.into_iter().collect())
}

/// The `new` with the calls that are chained on it.
pub(crate) fn whole<'t>(scope: &JavaScope<'_>, flow: &Flow, maker: Node<'t>) -> Node<'t> {
    last_of_chain(scope, flow, maker)
}

fn last_of_chain<'t>(scope: &JavaScope<'_>, flow: &Flow, mut node: Node<'t>) -> Node<'t> {
    while let Some(call) = node.parent().filter(|call| is_call(scope, flow, *call, node)) {
        node = call;
    }
    node
}

fn is_call(scope: &JavaScope<'_>, flow: &Flow, call: Node<'_>, receiver: Node<'_>) -> bool {
    call.kind() == "method_invocation"
        && java::receiver(call) == Some(receiver)
        && flow.calls.contains(&Spot::of(scope.file, call))
}

/// The edit that takes out the chain of calls which `call` belongs to; `None` when it is not in the block of `maker`.
fn removal(scope: &JavaScope<'_>, flow: &Flow, call: Node<'_>, maker: Node<'_>) -> Option<Edit> {
    let last = last_of_chain(scope, flow, call);
    let statement = java::enclosing_statement(last)?;
    if statement.parent() != java::enclosing_block(maker) {
        return None;
    }
    if java::is_expression_statement(last) {
        return Some(Edit::delete(java::whole_lines(statement, scope.file.text())));
    }
    let mut first = java::receiver(call)?;
    while flow.calls.contains(&Spot::of(scope.file, first)) {
        first = java::receiver(first)?;
    }
    Some(Edit::delete(Span::new(first.end_byte(), last.end_byte())))
}
