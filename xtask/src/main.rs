//! Chores of the project, for those who work on it: `cargo xtask <chore>`.
//!
//! Knows Maven, JARs and fixtures. Deliberately absent: anything that flinkmod does itself; a
//! chore looks at the same files from outside, so that it can judge. The oracle is the exception:
//! it asks the library what names mean, because no output of the program says it.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a chore talks to whoever started it")]

mod api;
mod behave;
mod failure;
mod files;
mod gradle;
mod maven;
mod oracle;
mod proof;
mod prove;
mod signature;
mod state;
mod stubs;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;

/// Chores of the project.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

/// What can be asked for.
#[derive(Subcommand)]
enum Chore {
    /// Writes `transforms/api/`: what each Flink release declares, read from its JARs
    Api {
        /// The folder with signatures of releases that the registry lacks
        #[arg(long)]
        facts: PathBuf,
    },
    /// Puts signature-only JARs into `target/maven-repository` for releases that the registry lacks
    Stubs,
    /// Compiles `before/` and `after/` of whole projects with Maven, and `after/` of the cases of transforms
    Proof {
        /// Folders of `fixtures/projects` to prove; all of them, and the cases, when none is named
        projects: Vec<String>,
    },
    /// Runs the jobs of whole projects before and after their migration, and compares what they print
    Behave {
        /// Folders of `fixtures/projects` with a `jobs.txt`; all of them when none is named
        projects: Vec<String>,
    },
    /// Moves a copy of any Maven project with flinkmod, and lets javac judge what it announced
    Prove {
        /// The folder of the project
        folder: PathBuf,
    },
    /// Resolves what Gradle builds depend on before and after flinkmod, by way of Maven
    Gradle {
        /// The folders of Gradle builds
        folders: Vec<PathBuf>,
    },
    /// Compares what names mean to flinkmod with what they mean to javac
    Oracle {
        /// The folders of Maven projects that compile on Flink 1; the fixtures, when none is named
        folders: Vec<PathBuf>,
        /// Takes the projects and the answers of javac from the last time
        #[arg(long)]
        again: bool,
    },
    /// Asks Flink 1.20 and 2.2 which state comes back, with savepoints, and compares with what is written down
    State {
        /// Writes the answers down
        #[arg(long)]
        write: bool,
    },
}

fn main() -> ExitCode {
    match run(&Arguments::parse().chore) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(chore: &Chore) -> Result<(), Failure> {
    match chore {
        Chore::Api { facts } => api::write(facts),
        Chore::Stubs => stubs::install().map(|stands_in| stubs::print(&stands_in)),
        Chore::Proof { projects } => proof::run(projects),
        Chore::Behave { projects } => behave::run(projects),
        Chore::Prove { folder } => prove::run(folder),
        Chore::Gradle { folders } => gradle::run(folders),
        Chore::Oracle { folders, again } => oracle::run(folders, *again),
        Chore::State { write } => state::run(*write),
    }
}
