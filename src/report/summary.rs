//! The last lines of a report: how much, where to, what was not read.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::Subject;
use super::prose::{counted, printable};
use super::state::{ComesBack, States};
use crate::finding::RemedyKind;
use crate::plan::Plan;
use crate::settings::Platform;
use crate::snapshot::Skipped;

/// So many paths that were not read are named, unless all are asked for.
const NAMED_SKIPPED: usize = 5;

/// How much a summary tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The first few of each list.
    Some,
    /// All of them.
    All,
}

/// Writes the summary of a plan.
pub fn write(out: &mut dyn Write, subject: &Subject<'_>, detail: Detail) -> io::Result<()> {
    let plan = subject.plan;
    write_stoppers(out, plan)?;
    let read = counted(plan.files_read, "file");
    let findings = plan.findings().count();
    if findings == 0 {
        writeln!(out, "Nothing is left {}; {read} read.", looked_for(plan))?;
    } else {
        let [apply, review, manual] =
            [RemedyKind::Apply, RemedyKind::Review, RemedyKind::Manual].map(|kind| subject.count(kind));
        let files = counted(subject.files_with_findings(), "file");
        let findings = counted(findings, "finding");
        writeln!(out, "{findings} in {files}: {apply} apply, {review} review, {manual} manual.")?;
        writeln!(out, "{}; {}.", changes(plan), left(plan))?;
    }
    let (target, java) = (&plan.target.version, plan.target.java);
    let (platform, why) = (platform_name(plan.platform.platform), &plan.platform.why);
    writeln!(out, "Target: Flink {target} on Java {java}. Platform: {platform}. {}", printable(why))?;
    write_skipped(out, &plan.skipped, detail)
}

/// Says whether the job can be moved in place, with its state, today; nothing where there is nothing to move.
pub fn write_in_place(out: &mut dyn Write, plan: &Plan, states: &States) -> io::Result<()> {
    let [lost, unknown] = [ComesBack::No, ComesBack::Unknown].map(|one| states.count(one));
    let without_uid = states.states.iter().filter(|state| state.without_uid).count();
    let all = counted(states.states.len(), "place");
    if plan.is_empty() || states.states.is_empty() {
        return Ok(());
    }
    let waits = plan.open.iter().any(|reported| reported.finding.note.stopper.is_some());
    let answer = match (waits, lost, unknown, without_uid) {
        (true, ..) => "no, something it needs has no release yet".to_owned(),
        (false, 1.., ..) => format!("no, {lost} of {all} with state would lose it"),
        (false, 0, 1.., _) => format!("not sure, of {unknown} of {all} with state nobody knows"),
        (false, 0, 0, 1..) => format!("not sure, {without_uid} of {all} with state have no `uid`"),
        (false, 0, 0, 0) => format!("yes, all of {all} with state would keep it"),
    };
    let hint = "`flinkmod state` has each of them, `flinkmod runbook` the way over.";
    writeln!(out, "In place, with state, today: {answer}. {hint}")
}

/// The platform as it is written on the command line.
pub fn platform_name(platform: Platform) -> &'static str {
    match platform {
        Platform::ManagedFlink => "managed-flink",
        Platform::OpenSource => "open-source",
    }
}

/// Says what keeps projects from moving at all: a team needs to know it before all else.
fn write_stoppers(out: &mut dyn Write, plan: &Plan) -> io::Result<()> {
    let mut stoppers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for finding in plan.open.iter().map(|reported| &reported.finding) {
        let Some(artifact) = &finding.note.stopper else { continue };
        stoppers.entry(artifact).or_default().insert(&finding.site.path);
    }
    if stoppers.is_empty() {
        return Ok(());
    }
    let named = stoppers.iter().map(|(artifact, paths)| {
        let first = paths.first().expect("an artifact stands in a file");
        let more = if paths.len() > 1 { format!(" and {} more", paths.len() - 1) } else { String::new() };
        format!("`{}` ({}{more})", printable(artifact), printable(first))
    });
    let named = named.collect::<Vec<_>>().join(", ");
    writeln!(
        out,
        "Without a release for Flink {}: {named}. What uses it must wait or do without.",
        plan.target.minor()
    )
}

fn changes(plan: &Plan) -> String {
    if plan.is_empty() {
        return "Nothing changes".to_owned();
    }
    let (steps, changed) = (counted(plan.steps.len(), "step"), counted(plan.files.len(), "file"));
    let verb = if plan.steps.len() == 1 { "changes" } else { "change" };
    format!("{steps} {verb} {changed}")
}

fn left(plan: &Plan) -> String {
    match (plan.open.len(), plan.held.len()) {
        (0, 0) => format!("nothing is left to you {}", looked_for(plan)),
        (open, 0) => format!("{} left to you", counted(open, "finding")),
        (open, held) => format!("{} left to you, {} held", counted(open, "finding"), counted(held, "change")),
    }
}

/// What "nothing" means: it is no promise about the rest of Flink.
fn looked_for(plan: &Plan) -> String {
    let transforms = counted(plan.transforms, "transform");
    format!("of what flinkmod looked for ({transforms}, see `flinkmod list`)")
}

fn write_skipped(out: &mut dyn Write, skipped: &[Skipped], detail: Detail) -> io::Result<()> {
    if skipped.is_empty() {
        return Ok(());
    }
    let named = match detail {
        Detail::Some => skipped.len().min(NAMED_SKIPPED),
        Detail::All => skipped.len(),
    };
    writeln!(out, "Not read: {}.", counted(skipped.len(), "path"))?;
    for Skipped { path, why } in &skipped[..named] {
        writeln!(out, "  {}: {why}", printable(path))?;
    }
    if named < skipped.len() {
        writeln!(out, "  and {} more; `-v` names them", skipped.len() - named)?;
    }
    Ok(())
}
