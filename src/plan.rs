//! What a run would do, as plain data.
//!
//! Deliberately absent: how it came to be (`engine`), and how it is shown
//! (`report`) or written (`repo`).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Finding, TransformId};
use crate::settings::{Platform, Release};
use crate::snapshot::{Origin, Skipped};
use crate::text::{LineColumn, SourceText, Span};

/// The whole of what a run would do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What was read.
    pub origin: Origin,
    /// What the application moves to.
    pub target: Release,
    /// Where it runs.
    pub platform: Detected,
    /// One step a transform that changes something, in order.
    pub steps: Vec<Step>,
    /// The files that end up different, by path.
    pub files: BTreeMap<Arc<str>, Rewritten>,
    /// What is left for a person after the last step.
    pub open: Vec<Reported>,
    /// Changes that the engine would not make.
    pub held: Vec<Held>,
    /// What was not read.
    pub skipped: Vec<Skipped>,
    /// How many transforms took part: a plan knows nothing of what no transform looks for.
    pub transforms: usize,
    /// How many files were looked at.
    pub files_read: usize,
}

impl Plan {
    /// Whether the plan changes nothing.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// All findings: those of the steps in order, then the open ones.
    pub fn findings(&self) -> impl Iterator<Item = &Reported> {
        self.steps.iter().flat_map(|step| &step.findings).chain(&self.open)
    }
}

/// The platform, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected {
    /// Where the application runs.
    pub platform: Platform,
    /// A sentence for the person.
    pub why: String,
}

/// The work of one transform, and one commit.
#[derive(Clone, Debug)]
pub struct Step {
    /// Whose work it is.
    pub transform: TransformId,
    /// What it changed or wants looked at, sorted by place.
    pub findings: Vec<Reported>,
    /// The files that the step changes, as they are after it.
    pub files: BTreeMap<Arc<str>, Arc<SourceText>>,
}

/// A finding with its places in the text that people have.
#[derive(Clone, Debug)]
pub struct Reported {
    /// What was found.
    pub finding: Finding,
    /// Where it stands in the file as it was read.
    pub place: Place,
    /// Where it stands in the file after the last step.
    pub result: Place,
}

/// A place in a certain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line and column of its first byte.
    pub start: LineColumn,
    /// Its bytes.
    pub span: Span,
}

/// A file before and after.
#[derive(Clone, Debug)]
pub struct Rewritten {
    /// As it was read.
    pub before: Arc<SourceText>,
    /// As it is after the last step.
    pub after: Arc<SourceText>,
}

/// A change that the engine would not make, and why.
#[derive(Clone, Debug)]
pub struct Held {
    /// What was to be changed.
    pub reported: Reported,
    /// A sentence for the person.
    pub why: String,
}
