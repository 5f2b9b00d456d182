//! The accessors of `KafkaTopicPartition`, whose names are others in Kafka's own `TopicPartition`.

use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::rules::form::Form;
use crate::rules::{Context, Names, Rule, Wants};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::types::JavaScope;
use crate::view::{File, View};

const OLD: &str = "org.apache.flink.streaming.connectors.kafka.internals.KafkaTopicPartition";

/// An accessor.
pub(crate) struct Accessor(Form);

/// Both accessors.
pub(crate) fn accessors() -> Vec<Box<dyn Rule>> {
    let form = |old, new| Form::new(old, new, &[("partition", OLD)]);
    let topic = Accessor(form("$partition.getTopic()", "$partition.topic()"));
    let partition = Accessor(form("$partition.getPartition()", "$partition.partition()"));
    vec![Box::new(topic), Box::new(partition)]
}

impl Rule for Accessor {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, [self.0.word()])
    }

    fn beside(&self) -> Vec<String> {
        ["KafkaTopicPartition"].map(str::to_owned).into()
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply]
    }

    fn names(&self) -> Vec<Names> {
        let members = ["getTopic", "getPartition"].map(|name| format!("{OLD}.{name}"));
        vec![Names::of_old(members)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let found = self.0.found(&scope).into_iter().filter(|found| found.doubt.is_none());
        let finding = |found| {
            let edits = self.0.edits(&scope, &found).ok()?;
            let site = Site { path: java.path.clone(), span: java::span(found.named()) };
            let note = Note::new(self.0.what(), "");
            Some(context.apply(site, note, Change::in_file(&java.path, edits)))
        };
        found.filter_map(finding).collect()
    }
}
