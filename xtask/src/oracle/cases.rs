//! The cases of transforms: `before/` of those that compile on the last release of Flink 1.

use std::path::Path;

use flinkmod::flink::Api;

use super::javac::{self, Answers};
use super::verdict::Verdict;
use super::{engine, java_files};
use crate::failure::Failure;
use crate::{files, maven, proof, workspace};

/// Compares `before/` of each case with Java files, and prints a line.
pub(crate) fn compare(again: bool) -> Result<Verdict, Failure> {
    let answers = workspace::oracle().join("cases");
    let folders = folders()?;
    if !again {
        files::remove_folder(&answers)?;
        files::create_folder(&answers)?;
        ask(&folders, &answers)?;
    }
    let (mut verdict, mut compared) = (Verdict::default(), 0);
    for folder in &folders {
        let file = answers.join(format!("{}.tsv", folder.replace('/', ".")));
        let mut said = Answers::default();
        said.add(&file, Path::new(folder))?;
        if said.errors.is_empty() {
            // Their poms, if any, may name other releases.
            let release = said.files.values().next().and_then(|release| Api.release(release));
            let folder_of_case = workspace::fixtures().join(folder);
            verdict.add(engine::judged(&folder_of_case, &said, release)?.below(folder));
            compared += 1;
        }
    }
    verdict.print_line(&format!("{compared} of {} cases, which compile", folders.len()));
    verdict.write_unknown(&answers.with_file_name("cases-unknown.txt"))?;
    Ok(verdict)
}

/// `before/` of each case that holds Java, from the folder of the fixtures.
fn folders() -> Result<Vec<String>, Failure> {
    let mut folders = Vec::new();
    for case in proof::cases()? {
        let before = case.join("before");
        if !java_files(&before)?.is_empty() {
            let folder = before.strip_prefix(workspace::fixtures()).expect("a case is a fixture");
            folders.push(folder.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(folders)
}

/// Lets one JVM compile all of them.
fn ask(folders: &[String], answers: &Path) -> Result<(), Failure> {
    let class_path = answers.with_file_name("cases.classpath");
    maven::class_path(&workspace::oracle_program(), &class_path)?;
    let mut program = javac::program("OracleCases");
    program.current_dir(workspace::fixtures()).arg(&class_path).arg(answers).args(folders);
    let output = program.output().map_err(Failure::NoMaven)?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::data("OracleCases.java", &String::from_utf8_lossy(&output.stderr)))
}
