//! Asks Flink itself what becomes of state: which serializers 1.20 and 2.2 take, and what a savepoint of 1.20 gives on 2.2.
//!
//! The types are those of `fixtures/state/types`; the answers are `flink.txt` and `restored.txt` beside it, which
//! `tests/state_types.rs` holds flinkmod against. Deliberately absent: flinkmod.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::{files, maven, workspace};

const OLD: &str = "1.20.0";
const NEW: &str = "2.2.0";

/// The classes whose fields are asked about, and whether Avro is there when they are.
///
/// With Avro on its class path, Flink 1 notes classes of Avro beside all that Kryo serializes, and Flink 2 stops at them.
const STATES: [(&str, bool); 2] = [("org.acme.States", false), ("org.acme.AvroStates", true)];

/// What the start scripts of Flink open on Java 17.
const OPENS: [&str; 13] = [
    "java.io",
    "java.lang",
    "java.lang.reflect",
    "java.math",
    "java.net",
    "java.nio",
    "java.text",
    "java.time",
    "java.util",
    "java.util.concurrent",
    "java.util.concurrent.atomic",
    "java.util.concurrent.locks",
    "sun.nio.ch",
];

/// What was said of each type, in columns.
type Answers = BTreeMap<String, Vec<String>>;

/// The programs, compiled for a release of Flink.
struct Programs {
    folder: PathBuf,
    class_path: String,
}

/// Asks again, and writes the answers down or compares them with those that are written.
pub(crate) fn run(writes: bool) -> Result<(), Failure> {
    let (old, new) = (Programs::compile(OLD)?, Programs::compile(NEW)?);
    let left = files::real_path(&workspace::scratch())?.join("state-left");
    files::remove_folder(&left)?;
    files::create_folder(&left)?;
    let serializers = joined(old.ask("Ask", "write", &left)?, &new.ask("Ask", "read", &left)?);
    let written = old.ask("Savepoint", "write", &left)?;
    let is_written = |field: &String| written.get(field).is_some_and(|said| said == &["written"]);
    let mut again = old.ask("Savepoint", "read", &left)?;
    again.retain(|field, _| is_written(field));
    let restored = joined(again, &new.ask("Savepoint", "read", &left)?);
    settle("flink.txt", &serializers, writes)?;
    settle("restored.txt", &restored, writes)
}

/// Writes the answers down, or fails where others are written.
fn settle(name: &str, answers: &Answers, writes: bool) -> Result<(), Failure> {
    let file = workspace::fixtures().join("state").join(name);
    let lines = answers.iter().map(|(field, said)| format!("{field}\t{}\n", said.join("\t")));
    let text: String = lines.collect();
    println!("{name}: {} types", answers.len());
    if writes {
        return files::write(&file, text);
    }
    let known = files::read(&file)?;
    let differ = text.lines().find(|line| !known.lines().any(|known| known == *line));
    match differ {
        None => Ok(()),
        Some(line) => Err(Failure::data(file.to_string_lossy(), &format!("Flink says `{line}` now"))),
    }
}

impl Programs {
    /// Compiles the types and the programs beside them for the release.
    fn compile(release: &str) -> Result<Self, Failure> {
        let folder = workspace::scratch().join(format!("state-{release}"));
        files::remove_folder(&folder)?;
        files::copy_project(&workspace::fixtures().join("state/types"), &folder)?;
        let folder = files::real_path(&folder)?;
        let pom = folder.join("pom.xml");
        let property = |release: &str| format!("<flink.version>{release}<");
        files::write(&pom, files::read(&pom)?.replace(&property(OLD), &property(release)))?;
        let file = folder.join("classpath");
        maven::class_path(&folder, &file)?;
        let classes = folder.join("classes");
        let class_path = format!("{}:{}", classes.display(), files::read(&file)?.trim());
        let is_java = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "java");
        let sources = files::below(&folder)?.into_iter().filter(is_java);
        let mut javac = Command::new("javac");
        javac.args(["-nowarn", "--release", "17", "-cp", &class_path, "-d"]).arg(&classes).args(sources);
        said(&folder, &mut javac)?;
        Ok(Self { folder, class_path })
    }

    /// What a program says of each field, which leaves files in `left` or reads them there.
    fn ask(&self, program: &str, what: &str, left: &Path) -> Result<Answers, Failure> {
        println!("{program} {what} in {}", self.folder.display());
        let mut answers = Answers::new();
        for (class, with_avro) in STATES {
            let is_there = |jar: &&str| with_avro || !jar.contains("avro");
            let class_path: Vec<&str> = self.class_path.split(':').filter(is_there).collect();
            let left = left.join(class);
            files::create_folder(&left)?;
            let mut java = Command::new("java");
            java.args(OPENS.map(|package| format!("--add-opens=java.base/{package}=ALL-UNNAMED")));
            java.args(["-cp", &class_path.join(":"), program, what]).arg(left).arg(class);
            let output = said(&self.folder, &mut java)?;
            let columns = output.lines().filter_map(|line| line.split_once('\t'));
            let said = |said: &str| said.split('\t').map(str::to_owned).collect();
            answers.extend(columns.map(|(field, told)| (field.to_owned(), said(told))));
        }
        Ok(answers)
    }
}

/// What a program printed, if it did its job.
fn said(folder: &Path, program: &mut Command) -> Result<String, Failure> {
    let output = program.output().map_err(Failure::NoMaven)?;
    if !output.status.success() {
        return Err(Failure::data(folder.to_string_lossy(), &String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The columns of both, for what is in the first.
fn joined(mut one: Answers, other: &Answers) -> Answers {
    for (field, columns) in &mut one {
        columns.extend(other.get(field).into_iter().flatten().cloned());
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(of: &[(&str, &[&str])]) -> Answers {
        let columns = |columns: &[&str]| columns.iter().copied().map(str::to_owned).collect();
        of.iter().map(|(field, said)| ((*field).to_owned(), columns(said))).collect()
    }

    #[test]
    fn columns_of_two_releases_stand_beside_each_other() {
        let joined = joined(answers(&[("a", &["x"])]), &answers(&[("a", &["y", "z"]), ("b", &["w"])]));

        assert_eq!(joined, answers(&[("a", &["x", "y", "z"])]));
    }
}
