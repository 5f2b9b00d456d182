//! The plan as a JSON document.
//!
//! Its types are apart from the plan's, so that the plan can change and the
//! document cannot: what programs read has a number, [`SCHEMA`].

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ptr;

use serde::Serialize;

use super::{Said, Subject};
use crate::finding::RemedyKind;
use crate::plan::{Held, Place, Reported, Step};
use crate::settings::{Platform, Release};
use crate::snapshot::{Origin, Skipped};
use crate::text::Span;

/// Goes up when a field goes or changes its meaning; new fields leave it as it is.
pub const SCHEMA: u32 = 1;

/// The whole document.
#[derive(Debug, Serialize)]
pub struct Document<'p> {
    schema: u32,
    /// The full id of the commit that was read; `null` for files as they lie.
    commit: Option<&'p str>,
    target: &'p Release,
    platform: NamedPlatform<'p>,
    steps: Vec<StepDocument<'p>>,
    findings: Vec<FindingDocument<'p>>,
    held: Vec<HeldDocument<'p>>,
    /// Places in `findings` of those that are left to a person.
    open: Vec<usize>,
    skipped: Vec<SkippedDocument<'p>>,
    /// What was said beside the plan, such as changes that are not committed.
    notes: &'p [String],
    summary: Summary,
    /// What `apply` wrote; absent for other commands.
    #[serde(skip_serializing_if = "Option::is_none")]
    applied: Option<Applied>,
}

/// What `apply` wrote.
#[derive(Clone, Debug, Serialize)]
pub struct Applied {
    /// The branch; `null` when files were written in place or nothing was to be done.
    pub branch: Option<String>,
    /// The commits of the branch, first to last.
    pub commits: Vec<AppliedCommit>,
    /// The files that were written in place.
    pub files: Vec<String>,
}

/// A commit that `apply` wrote.
#[derive(Clone, Debug, Serialize)]
pub struct AppliedCommit {
    /// Its full id.
    pub id: String,
    /// The first line of its message.
    pub subject: String,
}

#[derive(Debug, Serialize)]
struct NamedPlatform<'p> {
    name: Platform,
    why: &'p str,
}

#[derive(Debug, Serialize)]
struct StepDocument<'p> {
    transform: &'p str,
    title: &'p str,
    files: Vec<&'p str>,
    /// Places in the document's `findings`.
    findings: Vec<usize>,
}

#[derive(Debug, Serialize)]
struct FindingDocument<'p> {
    transform: &'p str,
    remedy: RemedyKind,
    path: &'p str,
    /// Where it stands in the file as it was read.
    place: PlaceDocument,
    /// Where it stands after the last step.
    result: PlaceDocument,
    what: &'p str,
    why: &'p str,
    now: &'p str,
    link: &'p str,
}

#[derive(Debug, Serialize)]
struct PlaceDocument {
    line: usize,
    column: usize,
    span: Span,
}

#[derive(Debug, Serialize)]
struct HeldDocument<'p> {
    finding: FindingDocument<'p>,
    why_held: &'p str,
}

#[derive(Debug, Serialize)]
struct SkippedDocument<'p> {
    path: &'p str,
    why: &'p str,
}

#[derive(Debug, Serialize)]
struct Summary {
    transforms: usize,
    files_read: usize,
    files_changed: usize,
    steps: usize,
    apply: usize,
    review: usize,
    manual: usize,
    open: usize,
    held: usize,
}

impl<'p> Document<'p> {
    /// The document of a plan.
    pub fn new(subject: &Subject<'p>, notes: &'p [String], applied: Option<Applied>) -> Self {
        let plan = subject.plan;
        let findings = subject.findings();
        let indexes: BTreeMap<*const Reported, usize> =
            findings.iter().enumerate().map(|(index, reported)| (ptr::from_ref(*reported), index)).collect();
        let indexes = |of: &[Reported]| of.iter().map(|reported| indexes[&ptr::from_ref(reported)]).collect();
        let held = |held: &'p Held| HeldDocument {
            finding: finding_document(subject, &held.reported),
            why_held: &held.why,
        };
        Self {
            schema: SCHEMA,
            commit: match &plan.origin {
                Origin::Commit(id) => Some(id),
                Origin::Folder => None,
            },
            target: &plan.target,
            platform: NamedPlatform { name: plan.platform.platform, why: &plan.platform.why },
            steps: plan
                .steps
                .iter()
                .map(|step| step_document(subject, step, indexes(&step.findings)))
                .collect(),
            findings: findings.iter().map(|reported| finding_document(subject, reported)).collect(),
            held: plan.held.iter().map(held).collect(),
            open: indexes(&plan.open),
            skipped: plan.skipped.iter().map(skipped_document).collect(),
            notes,
            summary: summary(subject),
            applied,
        }
    }

    /// Writes the document, and a newline.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        writeln!(out)
    }
}

fn step_document<'p>(subject: &Subject<'p>, step: &'p Step, findings: Vec<usize>) -> StepDocument<'p> {
    let transform = subject.transform(&step.transform);
    StepDocument {
        transform: &step.transform,
        title: transform.map(|transform| transform.title.as_str()).unwrap_or_default(),
        files: step.files.keys().map(|path| &**path).collect(),
        findings,
    }
}

fn finding_document<'p>(subject: &Subject<'p>, reported: &'p Reported) -> FindingDocument<'p> {
    let Said { what, why, now, link } = subject.said(reported);
    FindingDocument {
        transform: &reported.finding.transform,
        remedy: reported.finding.remedy.kind(),
        path: &reported.finding.site.path,
        place: place_document(reported.place),
        result: place_document(reported.result),
        what,
        why,
        now,
        link,
    }
}

fn place_document(place: Place) -> PlaceDocument {
    PlaceDocument { line: place.start.line, column: place.start.column, span: place.span }
}

fn skipped_document(skipped: &Skipped) -> SkippedDocument<'_> {
    SkippedDocument { path: &skipped.path, why: &skipped.why }
}

fn summary(subject: &Subject<'_>) -> Summary {
    let plan = subject.plan;
    Summary {
        transforms: plan.transforms,
        files_read: plan.files_read,
        files_changed: plan.files.len(),
        steps: plan.steps.len(),
        apply: subject.count(RemedyKind::Apply),
        review: subject.count(RemedyKind::Review),
        manual: subject.count(RemedyKind::Manual),
        open: plan.open.len(),
        held: plan.held.len(),
    }
}
