//! The command line of flinkmod: what was typed, what it means, what it does, how it ends.

use std::process::ExitCode;

use clap::Parser;
use flinkmod::cli::{self, Streams, Typed};

fn main() -> ExitCode {
    let typed = match Typed::try_parse() {
        Ok(typed) => typed,
        Err(error) => return cli::usage(&error),
    };
    let streams = Streams::new(&typed.global);
    match cli::run(&typed.command, &streams) {
        Ok(outcome) => outcome.into(),
        Err(failure) => cli::report(&failure, &streams),
    }
}
