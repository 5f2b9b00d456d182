//! Rule kind `state-type`: state of a type that the target serializes otherwise, or with another Kryo.
//!
//! Only what a descriptor says of its type is read. Deliberately absent: types from outside of the
//! repository, keys, windows, and a judgement where anything about a class is not known.

use serde::Deserialize;
use tree_sitter::Node;

use self::judge::{Judge, Trouble};
use super::{Context, Names, Rule, Wants, reference};
use crate::finding::{Finding, Note, RemedyKind};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::types::{JavaScope, TypeRef};
use crate::view::{File, View};

mod judge;
mod pojo;

/// Which types have which serializer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// The classes that describe state.
    descriptors: Vec<String>,
    /// The class whose type argument is a type.
    hint: String,
    /// The annotation that gives a type a serializer of its own.
    annotation: String,
    /// Types that Kryo wrote, and the target serializes by itself where their arguments are known.
    collections: Vec<String>,
    /// Types of the JDK that Kryo serializes.
    kryo: Vec<String>,
    /// The first release in which records are no work of Kryo.
    records_since: String,
    /// Why state that Kryo wrote cannot be read.
    because_of_kryo: String,
    /// Why state that has another serializer cannot be read.
    because_of_change: String,
    /// What a person can do.
    now: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, self.descriptors.iter().map(|name| simple(name)))
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::default().and_new(&self.descriptors).and_new([&self.hint, &self.annotation])]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let has_records = !context.is_before(&java.path, &self.records_since);
        let judge = Judge { row: self, scope: &scope, has_records };
        let created = java::of_kind(java.root(), "object_creation_expression");
        let descriptors = created.filter(|node| self.is_descriptor(&scope, *node));
        let troubles = descriptors.filter_map(|descriptor| {
            let mut types = java::arguments(descriptor).into_iter().flat_map(|node| self.types(&scope, node));
            types.find_map(|(node, found)| Some((node, judge.trouble(&found)?)))
        });
        troubles
            .map(|(node, trouble)| context.manual(reference::site(java, node), self.note(&trouble)))
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

    fn note(&self, trouble: &Trouble) -> Note {
        match trouble {
            Trouble::Kryo(what) => {
                Note::new(what.as_str(), self.now.as_str()).because(self.because_of_kryo.as_str())
            }
            Trouble::Changed(what) => {
                Note::new(what.as_str(), self.now.as_str()).because(self.because_of_change.as_str())
            }
        }
    }
}

fn simple(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
