//! A build file of Maven or Gradle as rules read it.
//!
//! Deliberately absent: what it inherits; `types::reactor` knows that.

use std::sync::Arc;

use crate::syntax::xml::{self, Node, Tree};
use crate::text::{LineIndex, SourceText, Span};

mod catalog;
mod catalog_edit;
mod edit;
mod gradle;
mod gradle_edit;
mod maven;
mod maven_edit;
mod model;

pub use edit::NewDependency;
pub use gradle::{alias_name, plain_name};
pub use model::{AliasUse, Dependency, Filter, Model, Parent, Plugin, Property, Section, Value, Writing};

/// What a build file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A `pom.xml`.
    Maven,
    /// A Gradle script, in Groovy or Kotlin.
    Gradle,
    /// A version catalog of Gradle.
    Catalog,
    /// `gradle.properties` and its like.
    Properties,
}

/// A comment with these words beside an element, or in the line above it, keeps the element as it is.
const KEEP: &str = "flinkmod: keep";

/// A build file.
#[derive(Debug)]
pub struct BuildFile {
    /// Path from the top of the repository.
    pub path: Arc<str>,
    /// Its bytes and their text.
    pub source: Arc<SourceText>,
    /// What it is written in.
    pub format: Format,
    /// Its elements, where it is XML.
    pub tree: Tree,
    /// What it says; empty when it is broken, so that nobody edits it.
    pub model: Model,
    /// Every text of it that may refer to a property.
    pub texts: Vec<Value>,
    error: Option<(Span, String)>,
    /// Lines that a comment keeps as they are, sorted.
    kept_lines: Vec<usize>,
    lines: LineIndex,
}

/// What a reader finds in a build file.
#[derive(Default)]
struct Read {
    model: Model,
    texts: Vec<Value>,
    comments: Vec<Span>,
    error: Option<(Span, String)>,
}

impl Format {
    /// The format of the build file at `path`.
    fn of(path: &str) -> Self {
        match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "gradle" | "kts" => Self::Gradle,
            "toml" => Self::Catalog,
            "properties" => Self::Properties,
            _ => Self::Maven,
        }
    }
}

impl BuildFile {
    /// Reads `source`.
    pub fn new(path: Arc<str>, source: Arc<SourceText>) -> Self {
        let text = source.text();
        let format = Format::of(&path);
        let (tree, read) = match format {
            Format::Maven => maven(text),
            Format::Gradle => (Tree::default(), gradle::read(text, !path.ends_with(".kts"))),
            Format::Catalog => (Tree::default(), catalog::read(text)),
            Format::Properties => (Tree::default(), gradle::read_properties(text)),
        };
        let Read { model, texts, comments, error } = read;
        let model = if error.is_none() { model } else { Model::default() };
        let lines = LineIndex::new(text);
        let kept_lines = kept_lines(&comments, text, &lines);
        Self { path, source, format, tree, model, texts, error, kept_lines, lines }
    }

    /// Whether it is the file of a project: a `pom.xml`, or the script of a folder.
    pub fn is_project(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.format == Format::Maven || matches!(name, "build.gradle" | "build.gradle.kts")
    }

    /// The text that spans refer to.
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// How many places do not parse.
    pub fn syntax_errors(&self) -> usize {
        usize::from(self.error.is_some())
    }

    /// Where it stops being what is read, and why.
    pub fn first_error(&self) -> Option<(Span, String)> {
        self.error.clone()
    }

    /// Whether a comment says to keep what stands at `span`.
    pub fn keeps(&self, span: Span) -> bool {
        let line = self.lines.line_column(self.text(), span.start).line;
        self.kept_lines.binary_search(&line).is_ok()
    }

    /// Whether one list says of both that they are used alike, so that they may not be the same artifact.
    pub fn are_side_by_side(&self, one: &Dependency, other: &Dependency) -> bool {
        let text = |value: &Option<Value>| value.as_ref().map(|value| value.text.clone());
        let is_alike = self.format == Format::Maven || text(&one.scope) == text(&other.scope);
        (one.section, one.list, text(&one.kind)) == (other.section, other.list, text(&other.kind)) && is_alike
    }

    /// The `<project>` element; `None` when the file is broken or no `pom.xml`.
    pub fn project(&self) -> Option<Node<'_>> {
        self.tree.root().filter(|root| root.name() == "project" && self.error.is_none())
    }
}

fn maven(text: &str) -> (Tree, Read) {
    let tree = xml::parse(text);
    let error = tree.error().map(|error| {
        (Span::at(error.offset.min(text.len())), format!("Reading stops here: {}.", error.message))
    });
    let project = tree.root().filter(|root| root.name() == "project" && error.is_none());
    let model = project.map(Model::of_project).unwrap_or_default();
    let texts = tree.nodes().filter_map(Value::of).filter(|value| !value.is_literal()).collect();
    let comments = tree.comments().to_vec();
    (tree, Read { model, texts, comments, error })
}

fn kept_lines(comments: &[Span], text: &str, lines: &LineIndex) -> Vec<usize> {
    let keeping = comments.iter().filter(|comment| comment.of(text).contains(KEEP));
    let mut kept: Vec<usize> = keeping
        .flat_map(|comment| {
            let line = lines.line_column(text, comment.end - 1).line;
            let before = &text[..comment.start];
            let start = before.rfind('\n').map_or(0, |end| end + 1);
            let alone = before[start..].trim().is_empty();
            if alone { [line, line + 1] } else { [line, line] }
        })
        .collect();
    kept.sort_unstable();
    kept.dedup();
    kept
}

#[cfg(test)]
mod tests;
