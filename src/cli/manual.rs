//! `flinkmod completions` and `flinkmod man`: what clap knows about the arguments.

use clap::CommandFactory;

use super::Outcome;
use super::failure::Failure;
use super::streams::Streams;
use super::typed::{CompletionsArgs, ManArgs, Typed};

pub(super) fn completions(typed: &CompletionsArgs, streams: &Streams) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(typed.shell, &mut Typed::command(), "flinkmod", &mut script);
    streams.print_raw(|out, _| out.write_all(&script))?;
    Ok(Outcome::Done)
}

pub(super) fn page(typed: &ManArgs, streams: &Streams) -> Result<Outcome, Failure> {
    let mut command = Typed::command();
    command.build();
    let command = match &typed.command {
        None => command,
        Some(name) => command
            .find_subcommand(name)
            .ok_or_else(|| Failure::asked(format!("There is no command `{name}`.")))?
            .clone(),
    };
    streams.print_raw(|mut out, _| clap_mangen::Man::new(command).render(&mut out))?;
    Ok(Outcome::Done)
}
