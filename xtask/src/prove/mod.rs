//! What flinkmod makes of any Maven project, judged by javac.
//!
//! The project is copied, compiled as it is, moved by flinkmod, and compiled again. Each line that
//! javac refuses afterwards must have been announced by a finding that is left to a person.
//! `builds` judges the findings by themselves, before any source is moved.

mod announced;
mod builds;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::maven::{self, Build};
use crate::{files, stubs};
use announced::Announced;

pub(crate) use announced::flinkmod;

/// Proves the project in `folder` and prints what came of it; fails when javac refuses a line that nobody announced.
pub(crate) fn run(folder: &Path) -> Result<(), Failure> {
    let folder = files::real_path(folder)?;
    stubs::install()?;
    let copy = copy(&folder, "")?;
    let before = compile(&copy, "before")?;
    if !before.success {
        println!("  it does not compile before, so what follows may have other reasons.");
    }
    let announced = announced::by_plan(&copy)?;
    apply(&copy, &[])?;
    if before.success {
        builds::judge(&folder, &copy, &announced)?;
    }
    let after = compile(&copy, "after")?;
    let errors = maven::error_lines(&after.log, &copy);
    let silent: Vec<&String> = errors.iter().filter(|line| !announced.open.contains(*line)).collect();
    print(&after, &errors, &announced, &silent);
    if silent.is_empty() && (after.success || !errors.is_empty()) {
        return Ok(());
    }
    if errors.is_empty() {
        println!("{}", after.log);
    }
    Err(Failure::Unannounced { lines: silent.len(), place: folder })
}

/// A copy of the project outside of any repository, where nothing is ignored.
fn copy(folder: &Path, suffix: &str) -> Result<PathBuf, Failure> {
    let name = folder.file_name().map_or("project".into(), |name| name.to_string_lossy());
    let copy = std::env::temp_dir().join("flinkmod-prove").join(format!("{name}{suffix}"));
    files::remove_folder(&copy)?;
    files::create_folder(&copy)?;
    files::copy_project(folder, &copy)?;
    files::real_path(&copy)
}

fn compile(copy: &Path, side: &str) -> Result<Build, Failure> {
    let build = maven::compile_all(copy)?;
    let errors = maven::error_lines(&build.log, copy).len();
    let result = if build.success { "compiles" } else { "fails" };
    println!("{side:<6}  {result}, {errors} lines with errors, {:.1} s", build.time.as_secs_f64());
    Ok(build)
}

fn apply(copy: &Path, options: &[&str]) -> Result<(), Failure> {
    announced::flinkmod(&[&["apply", "--in-place", "--quiet"], options].concat(), copy).map(drop)
}

fn print(after: &Build, errors: &BTreeSet<String>, announced: &Announced, silent: &[&String]) {
    let idle = announced.open_java().filter(|line| !errors.contains(*line)).count();
    println!("lines that javac refuses: {}, announced: {}", errors.len(), errors.len() - silent.len());
    if !after.success {
        println!("lines left to a person in Java files that javac does not refuse: {idle}");
    }
    for line in silent {
        println!("  {line}: refused by javac, and no finding says so.");
    }
}

/// Starts flinkmod as a user would, built for speed.
fn command() -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--release", "--package", "flinkmod", "--"]);
    cargo
}
