//! A plan for people and for programs: text, JSON, a diff, commit messages.
//!
//! Deliberately absent: decisions, and where the output goes (`cli` knows that).

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::catalog::Transform;
use crate::finding::RemedyKind;
use crate::plan::{Place, Plan, Reported};
use crate::snapshot::Contents;
use crate::text::SourceText;

pub mod commit;
pub mod diff;
pub mod json;
mod lines;
pub mod logs;
pub mod prose;
pub mod runbook;
pub mod state;
pub mod style;
pub mod summary;
pub mod text;

/// A plan, and what is needed to speak about it.
#[derive(Clone, Copy)]
pub struct Subject<'s> {
    /// What a run would do.
    pub plan: &'s Plan,
    /// The transforms, for their titles, reasons and links.
    pub catalog: &'s [Transform],
    /// Reads the files that the plan leaves alone.
    pub contents: &'s dyn Contents,
}

/// Which text a place is looked up in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The file as it was read.
    Before,
    /// The file after the last step.
    After,
}

impl Side {
    /// Where the finding stands in this text.
    pub fn place(self, reported: &Reported) -> Place {
        match self {
            Self::Before => reported.place,
            Self::After => reported.result,
        }
    }
}

/// What is said about a finding, with the transform's words where it has none of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said<'s> {
    /// What was found, or what becomes what.
    pub what: &'s str,
    /// Why it matters.
    pub why: &'s str,
    /// What the reader has to do; empty when there is nothing.
    pub now: &'s str,
    /// Where to read on; empty when the transform is not in the catalog.
    pub link: &'s str,
}

impl<'s> Subject<'s> {
    /// The transform with this id.
    pub fn transform(&self, id: &str) -> Option<&'s Transform> {
        self.catalog.iter().find(|transform| &*transform.id == id)
    }

    /// What is said about the finding.
    pub fn said<'f: 's>(&self, reported: &'f Reported) -> Said<'s> {
        let note = &reported.finding.note;
        let transform = self.transform(&reported.finding.transform);
        let own = (!note.why.is_empty()).then_some(note.why.as_str());
        Said {
            what: &note.what,
            why: own.or(transform.map(|transform| prose::first_sentence(&transform.why))).unwrap_or_default(),
            now: &note.now,
            link: transform.map(|transform| transform.link.as_str()).unwrap_or_default(),
        }
    }

    /// All findings, sorted by place.
    pub fn findings(&self) -> Vec<&'s Reported> {
        let mut findings: Vec<&Reported> = self.plan.findings().collect();
        findings.sort_by_key(|reported| (&reported.finding.site.path, reported.place.start));
        findings
    }

    /// How many findings have the remedy.
    pub fn count(&self, remedy: RemedyKind) -> usize {
        self.plan.findings().filter(|reported| reported.finding.remedy.kind() == remedy).count()
    }

    /// How many files have findings.
    pub fn files_with_findings(&self) -> usize {
        self.plan.findings().map(|reported| &reported.finding.site.path).collect::<BTreeSet<_>>().len()
    }

    /// The text of the file at `path`; `None` when it cannot be read.
    fn source(&self, path: &str, side: Side) -> Option<Arc<SourceText>> {
        if let Some(rewritten) = self.plan.files.get(path) {
            return Some(Arc::clone(match side {
                Side::Before => &rewritten.before,
                Side::After => &rewritten.after,
            }));
        }
        let bytes = self.contents.read(path).ok()?;
        SourceText::new(bytes).ok().map(Arc::new)
    }
}
