//! The compile proof: Maven is the judge of what flinkmod would write.
//!
//! Of each whole project, `before/` must compile on its own Flink 1.x, and `after/` laid over it
//! on the real Flink 2.x. Deliberately absent: running flinkmod; that `after/` is what flinkmod
//! writes is a matter of the fixture tests.

mod cases;
mod project;
mod verdict;

use std::path::Path;

use crate::failure::Failure;
use crate::files;
use crate::maven::{self, Build};
use crate::stubs::{self, Stub};
pub(crate) use cases::cases;
pub(crate) use project::{Project, Side, named as projects};
use verdict::Verdict;

/// Proves the named projects, or all of them and the cases of transforms, and prints a table.
pub(crate) fn run(names: &[String]) -> Result<(), Failure> {
    let projects = project::named(names)?;
    println!("{}", maven::versions()?);
    let stands_in = stubs::install()?;
    let mut failed = 0;
    println!("{}", row("project", "side", "seconds", "result", "signatures only"));
    for project in &projects {
        for side in Side::BOTH {
            let verdict = prove(project, side, &stands_in)?;
            failed += usize::from(!verdict.is_as_expected());
        }
    }
    let mut all = projects.len() * Side::BOTH.len();
    if names.is_empty() {
        failed += cases::prove()?;
        all += 1;
    }
    if failed == 0 { Ok(()) } else { Err(Failure::Disproved { failed, all }) }
}

/// Lays one side of a project out, builds it and prints its row.
fn prove(project: &Project, side: Side, stands_in: &[Stub]) -> Result<Verdict, Failure> {
    let folder = project.scratch(side);
    project.lay_out(side, &folder)?;
    let folder = files::real_path(&folder)?;
    let stubs = signatures_only(&folder, stands_in)?;
    let build = maven::package(&folder)?;
    let errors = maven::error_lines(&build.log, &folder);
    let verdict = Verdict::of(build.success, &errors, &project.open(side)?);
    print(project, side, &build, &stubs, &verdict);
    Ok(verdict)
}

/// The stand-ins that the poms in `folder` ask for, as the table names them.
fn signatures_only(folder: &Path, stands_in: &[Stub]) -> Result<String, Failure> {
    let poms: Vec<_> = files::below(folder)?.into_iter().filter(|path| path.ends_with("pom.xml")).collect();
    let poms: String = poms.iter().map(|pom| files::read(pom)).collect::<Result<_, _>>()?;
    let labels: Vec<_> = stubs::used(stands_in, &poms).into_iter().map(Stub::label).collect();
    Ok(labels.join(", "))
}

fn print(project: &Project, side: Side, build: &Build, stubs: &str, verdict: &Verdict) {
    let seconds = format!("{:.1}", build.time.as_secs_f64());
    println!("{}", row(&project.name, side.name(), &seconds, verdict.name(), stubs));
    for difference in verdict.differences() {
        println!("  {difference}");
    }
    if !verdict.is_as_expected() {
        println!("{}", build.log);
    }
}

/// The column without a bound stands last.
fn row(project: &str, side: &str, seconds: &str, result: &str, stubs: &str) -> String {
    format!("{project:<24}  {side:<6}  {seconds:>7}  {result:<8}  {stubs}").trim_end().to_owned()
}
