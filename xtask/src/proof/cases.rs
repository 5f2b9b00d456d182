//! The cases of transforms: every Java file that a transform writes must compile on the target.
//!
//! A case stands by itself: what its code needs beside Flink is in the case.

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
    let failed = said.lines().filter(|line| line.starts_with("folder: ")).count();
    let seconds = start.elapsed().as_secs_f64();
    println!("{} cases of transforms, after: {failed} do not compile, {seconds:.1} s", folders.len());
    print!("{said}");
    if failed == 0 && !output.status.success() {
        return Err(Failure::data("CompileCases.java", &String::from_utf8_lossy(&output.stderr)));
    }
    Ok(failed)
}

/// Lays out `before/` with `after/` over it, for each case that changes a Java file.
///
/// Where other transforms have something to do too (`others.txt`), the case is only a step of the way.
fn lay_out() -> Result<Vec<PathBuf>, Failure> {
    let root = workspace::scratch().join("cases");
    files::remove_folder(&root)?;
    let mut folders = Vec::new();
    for case in cases()? {
        let after = case.join("after");
        let is_step = case.join("others.txt").exists();
        if is_step || !after.is_dir() || !files::below(&after)?.iter().any(|path| is_java(path)) {
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
fn cases() -> Result<Vec<PathBuf>, Failure> {
    let mut cases = Vec::new();
    for transform in files::entries(&workspace::fixtures())?.into_iter().filter(|path| path.is_dir()) {
        cases.extend(
            files::entries(&transform)?.into_iter().filter(|path| path.join("findings.txt").exists()),
        );
    }
    cases.retain(|case| !case.starts_with(workspace::projects()));
    Ok(cases)
}

fn is_java(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "java")
}
