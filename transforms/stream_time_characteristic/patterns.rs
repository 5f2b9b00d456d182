//! Patterns of CEP, which followed the characteristic of jobs before Flink 1.12.

use tree_sitter::Node;

use super::EVENT_TIME_BY_DEFAULT;
use super::decision::{self, Time};
use crate::finding::{Change, Finding, Note, RemedyKind};
use crate::rules::form::{Form, Found};
use crate::rules::{Context, Names, Rule, Wants, flink_release, reference};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::types::JavaScope;
use crate::view::{File, JavaFile, View};

/// `CEP.pattern` in jobs where it followed the characteristic.
pub(super) struct Patterns {
    form: Form,
}

impl Patterns {
    pub(super) fn new() -> Self {
        let before = "org.apache.flink.cep.CEP.pattern($stream, $pattern)";
        Self { form: Form::new(before, &format!("{before}.inProcessingTime()"), &[]) }
    }
}

impl Rule for Patterns {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["org.apache.flink.cep"])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review]
    }

    fn names(&self) -> Vec<Names> {
        vec![self.form.names()]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let minor = flink_release::minor_of(context.project, &java.path);
        if minor.is_none_or(|minor| minor >= EVENT_TIME_BY_DEFAULT) {
            return Vec::new();
        }
        let scope = JavaScope::new(context.project, java);
        let is_sure = |found: &Found<'_>| found.doubt.is_none() && !says_its_time(java, found.node);
        let found = self.form.found(&scope).into_iter().filter(is_sure);
        let finding = |found: Found<'_>| {
            let decision = decision::of(context, java, found.node).ok()?;
            let edits = self.form.edits(&scope, &found).ok().filter(|_| decision.time == Time::Processing)?;
            let now = "Since Flink 1.12 patterns match in event time unless they say otherwise; check that this job \
                       is to stay with processing time.";
            let note = Note::new(self.form.what(), now).because(decision.why);
            Some(context.review(
                reference::site(java, found.named()),
                note,
                Change::in_file(&java.path, edits),
            ))
        };
        found.filter_map(finding).collect()
    }
}

/// Whether the pattern stream is told its time already.
fn says_its_time(java: &JavaFile, call: Node<'_>) -> bool {
    let parent = call.parent().filter(|parent| parent.kind() == "method_invocation");
    parent.is_some_and(|parent| {
        matches!(java::method_name(parent, java.text()), "inProcessingTime" | "inEventTime")
    })
}
