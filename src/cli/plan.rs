//! `flinkmod plan`: shows what would change, and writes nothing.

use std::io;
use std::sync::Arc;

use super::failure::Failure;
use super::source::{self, Opened};
use super::streams::Streams;
use super::task::Task;
use super::typed::{OutputFormat, PlanArgs};
use super::{Outcome, state};
use crate::plan::Plan;
use crate::report::json::Document;
use crate::report::{Side, Subject, commit, diff, summary, text};

/// What of the plan is shown.
#[derive(Clone, Copy)]
enum Show {
    Findings,
    Diff,
    Steps,
    Json,
}

pub(super) fn run(typed: &PlanArgs, streams: &Streams) -> Result<Outcome, Failure> {
    let task = Task::new(&typed.shared)?;
    let show = show(typed)?;
    let Opened { snapshot, notes } = source::open(&task)?;
    let contents = Arc::clone(&snapshot.contents);
    let files = snapshot.clone();
    let plan = task.plan(snapshot, streams)?;
    let subject = Subject { plan: &plan, catalog: &task.catalog, contents: &*contents };
    for note in &notes {
        streams.note(note)?;
    }
    match show {
        Show::Findings => {
            print_findings(&subject, streams)?;
            if !streams.is_quiet() {
                let states = state::states(files, None)?;
                streams.print(|out| summary::write_in_place(out, &plan, &states))?;
            }
        }
        Show::Diff => {
            streams.print_raw(|out, paint| diff::write(out, &plan, paint))?;
            streams.remark(|err| summary::write(err, &subject, streams.detail))?;
        }
        Show::Steps => {
            streams.print(|out| commit::write_steps(out, &subject))?;
            streams.remark(|err| summary::write(err, &subject, streams.detail))?;
        }
        Show::Json => streams.print(|out| Document::new(&subject, &notes, None).write(out))?,
    }
    Ok(outcome(&plan, typed.exit_code))
}

/// Says with the exit code whether something is left to a person, when that was asked for.
pub(super) fn outcome(plan: &Plan, exit_code: bool) -> Outcome {
    let left = !plan.open.is_empty() || !plan.held.is_empty();
    if exit_code && left { Outcome::WorkLeft } else { Outcome::Done }
}

fn show(typed: &PlanArgs) -> Result<Show, Failure> {
    match (typed.shared.output_format, typed.diff, typed.steps) {
        (OutputFormat::Json, false, false) => Ok(Show::Json),
        (OutputFormat::Json, _, _) => {
            Err(Failure::asked("A diff or a list of steps is not printed as JSON.")
                .hinted("The JSON document of the plan has the steps; leave `--diff` or `--steps` out."))
        }
        (OutputFormat::Text, true, _) => Ok(Show::Diff),
        (OutputFormat::Text, false, true) => Ok(Show::Steps),
        (OutputFormat::Text, false, false) => Ok(Show::Findings),
    }
}

fn print_findings(subject: &Subject<'_>, streams: &Streams) -> io::Result<()> {
    streams.print(|out| {
        text::write_findings(out, subject, &subject.findings(), Side::Before, streams.layout)?;
        text::write_held(out, &subject.plan.held)?;
        if streams.is_quiet() { Ok(()) } else { summary::write(out, subject, streams.detail) }
    })
}
