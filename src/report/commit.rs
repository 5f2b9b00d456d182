//! Messages of commits: why, where to read on, and what a reviewer must look at.

use std::io::{self, Write};

use super::prose::{counted, wrapped};
use super::{Subject, style};
use crate::finding::RemedyKind;
use crate::plan::{Reported, Step};

/// The column at which prose is broken, as git's own messages are.
const WIDTH: usize = 72;

/// The message of a step's own commit.
pub fn message(subject: &Subject<'_>, step: &Step) -> String {
    let mut parts = vec![title(subject, step).to_owned()];
    if let Some(transform) = subject.transform(&step.transform) {
        parts.push(wrapped(&transform.why, WIDTH, ""));
        parts.push(transform.link.clone());
    }
    parts.extend(to_look_at(&step.findings));
    parts.push(trailer(step));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

/// The message of one commit for all steps.
pub fn squashed_message(subject: &Subject<'_>) -> String {
    let plan = subject.plan;
    let heading = format!("Move to Flink {} and Java {}", plan.target.version, plan.target.java);
    let steps: Vec<String> = plan.steps.iter().map(|step| format!("- {}", title(subject, step))).collect();
    let mut parts = vec![heading, steps.join("\n")];
    parts.extend(to_look_at(plan.steps.iter().flat_map(|step| &step.findings)));
    parts.push(plan.steps.iter().map(trailer).collect::<Vec<_>>().join("\n"));
    parts.join("\n\n") + "\n"
}

/// Writes the commits that `apply` would make.
pub fn write_steps(out: &mut dyn Write, subject: &Subject<'_>) -> io::Result<()> {
    for (index, step) in subject.plan.steps.iter().enumerate() {
        let (heading, dim) = (style::HEADING, style::DIM);
        let (number, title) = (index + 1, title(subject, step));
        let transform = &step.transform;
        let (files, review) = (counted(step.files.len(), "file"), reviews(&step.findings).count());
        let review = if review > 0 { format!(", {review} to review") } else { String::new() };
        writeln!(out, "{number}. {heading}{title}{heading:#}")?;
        writeln!(out, "   {dim}{transform}, {files}{review}{dim:#}")?;
    }
    Ok(())
}

fn title<'s>(subject: &Subject<'s>, step: &'s Step) -> &'s str {
    subject.transform(&step.transform).map_or(&*step.transform, |transform| &transform.title)
}

fn trailer(step: &Step) -> String {
    format!("Flinkmod-Transform: {}", step.transform)
}

/// The findings that a reviewer must look at.
pub fn reviews<'s>(findings: impl IntoIterator<Item = &'s Reported>) -> impl Iterator<Item = &'s Reported> {
    findings.into_iter().filter(|reported| reported.finding.remedy.kind() == RemedyKind::Review)
}

/// What the reviewer of the commit must look at; `None` when there is nothing.
fn to_look_at<'s>(findings: impl IntoIterator<Item = &'s Reported>) -> Option<String> {
    let item = |reported: &Reported| {
        let (path, line) = (&reported.finding.site.path, reported.result.start.line);
        let note = &reported.finding.note;
        let text = wrapped(&format!("{} {}", note.what, note.now), WIDTH - 2, "  ");
        format!("- {path}:{line}\n  {text}")
    };
    let items: Vec<String> = reviews(findings).map(item).collect();
    (!items.is_empty()).then(|| format!("To review:\n{}", items.join("\n")))
}
