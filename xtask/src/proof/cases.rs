//! The cases of transforms: every Java file that a transform writes must compile on the target.
//!
//! A case stands by itself: what its code needs beside Flink is in the case. A line that does not
//! compile must be one that a finding of the case leaves to a person.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::failure::Failure;
use crate::maven;
use crate::{files, workspace};

/// Compiles every case with a Java file in `after/`, prints a line, and says how many do not compile.
pub(crate) fn prove() -> Result<usize, Failure> {
    let start = Instant::now();
    let folders = lay_out()?;
    let class_path = workspace::scratch().join("cases.classpath");
    maven::class_path(&workspace::cases(), &class_path)?;
    let output = Command::new("java")
        .arg(workspace::cases().join("CompileCases.java"))
        .arg(&class_path)
        .args(&folders)
        .output()
        .map_err(Failure::NoMaven)?;
    let said = String::from_utf8_lossy(&output.stdout);
    if said.is_empty() && !output.status.success() {
        return Err(Failure::data("CompileCases.java", &String::from_utf8_lossy(&output.stderr)));
    }
    let refused = unannounced(&said)?;
    let (all, seconds) = (folders.len(), start.elapsed().as_secs_f64());
    println!("{all} cases of transforms, after: {} do not compile, {seconds:.1} s", refused.len());
    for said in &refused {
        println!("{said}");
    }
    Ok(refused.len())
}

/// What javac said of the cases that do not compile at a line of which no finding leaves something to a person.
fn unannounced(said: &str) -> Result<Vec<&str>, Failure> {
    let mut refused = Vec::new();
    for said in said.split("folder: ").skip(1) {
        let folder = said.lines().next().unwrap_or_default();
        let case = Path::new(folder).strip_prefix(laid_out()).unwrap_or(Path::new(folder));
        let findings = files::read(&workspace::fixtures().join(case).join("findings.txt"))?;
        let announced = |line: &str| {
            let place =
                line.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')?.split_once(": error"));
            let place = place.map(|(place, _)| format!("{place}:"));
            place.is_some_and(|place| {
                findings.lines().any(|found| found.starts_with(&place) && found.contains("  manual  "))
            })
        };
        let mut errors = said.lines().filter(|line| line.contains(": error: ")).peekable();
        if errors.peek().is_none() || !errors.all(announced) {
            refused.push(said);
        }
    }
    Ok(refused)
}

/// Where the cases are laid out.
fn laid_out() -> PathBuf {
    workspace::scratch().join("cases")
}

/// Lays out `before/` with `after/` over it, for each case that changes a Java file.
///
/// Where other transforms have something to do too (`others.txt`), the case is only a step of the way;
/// a case for another target needs other JARs, and so does Java that is no application of Flink, as a stack of a cloud;
/// no annotation processor runs, so what Lombok completes is not Java here.
fn lay_out() -> Result<Vec<PathBuf>, Failure> {
    let root = laid_out();
    files::remove_folder(&root)?;
    let mut folders = Vec::new();
    for case in cases()? {
        let after = case.join("after");
        let is_step = case.join("others.txt").exists();
        let arguments = case.join("arguments.txt");
        let other_target = arguments.exists() && files::read(&arguments)?.contains("target = ");
        if is_step || other_target || !after.is_dir() || !changes_application(&after)? {
            continue;
        }
        let target = root.join(case.strip_prefix(workspace::fixtures()).expect("a case is a fixture"));
        files::overlay(&case.join("before"), &target)?;
        files::overlay(&after, &target)?;
        folders.push(target);
    }
    Ok(folders)
}

/// The folders `fixtures/<transform>/<case>`.
pub(crate) fn cases() -> Result<Vec<PathBuf>, Failure> {
    let mut cases = Vec::new();
    for transform in files::entries(&workspace::fixtures())?.into_iter().filter(|path| path.is_dir()) {
        cases.extend(
            files::entries(&transform)?.into_iter().filter(|path| path.join("findings.txt").exists()),
        );
    }
    cases.retain(|case| !case.starts_with(workspace::projects()));
    Ok(cases)
}

/// Whether some Java file in the folder uses Flink, and none Lombok.
fn changes_application(after: &Path) -> Result<bool, Failure> {
    let mut uses_flink = false;
    for path in files::below(after)?.iter().filter(|path| is_java(path)) {
        let text = files::read(path)?;
        if text.contains("import lombok.") {
            return Ok(false);
        }
        uses_flink |= text.contains("org.apache.flink");
    }
    Ok(uses_flink)
}

fn is_java(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "java")
}
