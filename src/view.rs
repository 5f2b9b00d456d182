//! How formats spell one idea: what a rule reads of a file.
//!
//! Deliberately absent: Flink.

use std::sync::Arc;

use crate::snapshot::FileKind;
use crate::text::SourceText;

pub mod build;
pub mod java;
pub mod settings;

pub use build::BuildFile;
pub use java::JavaFile;

/// A file of the project and what can be read of it.
#[derive(Clone, Debug)]
pub struct File {
    /// Path from the top of the repository.
    pub path: Arc<str>,
    /// Its bytes and their text.
    pub source: Arc<SourceText>,
    /// What rules read.
    pub view: View,
}

/// What rules read of a file.
#[derive(Clone, Debug)]
pub enum View {
    /// A Java source file.
    Java(Arc<JavaFile>),
    /// A build file of Maven or Gradle.
    Build(Arc<BuildFile>),
    /// Lines.
    Text,
}

impl File {
    /// Reads `source` as a file of `kind`.
    pub fn new(path: Arc<str>, kind: FileKind, source: Arc<SourceText>) -> Self {
        let view = match kind {
            FileKind::Java => View::Java(Arc::new(JavaFile::new(Arc::clone(&path), Arc::clone(&source)))),
            FileKind::Pom | FileKind::Gradle => {
                View::Build(Arc::new(BuildFile::new(Arc::clone(&path), Arc::clone(&source))))
            }
            FileKind::Json | FileKind::Text => View::Text,
        };
        Self { path, source, view }
    }

    /// The text that spans refer to.
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// How many places do not parse; the engine lets no step raise it.
    pub fn syntax_errors(&self) -> usize {
        match &self.view {
            View::Java(java) => java.syntax_errors,
            View::Build(pom) => pom.syntax_errors(),
            View::Text => 0,
        }
    }
}
