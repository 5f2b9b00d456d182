//! What was typed: only its form is checked here, what it means is `Task`'s.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Deserialize;

pub(super) use runbook::{RunbookArgs, RunbookFormat};

mod runbook;

const AFTER_HELP: &str = "\
Exit codes:
  0  the command did its job
  1  `check` found work, or `--exit-code` was given and something is left to you
  2  the command could not do its job";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "flinkmod", version, about = "Moves Apache Flink 1.x applications to Flink 2.2 on Java 17")]
#[command(after_help = AFTER_HELP, max_term_width = 100, disable_help_subcommand = true)]
pub struct Typed {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What is to be done.
    #[command(subcommand)]
    pub command: Command,
}

/// What holds for every command.
#[derive(Debug, Args)]
pub struct Global {
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: Color,
    /// Leave out the summary and remarks
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Name everything that was not read
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show what would change, and what is left to you
    Plan(PlanArgs),
    /// Write the plan as commits on a new branch; your files stay as they are
    Apply(ApplyArgs),
    /// Say whether anything that flinkmod looks for is left, for continuous integration
    Check(CheckArgs),
    /// Show where the job keeps state, and whether it comes back on Flink 2
    State(StateArgs),
    /// Write the way over as a page or a script, with the names of this application
    Runbook(RunbookArgs),
    /// Explain a transform: why, what is rewritten, what is left to you
    Explain(ExplainArgs),
    /// List the transforms in their order
    List,
    /// Show the settings in force and where each comes from
    Config(ConfigArgs),
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print a manual page
    Man(ManArgs),
}

/// The arguments of `plan`.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// Print the whole change as one unified diff, as `git apply` takes it
    #[arg(long)]
    pub diff: bool,
    /// List the commits that `apply` would make
    #[arg(long, conflicts_with = "diff")]
    pub steps: bool,
    /// What all commands that make a plan take.
    #[command(flatten)]
    pub shared: Shared,
    /// Exit with 1 when something is left to you
    #[arg(long)]
    pub exit_code: bool,
}

/// The arguments of `apply`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct ApplyArgs {
    /// The branch to write [default: flinkmod/flink-2.2, after the target]
    #[arg(long, value_name = "NAME", conflicts_with = "in_place")]
    pub branch: Option<String>,
    /// Move the branch to the new commits if it exists
    #[arg(long, conflicts_with = "in_place")]
    pub replace: bool,
    /// Write the files where they lie instead of a branch: all of them or none
    #[arg(long, conflicts_with = "at")]
    pub in_place: bool,
    /// Who wrote the commits [default: as git is configured]
    #[arg(long, value_name = "NAME <MAIL>", conflicts_with = "in_place")]
    pub author: Option<String>,
    /// Write one commit instead of one a transform
    #[arg(long, conflicts_with = "in_place")]
    pub squash: bool,
    /// What all commands that make a plan take.
    #[command(flatten)]
    pub shared: Shared,
    /// Exit with 1 when something is left to you
    #[arg(long)]
    pub exit_code: bool,
}

/// The arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// What all commands that make a plan take.
    #[command(flatten)]
    pub shared: Shared,
}

/// The arguments of `state`.
#[derive(Debug, Args)]
pub struct StateArgs {
    /// What all commands that make a plan take.
    #[command(flatten)]
    pub shared: Shared,
    /// Read the logs of the old job as well: a file, a folder, or `-` for standard input
    #[arg(long, value_name = "PATH")]
    pub logs: Option<PathBuf>,
    /// Exit with 1 when some state does not come back, or may not
    #[arg(long)]
    pub exit_code: bool,
}

/// What all commands that make a plan take.
#[derive(Debug, Args)]
pub struct Shared {
    /// A folder in the repository; only what lies below it is rewritten
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// The commit to read [default: HEAD]
    #[arg(long, value_name = "REV")]
    pub at: Option<String>,
    /// Read the files as they lie, not a commit
    #[arg(long, conflicts_with = "at")]
    pub worktree: bool,
    /// The settings file [default: flinkmod.toml at the top of the repository]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The Flink release to move to [default: 2.2.0]
    #[arg(long, value_name = "VERSION")]
    pub target: Option<String>,
    /// Where the application runs [default: what its files speak of]
    #[arg(long, value_enum)]
    pub platform: Option<TypedPlatform>,
    /// Only these transforms, separated by commas
    #[arg(long, value_name = "TRANSFORM", value_delimiter = ',')]
    pub only: Vec<String>,
    /// All transforms but these, separated by commas
    #[arg(long, value_name = "TRANSFORM", value_delimiter = ',')]
    pub skip: Vec<String>,
    /// Leave out what needs review; what is left may need it, so the result need not compile
    #[arg(long)]
    pub safe: bool,
    /// Which connector releases to take [default: default]
    #[arg(long, value_enum, value_name = "WHICH")]
    pub connector_versions: Option<TypedConnectorVersions>,
    /// The AWS region of streams that the code names
    #[arg(long, visible_alias = "region", value_name = "REGION", value_parser = aws_region)]
    pub aws_region: Option<String>,
    /// The AWS account of streams that the code names
    #[arg(long, visible_alias = "account", value_name = "ACCOUNT", value_parser = aws_account)]
    pub aws_account: Option<String>,
    /// How to print the plan
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub output_format: OutputFormat,
    /// How many threads to use [default: one a processor]
    #[arg(long, value_name = "COUNT")]
    pub threads: Option<NonZeroUsize>,
}

/// Where the application runs.
#[derive(Clone, Copy, Debug, Deserialize, ValueEnum)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TypedPlatform {
    /// Amazon Managed Service for Apache Flink
    ManagedFlink,
    /// A cluster of your own
    OpenSource,
}

/// Which connector releases to take.
#[derive(Clone, Copy, Debug, Default, Deserialize, ValueEnum)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TypedConnectorVersions {
    /// The releases that are known to work with the target
    #[default]
    Default,
    /// The newest patch releases of their lines
    Newest,
}

/// How to print the plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// For people; one line a finding when piped
    #[default]
    Text,
    /// For programs: a document with `"schema": 1`
    Json,
}

/// The arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The transform's id, as `flinkmod list` shows it
    pub transform: String,
}

/// The arguments of `config`.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// What all commands that make a plan take.
    #[command(flatten)]
    pub shared: Shared,
}

/// The arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// The arguments of `man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// The command whose page is printed [default: that of flinkmod]
    pub command: Option<String>,
}

pub(super) fn aws_account(written: &str) -> Result<String, String> {
    let digits = written.len() == 12 && written.bytes().all(|byte| byte.is_ascii_digit());
    if digits { Ok(written.to_owned()) } else { Err("an AWS account id has 12 digits".to_owned()) }
}

pub(super) fn aws_region(written: &str) -> Result<String, String> {
    let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if written.contains('-') && written.bytes().all(letters) {
        return Ok(written.to_owned());
    }
    Err("an AWS region is written as `eu-central-1`".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Typed::command().debug_assert();
    }

    #[test]
    fn an_account_has_twelve_digits() {
        assert!(aws_account("123456789012").is_ok());
        assert!(aws_account("12345678901").is_err());
        assert!(aws_account("12345678901x").is_err());
    }
}
