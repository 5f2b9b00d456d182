//! Arguments, commands and exit codes: the only module that prints.
//!
//! Arguments have two stages: [`Typed`] is what was typed, `Task` is what it means.
//! Deliberately absent: how a report looks (`report`), and git (`repo`).

use std::process::ExitCode;

use clap::error::ErrorKind;

pub use failure::Failure;
pub use streams::Streams;
pub use typed::{Command, Typed};

mod apply;
mod check;
mod config;
mod explain;
mod failure;
mod list;
mod manual;
mod next;
mod plan;
mod progress;
mod runbook;
mod source;
mod state;
mod streams;
mod task;
mod typed;

/// How a command ended that could do its job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is nothing to add.
    Done,
    /// Something is left, and the exit code was asked to say so.
    WorkLeft,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::WorkLeft => Self::from(1),
        }
    }
}

/// Does what was typed.
pub fn run(command: &Command, streams: &Streams) -> Result<Outcome, Failure> {
    match command {
        Command::Plan(typed) => plan::run(typed, streams),
        Command::Apply(typed) => apply::run(typed, streams),
        Command::Check(typed) => check::run(typed, streams),
        Command::State(typed) => state::run(typed, streams),
        Command::Runbook(typed) => runbook::run(typed, streams),
        Command::Explain(typed) => explain::run(typed, streams),
        Command::List => list::run(streams),
        Command::Config(typed) => config::run(typed, streams),
        Command::Completions(typed) => manual::completions(typed, streams),
        Command::Man(typed) => manual::page(typed, streams),
    }
}

/// Says why a command could not do its job; a reader that went away is no failure.
pub fn report(failure: &Failure, streams: &Streams) -> ExitCode {
    if failure.is_broken_pipe() {
        return ExitCode::SUCCESS;
    }
    streams.fail(failure);
    ExitCode::from(2)
}

/// Prints help or version as asked for, or what is wrong with the arguments.
pub fn usage(error: &clap::Error) -> ExitCode {
    // When nobody can read the message, the exit code still says it.
    drop(error.print());
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitCode::SUCCESS,
        _ => ExitCode::from(2),
    }
}
