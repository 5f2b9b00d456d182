//! What was typed for `runbook`; its names stand in commands that a person runs.

use clap::{Args, ValueEnum};

use super::Shared;

/// The arguments of `runbook`.
#[derive(Debug, Args)]
pub struct RunbookArgs {
    /// The name of the application
    #[arg(long, value_name = "NAME", value_parser = plain_name)]
    pub application: String,
    /// The bucket in S3 that holds its JARs
    #[arg(long, value_name = "NAME", value_parser = plain_name)]
    pub bucket: Option<String>,
    /// The JAR for Flink 2 [default: target/NAME-flink-2.2.jar]
    #[arg(long, value_name = "FILE", value_parser = plain_name)]
    pub jar: Option<String>,
    /// A page to read, or a script to run
    #[arg(long, value_enum, default_value_t)]
    pub format: RunbookFormat,
    /// The file to write, `-` to print it [default: MIGRATION.md, MIGRATION.html or migrate.sh]
    #[arg(long, value_name = "FILE")]
    pub output: Option<String>,
    /// What all commands that make a plan take.
    #[command(flatten)]
    pub shared: Shared,
}

/// What a runbook is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum RunbookFormat {
    /// Markdown
    #[default]
    Md,
    /// A page for a browser, in one file
    Html,
    /// A script for bash
    Sh,
}

/// A name that means nothing to a shell.
fn plain_name(written: &str) -> Result<String, String> {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-/".contains(letter);
    if !written.is_empty() && !written.starts_with('-') && written.chars().all(is_plain) {
        return Ok(written.to_owned());
    }
    Err("letters, digits and `.`, `_`, `-`, `/` make such a name".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_nothing_into_a_name() {
        assert!(plain_name("target/orders_1.0-flink-2.2.jar").is_ok());
        for name in ["", "-x", "a b", "a;b", "$(a)", "a'b"] {
            assert!(plain_name(name).is_err(), "{name}");
        }
    }
}
