//! `DataStreamUtils.collect`, whose successor declares an exception.

use tree_sitter::Node;

use crate::finding::{Change, Finding, Note, RemedyKind};
use crate::rules::form::{Form, Found};
use crate::rules::{Context, Names, Rule, Wants, reference, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::types::JavaScope;
use crate::view::{File, JavaFile, View};

const STREAM: &str = "org.apache.flink.streaming.api.datastream.DataStream";
const UTILS: &str = "org.apache.flink.streaming.api.datastream.DataStreamUtils";

/// What encloses code that throws.
const AROUND: &[&str] = &[
    "class_body",
    "constructor_declaration",
    "lambda_expression",
    "method_declaration",
    "try_statement",
    "try_with_resources_statement",
];

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Collect::new())]
}

/// `collect`, without and with a name for the job.
struct Collect {
    forms: [Form; 2],
}

impl Collect {
    fn new() -> Self {
        let form = |old: &str, new: &str| {
            let after = format!("$stream.executeAndCollect({new})");
            Form::new(&format!("{UTILS}.collect({old})"), &after, &[("stream", STREAM)])
        };
        Self { forms: [form("$stream", ""), form("$stream, $name", "$name")] }
    }
}

impl Rule for Collect {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["DataStreamUtils"])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        self.forms.iter().map(Form::names).collect()
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let found = self.forms.iter().flat_map(|form| {
            let found = form.found(&scope).into_iter();
            found.map(|found| finding(&scope, context, form, &found)).collect::<Vec<_>>()
        });
        found.collect()
    }
}

fn finding(scope: &JavaScope<'_>, context: &Context<'_>, form: &Form, found: &Found<'_>) -> Finding {
    let java = scope.file;
    let site = reference::site(java, found.named());
    let doubt =
        found.doubt.clone().or_else(|| (!may_throw(java, found.node)).then(|| NO_EXCEPTION.to_owned()));
    match doubt.map_or_else(|| form.edits(scope, found), Err) {
        Ok(edits) => {
            let now =
                "Close the iterator where it is not read to its end: the job runs as long as it is open.";
            context.review(site, Note::new(form.what(), now), Change::in_file(&java.path, edits))
        }
        Err(why) => {
            let now = "Call `executeAndCollect` of the stream; it starts the job itself, and its iterator must be closed.";
            context.manual(site, Note::new("`DataStreamUtils.collect` is gone.", now).because(sentence(&why)))
        }
    }
}

const NO_EXCEPTION: &str =
    "`executeAndCollect` throws an `Exception`, which nothing around the call lets pass";

/// Whether an `Exception` that `node` throws is declared or caught around it.
fn may_throw(java: &JavaFile, node: Node<'_>) -> bool {
    let mut inner = node;
    while let Some(around) = java::enclosing(inner, AROUND) {
        let is_in_body = around
            .child_by_field_name("body")
            .is_some_and(|body| java::span(body).contains(java::span(node)));
        match around.kind() {
            "try_statement" | "try_with_resources_statement" => {
                let mut catches =
                    java::children(around).into_iter().filter(|part| part.kind() == "catch_clause");
                if is_in_body && catches.any(|clause| names_exception(java, clause, "catch_type")) {
                    return true;
                }
            }
            "method_declaration" | "constructor_declaration" => {
                return names_exception(java, around, "throws");
            }
            _ => return false,
        }
        inner = around;
    }
    false
}

/// Whether a part of the kind `part` in `node` names `Exception` or what is above it.
fn names_exception(java: &JavaFile, node: Node<'_>, part: &str) -> bool {
    let parts = java::of_kind(node, part).next();
    parts.is_some_and(|part| {
        java::children(part).into_iter().any(|kind| matches!(java.text_of(kind), "Exception" | "Throwable"))
    })
}
