//! What each name of a file means, as text: what `cargo xtask oracle` holds against javac.
//!
//! Deliberately absent: imports, which say their full name themselves, and comments.

use std::sync::Arc;

use tree_sitter::Node;

use super::resolution::Resolution::{self, Known, Unknown};
use super::scope::is_camel;
use super::{JavaScope, Project};
use crate::flink::Releases;
use crate::syntax::java;
use crate::text::Span;
use crate::view::JavaFile;

mod member;
mod overriding;
#[cfg(test)]
mod tests;
mod written;

/// What is said of a method that overrides none of Flink.
pub const OVERRIDES_NOTHING: &str = "nothing";

/// The nodes whose names are those of labels and of variables that are declared there.
const OTHER_NAMES: [&str; 6] = [
    "break_statement",
    "continue_statement",
    "inferred_parameters",
    "labeled_statement",
    "record_pattern_component",
    "type_pattern",
];

/// A name and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// The last identifier of the name.
    pub span: Span,
    /// What is named there.
    pub kind: SymbolKind,
    /// Its full name, with erased types.
    ///
    /// `a.B` and `a.B.Nested`; `a.B#method(a.C,int[])` and `a.B#<init>()` by the class that declares it;
    /// `a.B#FIELD`. For an override the methods of Flink that it overrides, without those that
    /// override another of them, joined by ` & `; or [`OVERRIDES_NOTHING`].
    pub answer: Resolution<String>,
}

/// What can be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SymbolKind {
    /// A class, interface, enum, record or annotation.
    Type,
    /// A method that is called or referred to, or an element of an annotation.
    Method,
    /// A constructor; its name is that of the class, `super`, `this` or, in `Type::new`, `new`.
    Constructor,
    /// A field or constant.
    Field,
    /// A method that is declared here.
    Override,
}

impl SymbolKind {
    /// All kinds, in the order of a table.
    pub const ALL: [Self; 5] = [Self::Type, Self::Method, Self::Constructor, Self::Field, Self::Override];

    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Method => "method",
            Self::Constructor => "constructor",
            Self::Field => "field",
            Self::Override => "override",
        }
    }
}

/// All names in the code of `file` that may be more than a variable or a package, in the order of the text.
///
/// Members of libraries are those of `releases`.
pub fn symbols(project: &Project, file: &Arc<JavaFile>, releases: Releases) -> Vec<Symbol> {
    let scope = JavaScope::new(project, file).in_releases(releases);
    let is_code = |node: &Node<'_>| !matches!(node.kind(), "import_declaration" | "package_declaration");
    let code = java::children(file.root()).into_iter().filter(is_code);
    let leaves = code.flat_map(java::descendants).filter(|node| node.child_count() == 0);
    let mut symbols: Vec<Symbol> = leaves.flat_map(|leaf| symbols_at(&scope, leaf)).collect();
    symbols.sort_by_key(|symbol| (symbol.span, symbol.kind));
    symbols
}

/// What the identifier or keyword `leaf` names: a type and a constructor at once in a `new`.
fn symbols_at(scope: &JavaScope<'_>, leaf: Node<'_>) -> Vec<Symbol> {
    let found = match leaf.kind() {
        "type_identifier" => at_type(scope, leaf),
        "identifier" => at_identifier(scope, leaf).into_iter().collect(),
        "this" | "super" | "new" => at_keyword(scope, leaf).into_iter().collect(),
        _ => Vec::new(),
    };
    found.into_iter().map(|(kind, answer)| Symbol { span: java::span(leaf), kind, answer }).collect()
}

type Meaning = (SymbolKind, Resolution<String>);

fn at_type(scope: &JavaScope<'_>, leaf: Node<'_>) -> Vec<Meaning> {
    let whole = name_ended_by(leaf);
    if whole.parent().is_some_and(|parent| parent.kind() == "type_parameter") {
        return Vec::new();
    }
    if is_package(scope.file.text_of(leaf)) {
        return Vec::new();
    }
    let name = java::dotted(whole, scope.file.text()).unwrap_or_default();
    let mut found = vec![(SymbolKind::Type, scope.type_name(&name, whole))];
    found.retain(|(_, answer)| !matches!(answer, Known(name) if name.contains('#')));
    found.extend(created(whole).map(|new| (SymbolKind::Constructor, member::invoked(scope, new))));
    found
}

