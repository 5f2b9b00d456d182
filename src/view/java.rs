//! A Java source file as rules read it: its tree, its imports, what it declares.
//!
//! Deliberately absent: what names mean; `types` knows that.

use std::sync::Arc;

use tree_sitter::{Node, Tree};

use crate::syntax::java;
use crate::text::{SourceText, Span};

mod declared;
mod import;
mod member;

pub use declared::{DeclaredType, TypeKind};
pub use import::{Import, ImportKind};
pub use member::{Field, Method, Modifiers, Parameter, TypeParameter};

/// A Java file: its text, its tree, its package and imports, and the types that it declares.
#[derive(Debug)]
pub struct JavaFile {
    /// Path from the top of the repository.
    pub path: Arc<str>,
    /// Its bytes and their text.
    pub source: Arc<SourceText>,
    /// The name of its package; empty for the unnamed package.
    pub package: String,
    /// The whole package declaration.
    pub package_span: Option<Span>,
    /// Its imports, in the order of the text.
    pub imports: Vec<Import>,
    /// All types that it declares, also nested, local and anonymous ones, in the order of the text.
    pub types: Vec<DeclaredType>,
    tree: Tree,
}

impl JavaFile {
    /// Parses `source`.
    pub fn new(path: Arc<str>, source: Arc<SourceText>) -> Self {
        let tree = java::parse(source.text());
        let package = java::child(tree.root_node(), "package_declaration");
        let name = package
            .and_then(|package| java::children(package).pop())
            .and_then(|name| java::dotted(name, source.text()))
            .unwrap_or_default();
        Self {
            imports: import::read(tree.root_node(), source.text()),
            types: declared::read(tree.root_node(), source.text(), &name),
            package: name,
            package_span: package.map(java::span),
            path,
            source,
            tree,
        }
    }

    /// Whether what is written at `span` leaves the type to the value: `var`, or the `val` of Lombok.
    pub fn is_inferred(&self, span: Span) -> bool {
        match span.of(self.text()) {
            "var" | "lombok.val" => true,
            "val" => self.imports.iter().any(|import| import.name == "lombok.val" || import.name == "lombok"),
            _ => false,
        }
    }

    /// The node that holds the whole file.
    pub fn root(&self) -> Node<'_> {
        self.tree.root_node()
    }

    /// The text of the file.
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// The text of `node`, a node of this file.
    pub fn text_of(&self, node: Node<'_>) -> &str {
        java::text(node, self.text())
    }

    /// The node of this file that is exactly `span`.
    pub fn node(&self, span: Span) -> Option<Node<'_>> {
        java::node_at(self.root(), span)
    }

    /// The identifiers that are exactly `word`, in the order of the text.
    pub fn identifiers<'f>(&'f self, word: &str) -> impl Iterator<Item = Node<'f>> {
        let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
        let is_whole = move |span: Span| {
            let text = self.text();
            !text[..span.start].ends_with(is_part) && !text[span.end..].starts_with(is_part)
        };
        let named = self.written(word, is_whole);
        named.filter(|node| matches!(node.kind(), "identifier" | "type_identifier"))
    }

    /// The string literals with the text `value`, in the order of the text.
    pub fn literals(&self, value: &str) -> Vec<Node<'_>> {
        let quoted = format!("\"{value}\"");
        self.written(&quoted, |_| true).filter(|node| node.kind() == "string_literal").collect()
    }

    /// The nodes that are exactly `what`: it is searched in the text, which is quicker than to walk through the tree.
    fn written<'f>(&'f self, what: &str, may_be: impl Fn(Span) -> bool) -> impl Iterator<Item = Node<'f>> {
        let places = self.text().match_indices(what).map(|(at, found)| Span::new(at, at + found.len()));
        places.filter(move |span| may_be(*span)).filter_map(|span| self.node(span))
    }

    /// The index of the type in whose body `node` stands.
    pub fn type_around(&self, node: Node<'_>) -> Option<usize> {
        let span = java::span(node);
        let around = |declared: &DeclaredType| declared.body.contains(span) && declared.body != span;
        (0..self.types.len()).rev().find(|index| around(&self.types[*index]))
    }

    /// The index of the type whose members stand in `body`.
    pub fn type_with_body(&self, body: Node<'_>) -> Option<usize> {
        let span = java::span(body);
        self.types.iter().position(|declared| declared.body == span)
    }

    /// Where the file stops being Java, and why in a sentence.
    pub fn first_error(&self) -> Option<(Span, String)> {
        let mut nodes = java::descendants(self.root()).take_while(|_| self.root().has_error());
        let node = nodes.find(|node| node.is_error() || node.is_missing())?;
        let why = if node.is_missing() {
            format!("`{}` is missing here.", node.kind())
        } else {
            "The parser cannot make sense of this.".to_owned()
        };
        Some((java::span(node), why))
    }

    /// How many places do not parse.
    pub fn syntax_errors(&self) -> usize {
        java::errors(&self.tree)
    }
}

#[cfg(test)]
mod tests;
