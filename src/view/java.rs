//! A Java source file as rules read it: its tree, its imports, what it declares.
//!
//! Deliberately absent: what names mean; `types` knows that.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use tree_sitter::{Node, Tree};

use crate::syntax::java;
use crate::text::{SourceText, Span, identifiers, is_inside_identifier};

mod declared;
mod import;
mod member;

pub use declared::{DeclaredType, TypeKind};
pub use import::{Import, ImportKind};
pub use member::{Field, Method, Modifiers, Parameter, TypeParameter};

/// A Java file: its text, its outline, and its tree.
#[derive(Debug)]
pub struct JavaFile {
    /// Path from the top of the repository.
    pub path: Arc<str>,
    /// Its bytes and their text.
    pub source: Arc<SourceText>,
    outline: Arc<Outline>,
    /// Parsed when somebody asks for a node.
    tree: OnceLock<Tree>,
}

/// What a Java file says of itself without its tree, which is many times larger.
#[derive(Clone, Debug)]
pub struct Outline {
    /// The name of its package; empty for the unnamed package.
    pub package: String,
    /// The whole package declaration.
    pub package_span: Option<Span>,
    /// Its imports, in the order of the text.
    pub imports: Vec<Import>,
    /// All types that it declares, also nested, local and anonymous ones, in the order of the text.
    pub types: Vec<DeclaredType>,
    /// How many places do not parse.
    pub syntax_errors: usize,
}

impl Outline {
    fn of(tree: &Tree, text: &str) -> Self {
        let root = tree.root_node();
        let package = java::child(root, "package_declaration");
        let name = package
            .and_then(|package| java::children(package).pop())
            .and_then(|name| java::dotted(name, text))
            .unwrap_or_default();
        Self {
            imports: import::read(root, text),
            types: declared::read(root, text, &name),
            package: name,
            package_span: package.map(java::span),
            syntax_errors: java::errors(tree),
        }
    }
}

impl Deref for JavaFile {
    type Target = Outline;

    fn deref(&self) -> &Outline {
        &self.outline
    }
}

impl JavaFile {
    /// Parses `source`.
    pub fn new(path: Arc<str>, source: Arc<SourceText>) -> Self {
        let tree = java::parse(source.text());
        let outline = Arc::new(Outline::of(&tree, source.text()));
        Self { path, source, outline, tree: tree.into() }
    }

    /// The file with this text, whose outline is known; it is parsed only when somebody asks for a node.
    pub fn outlined(path: Arc<str>, source: Arc<SourceText>, outline: Arc<Outline>) -> Self {
        Self { path, source, outline, tree: OnceLock::new() }
    }

    /// Whether its tree is there.
    pub fn is_parsed(&self) -> bool {
        self.tree.get().is_some()
    }

    /// What it says of itself without its tree.
    pub fn outline(&self) -> &Arc<Outline> {
        &self.outline
    }

    /// Leaves imports out of the outline, as if they did not stand in the text.
    pub fn forget_imports(&mut self, is_gone: impl Fn(&Import) -> bool) {
        Arc::make_mut(&mut self.outline).imports.retain(|import| !is_gone(import));
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
        self.tree.get_or_init(|| java::parse(self.text())).root_node()
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
        let is_whole = |span: Span| {
            let text = self.text().as_bytes();
            !is_inside_identifier(text, span.start) && !is_inside_identifier(text, span.end)
        };
        let named = self.written(word, is_whole);
        named.filter(|node| matches!(node.kind(), "identifier" | "type_identifier"))
    }

    /// The identifiers and keywords that are one of the words for which `is_wanted`, in the order of the text.
    pub fn words(&self, is_wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = Node<'_>> {
        let words = identifiers(self.text().as_bytes());
        let wanted = words.filter(move |span| is_wanted(span.of(self.text())));
        let leaf = |span: Span| self.root().descendant_for_byte_range(span.start, span.end);
        wanted.filter_map(move |span| leaf(span).filter(|node| java::span(*node) == span))
    }

    /// The calls of methods with this name, in the order of the name in the text.
    pub fn calls<'f>(&'f self, name: &str) -> impl Iterator<Item = Node<'f>> {
        self.identifiers(name).filter_map(|name| {
            let call = name.parent().filter(|call| call.kind() == "method_invocation")?;
            (call.child_by_field_name("name") == Some(name)).then_some(call)
        })
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
        if self.syntax_errors == 0 {
            return None;
        }
        let mut nodes = java::descendants(self.root());
        let node = nodes.find(|node| node.is_error() || node.is_missing())?;
        let why = if node.is_missing() {
            format!("`{}` is missing here.", node.kind())
        } else {
            "The parser cannot make sense of this.".to_owned()
        };
        Some((java::span(node), why))
    }
}

#[cfg(test)]
mod tests;
