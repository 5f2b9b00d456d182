//! A Maven project file as rules read it.
//!
//! Deliberately absent: what it inherits; `types::reactor` knows that.

use std::sync::Arc;

use crate::syntax::xml::{self, Node, Tree};
use crate::text::{LineIndex, SourceText, Span};

mod edit;
mod model;

pub use edit::NewDependency;
pub use model::{Dependency, Model, Parent, Plugin, Property, Section, Value};

/// A comment with these words beside an element, or in the line above it, keeps the element as it is.
const KEEP: &str = "flinkmod: keep";

/// A `pom.xml`.
#[derive(Debug)]
pub struct PomFile {
    /// Path from the top of the repository.
    pub path: Arc<str>,
    /// Its bytes and their text.
    pub source: Arc<SourceText>,
    /// Its elements.
    pub tree: Tree,
    /// What it says; empty when it is broken, so that nobody edits it.
    pub model: Model,
    /// Lines that a comment keeps as they are, sorted.
    kept_lines: Vec<usize>,
    lines: LineIndex,
}

impl PomFile {
    /// Parses `source`.
    pub fn new(path: Arc<str>, source: Arc<SourceText>) -> Self {
        let text = source.text();
        let tree = xml::parse(text);
        let project = tree.root().filter(|root| root.name() == "project" && tree.error().is_none());
        let model = project.map(Model::read).unwrap_or_default();
        let lines = LineIndex::new(text);
        let kept_lines = kept_lines(&tree, text, &lines);
        Self { path, source, tree, model, kept_lines, lines }
    }

    /// The text that spans refer to.
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// How many places do not parse.
    pub fn syntax_errors(&self) -> usize {
        usize::from(self.tree.error().is_some())
    }

    /// Where it stops being XML that is read, and why.
    pub fn first_error(&self) -> Option<(Span, String)> {
        let error = self.tree.error()?;
        Some((
            Span::at(error.offset.min(self.text().len())),
            format!("Reading stops here: {}.", error.message),
        ))
    }

    /// Whether a comment says to keep what stands at `span`.
    pub fn keeps(&self, span: Span) -> bool {
        let line = self.lines.line_column(self.text(), span.start).line;
        self.kept_lines.binary_search(&line).is_ok()
    }

    /// The `<project>` element; `None` when the file is broken.
    pub fn project(&self) -> Option<Node<'_>> {
        self.tree.root().filter(|root| root.name() == "project" && self.tree.error().is_none())
    }
}

fn kept_lines(tree: &Tree, text: &str, lines: &LineIndex) -> Vec<usize> {
    let keeping = tree.comments().iter().filter(|comment| comment.of(text).contains(KEEP));
    let mut kept: Vec<usize> = keeping
        .flat_map(|comment| {
            let line = lines.line_column(text, comment.end - 1).line;
            let before = &text[..comment.start];
            let start = before.rfind('\n').map_or(0, |end| end + 1);
            let alone = before[start..].trim().is_empty();
            if alone { [line, line + 1] } else { [line, line] }
        })
        .collect();
    kept.dedup();
    kept
}

#[cfg(test)]
mod tests;
