//! Rule kind `state-type`: state of a type that the target serializes otherwise, or with another Kryo.
//!
//! Only what a descriptor says of its type is read. Deliberately absent: types from outside of the
//! repository, keys, windows, and a judgement where anything about a class is not known.

use serde::Deserialize;
use tree_sitter::Node;

use super::{Context, Names, Rule, Wants, reference};
use crate::finding::{Finding, Note, RemedyKind};
use crate::snapshot::FileKind;
use crate::state::{Era, Facts, Fate, Judge, Loss};
use crate::syntax::java;
use crate::types::{JavaScope, TypeRef};
use crate::view::{File, View};

/// Which types have which serializer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// The classes that describe state.
    descriptors: Vec<String>,
    /// The class whose type argument is a type.
    hint: String,
    /// Why state that Kryo wrote cannot be read.
    because_of_kryo: String,
    /// Why state that has another serializer cannot be read.
    because_of_change: String,
    /// What a person can do.
    now: String,
    /// What is known of types.
    types: Facts,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, self.descriptors.iter().map(|name| simple(name)))
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::default().and_new(&self.descriptors).and_new([&self.hint, &self.types.annotation])]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let era = if context.is_before(&java.path, &self.types.records_since) {
            Era::BeforeRecords
        } else {
            Era::One
        };
        let loss = |found: &TypeRef| {
            let serializer = |era| Judge { facts: &self.types, scope: &scope, era }.serializer(found);
            match serializer(era).fate(&serializer(Era::Two)) {
                Fate::Lost(loss) => Some((simple(&found.name).to_owned(), loss)),
                Fate::Restored | Fate::Unknown(_) => None,
            }
        };
        let created = java::of_kind(java.root(), "object_creation_expression");
        let descriptors = created.filter(|node| self.is_descriptor(&scope, *node));
        let troubles = descriptors.filter_map(|descriptor| {
            let mut types = java::arguments(descriptor).into_iter().flat_map(|node| self.types(&scope, node));
            types.find_map(|(node, found)| Some((node, loss(&found)?)))
        });
        troubles
            .map(|(node, (name, loss))| context.manual(reference::site(java, node), self.note(&name, &loss)))
            .collect()
    }
}

impl Row {
    fn is_descriptor(&self, scope: &JavaScope<'_>, created: Node<'_>) -> bool {
        let Some(written) = created.child_by_field_name("type") else { return false };
        self.descriptors.iter().any(|name| {
            scope.file.text_of(written).contains(simple(name)) && scope.means_type(written, name).is(&true)
        })
    }

    /// The types that the argument `node` names, each with the place that says it.
    fn types<'t>(&self, scope: &JavaScope<'_>, node: Node<'t>) -> Vec<(Node<'t>, TypeRef)> {
        match node.kind() {
            "class_literal" => {
                let written = java::children(node).into_iter().next();
                let found = written.and_then(|written| scope.type_of_node(written).known());
                found.map(|found| (node, found)).into_iter().collect()
            }
            "object_creation_expression" => {
                let written = node.child_by_field_name("type");
                let hinted = written.filter(|written| scope.means_type(*written, &self.hint).is(&true));
                let found = hinted.and_then(|hinted| scope.type_of_node(hinted).known());
                found
                    .and_then(|found| Some((node, found.arguments.into_iter().next()?)))
                    .into_iter()
                    .collect()
            }
            "method_invocation" => {
                let parts = java::receiver(node).into_iter().chain(java::arguments(node));
                parts.flat_map(|part| self.types(scope, part)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn note(&self, name: &str, loss: &Loss) -> Note {
        let why = loss.why().map(|why| format!("it {why}"));
        let place = loss.chain.last().map(|(place, of)| (place, of.split('<').next().unwrap_or(of)));
        let told = match (place, loss.why()) {
            (Some((place, of)), Some(why)) => format!(" as far as `{place}` goes: `{of}` {why}"),
            (Some((place, of)), None) => format!(" as far as `{place}` goes, a `{of}`"),
            (None, _) => why.map_or(String::new(), |why| format!(": {why}")),
        };
        let (what, because) = if loss.is_kryo() {
            (format!("State of `{name}` is written with Kryo{told}."), &self.because_of_kryo)
        } else {
            let told = told.replace(": it ", " because it ");
            let what = format!("State of `{name}` was written with Kryo{told}, and is not any more.");
            (what, &self.because_of_change)
        };
        Note::new(what, self.now.as_str()).because(because.as_str())
    }
}

fn simple(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
