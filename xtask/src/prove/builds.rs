//! What javac says of the old sources beside Flink 2, against what flinkmod finds in them.
//!
//! Only the builds of a copy are moved. Each line that javac refuses should have a finding or be
//! rewritten, and each use of something that is gone should be refused.
//! Deliberately absent: modules in which javac refuses nothing; Maven may not have come to them.
//! Javac says nothing of a member whose owner it does not know, so it takes more than it should.

use std::collections::BTreeSet;
use std::path::Path;

use super::announced::Announced;
use crate::failure::Failure;
use crate::maven;

/// The transforms that move builds and leave the sources as they are.
const MOVE_BUILDS: &str = "connector_artifact,scala_suffix,flink_version,java_level,plugin_minimum,\
                           unfit_library,removed_artifact,needed_artifact";

/// Prints how the findings in the sources of the project in `folder`, which `moved` is a copy of, agree with javac.
pub(super) fn judge(folder: &Path, moved: &Path, announced: &Announced) -> Result<(), Failure> {
    let copy = super::copy(folder, "-builds")?;
    super::apply(&copy, &["--only", MOVE_BUILDS])?;
    let build = super::compile(&copy, "builds")?;
    let errors = maven::error_lines(&build.log, &copy);
    let unfound = errors.difference(&announced.found);
    let silent: Vec<&String> = unfound.filter(|line| !is_rewritten(line, folder, moved)).collect();
    let compiled = modules(&copy, &errors);
    let gone = announced.gone.iter().filter(|line| compiled.contains(module(&copy, line)));
    let (refused, taken): (Vec<&String>, Vec<&String>) = gone.partition(|line| errors.contains(*line));
    println!(
        "lines that javac refuses with only the builds moved: {}, found or rewritten: {}",
        errors.len(),
        errors.len() - silent.len()
    );
    println!(
        "lines that use what is gone: {}, refused by javac: {}",
        refused.len() + taken.len(),
        refused.len()
    );
    for line in silent {
        println!("  {line}: refused by javac, and nothing is found there.");
    }
    for line in taken {
        println!("  {line}: found to use what is gone, and javac takes it.");
    }
    Ok(())
}

/// Whether the plan changes what javac complains about at `line`, as `path:line` in the project in `old`.
///
/// That is the line itself, the method below a lone annotation, or the import of a name that the line uses.
fn is_rewritten(line: &str, old: &Path, new: &Path) -> bool {
    let Some((path, number)) = line.rsplit_once(':') else { return false };
    let before = std::fs::read_to_string(old.join(path)).unwrap_or_default();
    let after = std::fs::read_to_string(new.join(path)).unwrap_or_default();
    let kept: BTreeSet<&str> = after.lines().collect();
    let lines: Vec<&str> = before.lines().collect();
    let index = number.parse::<usize>().unwrap_or_default();
    let own = lines.get(index.wrapping_sub(1)).copied().unwrap_or_default();
    let below = lines.get(index).filter(|_| own.trim() == "@Override");
    let is_word = |text: &str, name: &str| {
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == name)
    };
    let mut moved = lines.iter().filter(|line| line.starts_with("import ") && !kept.contains(*line));
    let uses_moved = moved.any(|import| {
        let name = import.trim_end().trim_end_matches(';').rsplit('.').next().unwrap_or_default();
        is_word(own, name) || below.is_some_and(|below| is_word(below, name))
    });
    uses_moved || !kept.contains(own) || below.is_some_and(|below| !kept.contains(below))
}

/// The folders of the modules that have one of the `lines`.
fn modules<'l>(project: &Path, lines: &'l BTreeSet<String>) -> BTreeSet<&'l str> {
    lines.iter().map(|line| module(project, line)).collect()
}

/// The folder of the module that `line`, as `path:line`, belongs to.
fn module<'l>(project: &Path, line: &'l str) -> &'l str {
    let mut folder = line;
    while let Some((parent, _)) = folder.rsplit_once('/') {
        folder = parent;
        if project.join(folder).join("pom.xml").is_file() {
            return folder;
        }
    }
    ""
}
