//! `IngestionTimeExtractor`, which becomes a strategy that the file declares.

use tree_sitter::Node;

use super::super::ingestion_time;
use crate::finding::{Change, Finding, Note, RemedyKind};
use crate::rules::{Context, Names, Rule, Wants, reference, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::Edit;
use crate::types::JavaScope;
use crate::view::{File, View};

const OLD: &str = "org.apache.flink.streaming.api.functions.IngestionTimeExtractor";

/// What is left to a person.
const NOW: &str = "Write a `WatermarkStrategy` whose generator emits the time of the clock less one in `onPeriodicEmit`, \
                   since the old watermarks went on without elements, and give it an `IngestionTimeAssigner`.";

/// The uses of the class.
pub(super) struct Extractor;

impl Rule for Extractor {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["IngestionTimeExtractor"])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::of_old([OLD]).and_new(ingestion_time::NAMES)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let named = reference::types(&scope, java, OLD);
        let is_open = named.iter().any(|found| used_as(found.node) == Some(Use::Type));
        let finding = |found: reference::Reference<'_>| {
            let site = reference::site(java, found.node);
            let edits = match found.doubt {
                Some(why) => Err(why),
                None if is_open => Err("other code may use values of this type".to_owned()),
                None => edits(&scope, found.node),
            };
            match edits {
                Ok(edits) => {
                    let what =
                        "`IngestionTimeExtractor` becomes a `WatermarkStrategy` that the file declares.";
                    context.apply(site, Note::new(what, ""), Change::in_file(&java.path, edits))
                }
                Err(why) => {
                    let note = Note::new("`IngestionTimeExtractor` is gone.", NOW).because(sentence(&why));
                    context.manual(site, note)
                }
            }
        };
        named.into_iter().map(finding).collect()
    }
}

/// What the name of the class is used for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// An object is made of it, or a local variable is declared.
    Here,
    /// A class extends it.
    Superclass,
    /// It is the type of a field, a parameter or a method.
    Type,
}

fn used_as(name: Node<'_>) -> Option<Use> {
    let written = name.parent().filter(|parent| parent.kind() == "generic_type").unwrap_or(name);
    let parent = written.parent()?;
    Some(match parent.kind() {
        "object_creation_expression" if java::child(parent, "class_body").is_none() => Use::Here,
        "local_variable_declaration" => Use::Here,
        "object_creation_expression" | "superclass" => Use::Superclass,
        _ => Use::Type,
    })
}

/// The edits that name the new class in the place of the old one.
fn edits(scope: &JavaScope<'_>, name: Node<'_>) -> Result<Vec<Edit>, String> {
    if used_as(name) != Some(Use::Here) {
        return Err("a class extends it".to_owned());
    }
    let declared = ingestion_time::declared(scope, name)?;
    let rename = Edit::replace(java::span(name), ingestion_time::NAME);
    Ok([rename].into_iter().chain(declared).collect())
}
