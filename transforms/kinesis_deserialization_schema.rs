//! `KinesisDeserializationSchema`: the user's method stays, a new one calls it.

use std::sync::Arc;

use tree_sitter::Node;

use super::connector::{interface, layout};
use crate::finding::{Change, Finding, Note, RemedyKind, Site, qualified};
use crate::rules::{Context, Names, Rule, Wants, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{Edit, Span, Style, indent_at};
use crate::types::JavaScope;
use crate::view::java::{DeclaredType, Method};
use crate::view::{File, JavaFile, View};

const OLD: &str = "org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema";
const NEW: &str = "org.apache.flink.connector.kinesis.source.serialization.KinesisDeserializationSchema";
const RECORD: &str = "software.amazon.awssdk.services.kinesis.model.Record";
const COLLECTOR: &str = "org.apache.flink.util.Collector";

/// How many parameters the old `deserialize` has.
const OLD_PARAMETERS: usize = 6;

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Schema)]
}

struct Schema;

impl Rule for Schema {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["KinesisDeserializationSchema"])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::of_old([OLD]).and_new([NEW, RECORD, COLLECTOR])]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let uses = interface::uses(&scope, OLD);
        let Some(first) = uses.first() else { return Vec::new() };
        let site = Site { path: Arc::clone(&java.path), span: java::span(*first) };
        match rewritten(&scope, &uses) {
            Ok(edits) if edits.len() == uses.len() => {
                let note = Note::new("`KinesisDeserializationSchema` has moved.", "");
                vec![context.apply(site, note, Change::in_file(&java.path, edits))]
            }
            Ok(edits) => {
                let note = Note::new(
                    "`deserialize` gets a `Record` and a collector; the old method stays and is called by the new one.",
                    "Check what the method does with `stream`: it is the ARN of the stream now, no longer its name.",
                );
                vec![context.review(site, note, Change::in_file(&java.path, edits))]
            }
            Err(why) => {
                let note = Note::new(
                    "`KinesisDeserializationSchema` is left as it is.",
                    "Implement `deserialize(Record, String, String, Collector)` of the new interface.",
                );
                vec![context.manual(site, note.because(sentence(&why)))]
            }
        }
    }
}

fn rewritten(scope: &JavaScope<'_>, uses: &[Node<'_>]) -> Result<Vec<Edit>, String> {
    let mut edits: Vec<Edit> =
        uses.iter().map(|name| Edit::replace(java::span(*name), qualified(NEW))).collect();
    for declared in scope.file.types.iter().filter(|declared| interface::implements(scope, declared, OLD)) {
        edits.extend(adapted(scope, declared)?);
    }
    let calls = java::of_kind(scope.file.root(), "method_invocation").filter(|call| {
        java::method_name(*call, scope.file.text()) == "deserialize"
            && java::arguments(*call).len() == OLD_PARAMETERS
            && java::receiver(*call).is_some_and(|receiver| receiver.kind() != "this")
    });
    match calls.count() {
        0 => Ok(edits),
        _ => Err("the old `deserialize` is called in this file".to_owned()),
    }
}

/// The edits that keep the old method for the class itself and add the new one behind it.
fn adapted(scope: &JavaScope<'_>, declared: &DeclaredType) -> Result<Vec<Edit>, String> {
    let file = scope.file;
    let method = interface::method(declared, "deserialize", OLD_PARAMETERS);
    let method = method.ok_or_else(|| format!("`{}` has no `deserialize` with a body", declared.name))?;
    let node = file.node(method.span).ok_or("the method does not parse")?;
    let returned = method.return_type.map(|span| span.of(file.text())).ok_or("the method returns nothing")?;
    let mut edits = hidden(file, method);
    edits.push(Edit::insert(method.span.end, caller(file, node, returned)));
    Ok(edits)
}

/// Takes `@Override` and `public` from the method: it is nobody else's any more.
fn hidden(file: &JavaFile, method: &Method) -> Vec<Edit> {
    let mut edits: Vec<Edit> = interface::without_override(file, method).into_iter().collect();
    let start = method.modifiers.span.map_or(method.span.start, |span| span.start);
    let before_name = Span::new(start, method.name_span.start);
    let words = file.node(method.span).map(java::descendants).into_iter().flatten();
    let mut words = words.filter(|word| before_name.contains(java::span(*word)));
    let public = words.find(|word| word.kind() == "public");
    edits.extend(public.map(|word| Edit::replace(java::span(word), "private")));
    edits
}

/// The new `deserialize`, as it follows the old one.
fn caller(file: &JavaFile, method: Node<'_>, returned: &str) -> String {
    let text = file.text();
    let style = Style::of(text, layout::INDENT);
    let (indent, step) = (indent_at(text, method.start_byte()), &style.indent);
    let throws = java::child(method, "throws");
    let throws =
        throws.map(|throws| format!("{}{indent}{step}{step}{}", style.newline, file.text_of(throws)));
    let throws = throws.unwrap_or_default();
    let (record, collector) = (qualified(RECORD), qualified(COLLECTOR));
    let lines = [
        String::new(),
        String::new(),
        format!("{indent}@Override"),
        format!(
            "{indent}public void deserialize({record} record, String stream, String shardId, \
             {collector}<{returned}> output){throws} {{"
        ),
        format!("{indent}{step}{returned} value = deserialize("),
        format!("{indent}{step}{step}{step}record.data().asByteArray(),"),
        format!("{indent}{step}{step}{step}record.partitionKey(),"),
        format!("{indent}{step}{step}{step}record.sequenceNumber(),"),
        format!("{indent}{step}{step}{step}record.approximateArrivalTimestamp().toEpochMilli(),"),
        format!("{indent}{step}{step}{step}stream,"),
        format!("{indent}{step}{step}{step}shardId);"),
        format!("{indent}{step}if (value != null) {{"),
        format!("{indent}{step}{step}output.collect(value);"),
        format!("{indent}{step}}}"),
        format!("{indent}}}"),
    ];
    lines.join(style.newline)
}
