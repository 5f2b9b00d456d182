//! The calls on an `ElasticsearchSink.Builder`: most of them its successor has, too.

use std::sync::Arc;

use tree_sitter::Node;

use crate::finding::{Note, Site, qualified};
use crate::rules::flow::{self, Flow, Spot};
use crate::syntax::java;
use crate::text::Edit;
use crate::transforms::connector::rewrite::{self, Rewrite};
use crate::transforms::connector::settled;
use crate::types::JavaScope;

const OLD_TYPE: &str =
    "org.apache.flink.streaming.connectors.elasticsearch.ElasticsearchSinkBase.FlushBackoffType";
/// How the time between two tries grows.
pub(super) const TYPE: &str = "org.apache.flink.connector.elasticsearch.sink.FlushBackoffType";
const HANDLERS: &str = "org.apache.flink.streaming.connectors.elasticsearch.util";

const NO_FACTORY: &str = "it has a `RestClientFactory`; the new builder has setters for user, password, path prefix, timeouts \
                          and TLS, and none for interceptors or headers";

/// What the calls said that is told otherwise, and the calls of `build`.
pub(super) struct Said {
    is_retried: bool,
    grows: String,
    retries: String,
    delay: String,
    /// The calls that make a sink.
    pub(super) builds: Vec<Spot>,
}

impl Said {
    /// Reads the calls of `flow` on what `maker` makes, and takes out those that the new builder does not have.
    pub(super) fn take(
        rewrite: &mut Rewrite,
        scope: &JavaScope<'_>,
        flow: &Flow,
        maker: Node<'_>,
    ) -> Result<Self, String> {
        // What the old builder did when nothing was said.
        let mut said = Self {
            is_retried: true,
            grows: "EXPONENTIAL".to_owned(),
            retries: "8".to_owned(),
            delay: "50".to_owned(),
            builds: Vec::new(),
        };
        for spot in &flow.calls {
            flow::at(scope.project, spot, |there, call| said.hear(rewrite, there, call, spot, maker))?;
        }
        Ok(said)
    }

    fn hear(
        &mut self,
        rewrite: &mut Rewrite,
        there: &JavaScope<'_>,
        call: Node<'_>,
        spot: &Spot,
        maker: Node<'_>,
    ) -> Result<(), String> {
        let name = java::method_name(call, there.file.text());
        match (name, java::arguments(call).as_slice()) {
            ("build", []) => self.builds.push(spot.clone()),
            ("setBulkFlushMaxActions" | "setBulkFlushMaxSizeMb" | "setBulkFlushInterval", [_]) => {}
            ("setRestClientFactory", _) => return Err(NO_FACTORY.to_owned()),
            ("setFailureHandler", [handler]) => {
                if is_retrying(there, *handler)? {
                    let span = call.child_by_field_name("name").map_or(spot.span, java::span);
                    rewrite.say(Site { path: Arc::clone(&spot.path), span }, retried());
                }
                take_out(rewrite, there, call, maker)?;
            }
            (
                "setBulkFlushBackoff"
                | "setBulkFlushBackoffType"
                | "setBulkFlushBackoffRetries"
                | "setBulkFlushBackoffDelay",
                [argument],
            ) => {
                settled::is_known_before(there, *argument, maker)?;
                self.back_off(there, name, *argument)?;
                take_out(rewrite, there, call, maker)?;
            }
            _ => return Err(format!("`{name}` is called on it; the new builder has no such method")),
        }
        Ok(())
    }

    fn back_off(&mut self, scope: &JavaScope<'_>, name: &str, argument: Node<'_>) -> Result<(), String> {
        let text = scope.file.text_of(argument);
        match (name, text) {
            ("setBulkFlushBackoff", "true") => self.is_retried = true,
            ("setBulkFlushBackoff", "false") => self.is_retried = false,
            ("setBulkFlushBackoff", _) => return Err("whether it backs off is computed".to_owned()),
            ("setBulkFlushBackoffRetries", _) => text.clone_into(&mut self.retries),
            ("setBulkFlushBackoffDelay", _) => text.clone_into(&mut self.delay),
            _ => {
                let is = |constant: &&str| scope.is_constant(argument, OLD_TYPE, constant).is(&true);
                let known = ["CONSTANT", "EXPONENTIAL"].into_iter().find(is);
                known.ok_or("how it backs off is computed")?.clone_into(&mut self.grows);
            }
        }
        Ok(())
    }

    /// The arguments of `setBulkFlushBackoffStrategy`, unless requests are not repeated.
    pub(super) fn strategy(&self) -> Option<String> {
        let strategy = format!("{}.{}, {}, {}", qualified(TYPE), self.grows, self.retries, self.delay);
        Some(strategy).filter(|_| self.is_retried && self.retries != "0")
    }
}

/// Whether the handler put rejected requests back; an error when it did anything of its own.
fn is_retrying(scope: &JavaScope<'_>, handler: Node<'_>) -> Result<bool, String> {
    let is = |name: &str| rewrite::creates(scope, handler, &format!("{HANDLERS}.{name}"));
    if is("RetryRejectedExecutionFailureHandler") {
        return Ok(true);
    }
    if is("NoOpFailureHandler") {
        return Ok(false);
    }
    Err("it has a failure handler of its own; the new one gets the exception alone, and cannot add requests"
        .to_owned())
}

fn retried() -> Note {
    Note::new(
        "The new sink does not put rejected requests back: it repeats them as its back-off says, and fails then.",
        "Let `setBulkFlushBackoffStrategy` repeat more often if the cluster rejects requests at times.",
    )
    .because("`RetryRejectedExecutionFailureHandler` repeated them without an end.")
}

/// Takes the call out, which stands in the block of `maker`.
fn take_out(
    rewrite: &mut Rewrite,
    there: &JavaScope<'_>,
    call: Node<'_>,
    maker: Node<'_>,
) -> Result<(), String> {
    let name = java::method_name(call, there.file.text());
    let statement = java::enclosing_statement(call).filter(|_| java::is_expression_statement(call));
    let statement = statement.filter(|statement| statement.parent() == java::enclosing_block(maker));
    let statement = statement.ok_or_else(|| format!("`{name}` is not called right where it is made"))?;
    rewrite.edit(there.file, Edit::delete(java::whole_lines(statement, there.file.text())));
    Ok(())
}