/// Whether the part of a type's name is none of a type, to go by its letters.
fn is_package(name: &str) -> bool {
    name.starts_with(char::is_lowercase)
}

/// The `new` that makes an object of the type named by `whole`.
fn created(whole: Node<'_>) -> Option<Node<'_>> {
    let mut written = whole;
    let mut parent = written.parent()?;
    while matches!(parent.kind(), "generic_type" | "annotated_type") {
        written = parent;
        parent = written.parent()?;
    }
    let is_new = parent.kind() == "object_creation_expression";
    (is_new && parent.child_by_field_name("type") == Some(written)).then_some(parent)
}

fn at_keyword(scope: &JavaScope<'_>, leaf: Node<'_>) -> Option<Meaning> {
    let parent = leaf.parent()?;
    let answer = match parent.kind() {
        "explicit_constructor_invocation" if parent.child_by_field_name("constructor") == Some(leaf) => {
            member::invoked(scope, parent)
        }
        "method_reference" if leaf.kind() == "new" => member::referenced(scope, parent),
        _ => return None,
    };
    Some((SymbolKind::Constructor, answer))
}

fn at_identifier(scope: &JavaScope<'_>, leaf: Node<'_>) -> Option<Meaning> {
    let parent = leaf.parent()?;
    let is_field = |field: &str| parent.child_by_field_name(field) == Some(leaf);
    match parent.kind() {
        "method_declaration" if is_field("name") => {
            overriding::overridden(scope, parent).map(|answer| (SymbolKind::Override, answer))
        }
        "method_invocation" if is_field("name") => Some((SymbolKind::Method, member::invoked(scope, parent))),
        "element_value_pair" if is_field("key") => Some((SymbolKind::Method, member::element(scope, leaf))),
        "method_reference" if parent.named_child(0) != Some(leaf) => {
            Some((SymbolKind::Method, member::referenced(scope, parent)))
        }
        "annotation" | "marker_annotation" => annotation(scope, leaf),
        "scoped_identifier" => annotation(scope, name_ended_by(leaf)),
        "lambda_expression" if is_field("parameters") => None,
        kind if OTHER_NAMES.contains(&kind) => None,
        "switch_label" => match member::case_label(scope, leaf) {
            Some(answer) => Some((SymbolKind::Field, answer)),
            None => expression(scope, leaf),
        },
        _ if is_field("name") => None,
        _ => expression(scope, name_ended_by(leaf)),
    }
}

fn annotation(scope: &JavaScope<'_>, name: Node<'_>) -> Option<Meaning> {
    let dotted = java::dotted(name, scope.file.text())?;
    java::enclosing(name, &["annotation", "marker_annotation"])?;
    Some((SymbolKind::Type, scope.type_name(&dotted, name)))
}

/// A name in an expression: of a type, a field, a variable or a package.
fn expression(scope: &JavaScope<'_>, name: Node<'_>) -> Option<Meaning> {
    let last = scope.file.text_of(name).rsplit(['.', ' ', '\n']).next().unwrap_or_default();
    match scope.named_type(name) {
        Some(Known(named)) => Some((SymbolKind::Type, Known(named))),
        Some(Unknown(why)) if is_camel(last) => Some((SymbolKind::Type, Unknown(why))),
        Some(Unknown(_)) | None => member::field(scope, name).map(|answer| (SymbolKind::Field, answer)),
    }
}

/// The dotted name that ends with `leaf`.
fn name_ended_by(leaf: Node<'_>) -> Node<'_> {
    let is_dotted = |node: &Node<'_>| {
        matches!(node.kind(), "scoped_type_identifier" | "field_access" | "scoped_identifier")
    };
    leaf.parent().filter(is_dotted).filter(|parent| parent.end_byte() == leaf.end_byte()).unwrap_or(leaf)
}
