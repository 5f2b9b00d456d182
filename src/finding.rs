//! What a rule says about a place, and what is to be done there.
//!
//! Deliberately absent: rendering.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::text::{Edit, Span};

/// The id of a transform: its file name, its argument, its commit trailer.
pub type TransformId = Arc<str>;

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Site {
    /// Path from the top of the repository.
    pub path: Arc<str>,
    /// The bytes that the finding is about.
    pub span: Span,
}

/// A rule matched at a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Who found it.
    pub transform: TransformId,
    /// Where.
    pub site: Site,
    /// What a person is told.
    pub note: Note,
    /// What is done about it.
    pub remedy: Remedy,
}

/// What is the matter, why, and what now: three texts of whole sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// What was found, or what becomes what.
    pub what: String,
    /// Why it matters; empty where the transform's own `why` says it.
    pub why: String,
    /// What the reader has to do; empty when there is nothing.
    pub now: String,
    /// The artifact that keeps its project from moving, because it has no release for the target.
    pub stopper: Option<String>,
}

impl Note {
    /// A note whose reason is the transform's own.
    pub fn new(what: impl Into<String>, now: impl Into<String>) -> Self {
        Self { what: what.into(), why: String::new(), now: now.into(), stopper: None }
    }

    /// The same note about an artifact that keeps its project from moving.
    #[must_use]
    pub fn stopped_by(mut self, artifact: impl Into<String>) -> Self {
        self.stopper = Some(artifact.into());
        self
    }

    /// The same note with a reason of its own.
    #[must_use]
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }
}

/// The one thing that is done about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// The meaning is kept and the types are known.
    Apply(Arc<Change>),
    /// It is written and compiles, but a person must look at a default, a state or a value.
    ///
    /// Several findings may carry the same change; it is made once.
    Review(Arc<Change>),
    /// It is left as it is; the note says what to do.
    Manual,
}

/// A remedy without its change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RemedyKind {
    /// See [`Remedy::Apply`].
    Apply,
    /// See [`Remedy::Review`].
    Review,
    /// See [`Remedy::Manual`].
    Manual,
}

impl RemedyKind {
    /// The word that people see.
    pub fn word(self) -> &'static str {
        match self {
            Self::Apply => "apply",
            Self::Review => "review",
            Self::Manual => "manual",
        }
    }
}

impl Remedy {
    /// Which of the three it is.
    pub fn kind(&self) -> RemedyKind {
        match self {
            Self::Apply(_) => RemedyKind::Apply,
            Self::Review(_) => RemedyKind::Review,
            Self::Manual => RemedyKind::Manual,
        }
    }

    /// The change, if there is one.
    pub fn change(&self) -> Option<&Arc<Change>> {
        match self {
            Self::Apply(change) | Self::Review(change) => Some(change),
            Self::Manual => None,
        }
    }
}

/// Edits that stand or fall together, in one file or in many.
///
/// New Java text names a type by [`qualified`]; the engine prints it as short
/// as the imports of the file allow, and settles the imports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Edits by path.
    pub edits: BTreeMap<Arc<str>, Vec<Edit>>,
}

impl Change {
    /// A change of one file.
    pub fn in_file(path: &Arc<str>, edits: Vec<Edit>) -> Self {
        Self { edits: BTreeMap::from([(Arc::clone(path), edits)]) }
    }

    /// Adds an edit.
    pub fn push(&mut self, path: &Arc<str>, edit: Edit) {
        self.edits.entry(Arc::clone(path)).or_default().push(edit);
    }

    /// Adds all edits of another change.
    pub fn add(&mut self, other: Self) {
        for (path, edits) in other.edits {
            self.edits.entry(path).or_default().extend(edits);
        }
    }
}

/// Opens a name that [`qualified`] marked.
pub const NAME_START: char = '\u{2}';
/// Closes it.
pub const NAME_END: char = '\u{3}';

/// Marks the fully qualified `name` of a Java type in new text.
///
/// A nested type is written with dots: `org.acme.Outer.Inner` with its
/// outermost type closed off: `qualified("org.acme.Outer")` and then `.Inner`.
pub fn qualified(name: &str) -> String {
    format!("{NAME_START}{name}{NAME_END}")
}
