//! The proof of behaviour: jobs give the same output before and after their migration.
//!
//! Each project with a `jobs.txt` is laid out and built as for the compile proof; its jobs run on a
//! local MiniCluster of its own Flink, with bounded input, and print what they find. Deliberately
//! absent: what a job should print; the Flink that it was written for says that.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::failure::Failure;
use crate::maven;
use crate::proof::{Project, Side, projects};
use crate::{files, workspace};

/// What Flink looks into, and Java 17 hides.
const OPENS: [&str; 4] = [
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--add-opens=java.base/java.util=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
];

/// What each job printed, line by line, by the name of its main class.
type Printed = BTreeMap<String, Vec<String>>;

/// Runs the jobs of the named projects, or of all that have some, and prints a table.
pub(crate) fn run(names: &[String]) -> Result<(), Failure> {
    println!("{}", maven::versions()?);
    let (mut failed, mut all) = (0, 0);
    for project in projects(names)? {
        let jobs = project.jobs()?;
        if jobs.is_empty() {
            continue;
        }
        let before = printed(&project, Side::Before, &jobs)?;
        let after = printed(&project, Side::After, &jobs)?;
        for job in &jobs {
            let difference = difference(before.get(job), after.get(job));
            println!("{:<16}  {job:<42}  {}", project.name, difference.as_deref().unwrap_or("same"));
            failed += usize::from(difference.is_some());
        }
        all += jobs.len();
    }
    if failed == 0 { Ok(()) } else { Err(Failure::Misbehaved { failed, all }) }
}

/// What the jobs print on one side of the project.
fn printed(project: &Project, side: Side, jobs: &[String]) -> Result<Printed, Failure> {
    let start = Instant::now();
    let folder = project.scratch(side);
    project.lay_out(side, &folder)?;
    let folder = files::real_path(&folder)?;
    let build = maven::package(&folder)?;
    if !build.success {
        return Err(Failure::data(folder.to_string_lossy(), &build.log));
    }
    let printed = run_jobs(&folder, jobs)?;
    let seconds = start.elapsed().as_secs_f64();
    println!("{:<16}  {} jobs {}, {seconds:.1} s", project.name, printed.len(), side.name());
    Ok(printed)
}

fn run_jobs(folder: &Path, jobs: &[String]) -> Result<Printed, Failure> {
    let file = folder.join("target/classpath");
    maven::class_path(folder, &file)?;
    let class_path = format!("{}:{}", folder.join("target/classes").display(), files::read(&file)?.trim());
    let mut java = Command::new("java");
    // What a job writes beside itself, such as a log of its database, stays in the scratch folder.
    java.current_dir(folder);
    java.args(OPENS).args(["-cp", &class_path]).arg(workspace::jobs_runner()).args(jobs);
    let output = java.output().map_err(Failure::NoMaven)?;
    if !output.status.success() {
        return Err(Failure::data(folder.to_string_lossy(), &String::from_utf8_lossy(&output.stderr)));
    }
    Ok(by_job(&String::from_utf8_lossy(&output.stdout)))
}

/// The output of `RunJobs.java`, job by job.
fn by_job(output: &str) -> Printed {
    let jobs = output.split("job: ").skip(1).filter_map(|said| said.split_once('\n'));
    jobs.map(|(job, lines)| (job.to_owned(), lines.lines().map(str::to_owned).collect())).collect()
}

/// What is not as it should be, if anything is: the same lines, and some at all.
fn difference(before: Option<&Vec<String>>, after: Option<&Vec<String>>) -> Option<String> {
    let (before, after) = (before.map_or(&[][..], Vec::as_slice), after.map_or(&[][..], Vec::as_slice));
    if before.is_empty() {
        return Some("prints nothing, so nothing can be compared".to_owned());
    }
    (before != after)
        .then(|| format!("differs\n  before: {}\n  after:  {}", before.join(" | "), after.join(" | ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_job_tells_the_lines_of_each() {
        let printed = by_job("job: a.One\nx\ny\njob: a.Two\njob: a.Three\nz\n");

        assert_eq!(printed["a.One"], ["x", "y"]);
        assert_eq!(printed["a.Two"], Vec::<String>::new());
        assert_eq!(printed["a.Three"], ["z"]);
    }

    #[test]
    fn a_job_without_output_is_a_difference() {
        assert!(difference(Some(&vec![]), Some(&vec![])).is_some());
        assert!(difference(None, None).is_some());
    }

    #[test]
    fn other_output_is_a_difference() {
        let (one, other) = (vec!["1".to_owned()], vec!["2".to_owned()]);
        assert!(difference(Some(&one), Some(&other)).is_some());
        assert!(difference(Some(&one), None).is_some());
        assert!(difference(Some(&one), Some(&one)).is_none());
    }
}
