//! `flinkmod apply`: writes the plan as commits on a new branch, or in place when that is asked for.

use std::io::{self, Write};
use std::sync::Arc;

use super::Outcome;
use super::failure::Failure;
use super::next::{self, Start};
use super::plan::outcome;
use super::source::{self, Base, Opened};
use super::streams::Streams;
use super::task::Task;
use super::typed::{ApplyArgs, OutputFormat};
use crate::plan::{Plan, Reported, Step};
use crate::repo::{self, Author, Branch, Existing, NewCommit, Replacement, Written};
use crate::report::json::{Applied, AppliedCommit, Document};
use crate::report::prose::printable;
use crate::report::{Side, Subject, commit, style, summary, text};

pub(super) fn run(typed: &ApplyArgs, streams: &Streams) -> Result<Outcome, Failure> {
    let task = Task::new(&typed.shared)?;
    if typed.in_place { in_place(typed, &task, streams) } else { branch(typed, &task, streams) }
}

fn branch(typed: &ApplyArgs, task: &Task, streams: &Streams) -> Result<Outcome, Failure> {
    let author = typed.author.as_deref().map(Author::parse).transpose()?;
    let branch = branch_of(typed, task);
    let Base { located, commit: base, opened: Opened { snapshot, notes } } = source::open_for_branch(task)?;
    repo::check_branch(&located, &branch)?;
    let start = Start::new(located.root.clone(), &snapshot);
    let contents = Arc::clone(&snapshot.contents);
    let plan = task.plan(snapshot, streams)?;
    let subject = Subject { plan: &plan, catalog: &task.catalog, contents: &*contents };
    let mut written = Vec::new();
    if !plan.is_empty() {
        let commits = commits(&subject, typed.squash);
        written = repo::write_branch(&located, &base, &branch, &commits, author.as_ref())?;
    }
    let done = Done::Branch { base: &base, name: &branch.name, commits: &written };
    print(&subject, &notes, &done, &start, task.format, streams)?;
    Ok(outcome(&plan, typed.exit_code))
}

fn in_place(typed: &ApplyArgs, task: &Task, streams: &Streams) -> Result<Outcome, Failure> {
    let (root, located, Opened { snapshot, notes }) = source::open_in_place(task)?;
    let start = Start::new(Some(root.clone()), &snapshot);
    let contents = Arc::clone(&snapshot.contents);
    let plan = task.plan(snapshot, streams)?;
    if let Some(located) = &located {
        repo::refuse_uncommitted(located, plan.files.keys().map(|path| &**path))?;
    }
    repo::write_in_place(&root, &replacements(&plan))?;
    let subject = Subject { plan: &plan, catalog: &task.catalog, contents: &*contents };
    print(&subject, &notes, &Done::InPlace, &start, task.format, streams)?;
    Ok(outcome(&plan, typed.exit_code))
}

fn branch_of(typed: &ApplyArgs, task: &Task) -> Branch {
    let default = || format!("flinkmod/flink-{}", task.settings.target.minor());
    Branch {
        name: typed.branch.clone().or_else(|| task.loaded.config.branch.clone()).unwrap_or_else(default),
        existing: if typed.replace { Existing::Replace } else { Existing::Refuse },
    }
}

fn commits(subject: &Subject<'_>, squash: bool) -> Vec<NewCommit> {
    let plan = subject.plan;
    if squash {
        let files = plan.files.iter().map(|(path, file)| (Arc::clone(path), Arc::clone(&file.after)));
        return vec![NewCommit { message: commit::squashed_message(subject), files: files.collect() }];
    }
    let commit = |step| NewCommit { message: commit::message(subject, step), files: step.files.clone() };
    plan.steps.iter().map(commit).collect()
}

fn replacements(plan: &Plan) -> Vec<Replacement<'_>> {
    let files = plan.files.iter();
    files
        .map(|(path, file)| Replacement { path, before: file.before.bytes(), after: file.after.bytes() })
        .collect()
}

/// What was written.
enum Done<'d> {
    Branch { base: &'d str, name: &'d str, commits: &'d [Written] },
    InPlace,
}

impl Done<'_> {
    fn applied(&self, plan: &Plan) -> Applied {
        let commit =
            |written: &Written| AppliedCommit { id: written.id.clone(), subject: written.subject.clone() };
        match self {
            Self::Branch { name, commits, .. } => Applied {
                branch: (!commits.is_empty()).then(|| (*name).to_owned()),
                commits: commits.iter().map(commit).collect(),
                files: Vec::new(),
            },
            Self::InPlace => Applied {
                branch: None,
                commits: Vec::new(),
                files: plan.files.keys().map(ToString::to_string).collect(),
            },
        }
    }

    /// The branch to switch to.
    fn branch(&self) -> Option<&str> {
        match self {
            Self::Branch { name, .. } => Some(name),
            Self::InPlace => None,
        }
    }
}

fn print(
    subject: &Subject<'_>,
    notes: &[String],
    done: &Done<'_>,
    start: &Start,
    format: OutputFormat,
    streams: &Streams,
) -> io::Result<()> {
    for note in notes {
        streams.note(note)?;
    }
    if format == OutputFormat::Json {
        let document = Document::new(subject, notes, Some(done.applied(subject.plan)));
        return streams.print(|out| document.write(out));
    }
    streams.print(|out| {
        write_done(out, subject.plan, done)?;
        write_left(out, subject, streams)?;
        if !streams.is_quiet() {
            writeln!(out)?;
            summary::write(out, subject, streams.detail)?;
        }
        if subject.plan.is_empty() { Ok(()) } else { next::write(out, start, subject.plan, done.branch()) }
    })
}

fn write_done(out: &mut dyn Write, plan: &Plan, done: &Done<'_>) -> io::Result<()> {
    let heading = style::HEADING;
    match done {
        _ if plan.is_empty() => writeln!(out, "There is nothing to change, so nothing was written."),
        Done::Branch { base, name, commits } => {
            writeln!(out, "Branch {heading}{name}{heading:#} on {base:.7}:")?;
            write_commits(out, plan, commits)
        }
        Done::InPlace => {
            writeln!(out, "Written in place:")?;
            plan.files.keys().try_for_each(|path| writeln!(out, "  {}", printable(path)))
        }
    }
}

/// Writes a line a commit, with the number of places that its message asks a reviewer to look at.
fn write_commits(out: &mut dyn Write, plan: &Plan, commits: &[Written]) -> io::Result<()> {
    let reviews = |step: &Step| commit::reviews(&step.findings).count();
    let each: Vec<usize> = plan.steps.iter().map(reviews).collect();
    let squashed = commits.len() < plan.steps.len();
    let each = if squashed { vec![each.iter().sum()] } else { each };
    let dim = style::DIM;
    for (Written { id, subject }, reviews) in commits.iter().zip(each) {
        let reviews = if reviews > 0 { format!(" {dim}({reviews} to review){dim:#}") } else { String::new() };
        writeln!(out, "  {dim}{id:.7}{dim:#} {subject}{reviews}")?;
    }
    Ok(())
}

/// Writes what a person has to do, with the places where it stands now.
fn write_left(out: &mut dyn Write, subject: &Subject<'_>, streams: &Streams) -> io::Result<()> {
    let open: Vec<&Reported> = subject.plan.open.iter().collect();
    if open.is_empty() && subject.plan.held.is_empty() {
        return Ok(());
    }
    let heading = style::HEADING;
    writeln!(out, "\n{heading}Left to you{heading:#}")?;
    text::write_findings(out, subject, &open, Side::After, streams.layout)?;
    text::write_held(out, &subject.plan.held)
}
