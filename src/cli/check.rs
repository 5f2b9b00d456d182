//! `flinkmod check`: says whether anything that flinkmod looks for is left, with its exit code above all.

use std::io::{self, Write};
use std::sync::Arc;

use super::Outcome;
use super::failure::Failure;
use super::source::{self, Opened};
use super::streams::Streams;
use super::task::Task;
use super::typed::{CheckArgs, OutputFormat};
use crate::plan::Plan;
use crate::report::json::Document;
use crate::report::{Subject, summary};

pub(super) fn run(typed: &CheckArgs, streams: &Streams) -> Result<Outcome, Failure> {
    let task = Task::new(&typed.shared)?;
    let Opened { snapshot, notes } = source::open(&task)?;
    let contents = Arc::clone(&snapshot.contents);
    let plan = task.plan(snapshot, streams)?;
    let subject = Subject { plan: &plan, catalog: &task.catalog, contents: &*contents };
    for note in &notes {
        streams.note(note)?;
    }
    let left = !plan.is_empty() || !plan.open.is_empty() || !plan.held.is_empty();
    match task.format {
        OutputFormat::Json => streams.print(|out| Document::new(&subject, &notes, None).write(out))?,
        OutputFormat::Text if streams.is_quiet() => {}
        OutputFormat::Text => {
            streams.print(|out| {
                summary::write(out, &subject, streams.detail)?;
                if left { write_hint(out, &plan) } else { Ok(()) }
            })?;
        }
    }
    Ok(if left { Outcome::WorkLeft } else { Outcome::Done })
}

fn write_hint(out: &mut dyn Write, plan: &Plan) -> io::Result<()> {
    if plan.is_empty() {
        return writeln!(out, "`flinkmod plan` shows what is left.");
    }
    writeln!(out, "`flinkmod plan` shows what is left, `flinkmod apply` writes what can be done to a branch.")
}
