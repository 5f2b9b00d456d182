//! A Java source file as rules read it.

use std::sync::Arc;

use tree_sitter::{Node, Tree};

use crate::syntax::java;
use crate::text::{SourceText, Span};

/// A Java file: its text, its tree, its package and imports.
#[derive(Debug)]
pub struct JavaFile {
    /// Path from the top of the repository.
    pub path: Arc<str>,
    /// Its bytes and their text.
    pub source: Arc<SourceText>,
    tree: Tree,
}

impl JavaFile {
    /// Parses `source`.
    pub fn new(path: Arc<str>, source: Arc<SourceText>) -> Self {
        let tree = java::parse(source.text());
        Self { path, source, tree }
    }

    /// The node that holds the whole file.
    pub fn root(&self) -> Node<'_> {
        self.tree.root_node()
    }

    /// The text of the file.
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// Where the file stops being Java, and why in a sentence.
    pub fn first_error(&self) -> Option<(Span, String)> {
        let mut nodes = java::descendants(self.root());
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
