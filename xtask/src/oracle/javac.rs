//! Asks javac what names mean, through the program in `xtask/oracle/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use flinkmod::types::SymbolKind;

use crate::failure::Failure;
use crate::{files, maven, workspace};

/// The last identifier of a name, counted from one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Site {
    /// Path below the project.
    pub path: String,
    /// Its line.
    pub line: usize,
    /// Its column in characters.
    pub column: usize,
    /// What is named there.
    pub kind: SymbolKind,
}

/// What javac said about a project.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    /// What each name means.
    pub sites: BTreeMap<Site, String>,
    /// The files that it looked at, with the release of Flink that it compiled against, if any.
    pub files: BTreeMap<String, String>,
    /// What it said of files that do not compile.
    pub errors: BTreeMap<String, String>,
}

/// Compiles the program that listens to javac.
pub(crate) fn build() -> Result<(), Failure> {
    let classes = classes();
    files::create_folder(&classes)?;
    let sources = super::java_files(&workspace::oracle_program())?;
    let output = Command::new("javac").arg("-d").arg(&classes).args(sources).output();
    let output = output.map_err(Failure::NoMaven)?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::data("xtask/oracle", &String::from_utf8_lossy(&output.stderr)))
}

/// Starts a program of `xtask/oracle/`.
pub(crate) fn program(name: &str) -> Command {
    let mut command = Command::new("java");
    command.arg("-cp").arg(classes()).arg(name);
    command
}

/// Lets Maven compile the project in `folder`; the answers go to files in `answers`.
///
/// A project of which nothing compiles is a failure; a module that does not compile is said.
pub(crate) fn listen_to_maven(folder: &Path, answers: &Path) -> Result<(), Failure> {
    let answers = files::real_path(answers)?;
    let environment = [("FLINKMOD_ORACLE_CLASSES", classes()), ("FLINKMOD_ORACLE_ANSWERS", answers.clone())];
    let build = maven::compile_with(&workspace::oracle_program().join("javac"), folder, &environment)?;
    files::write(&answers.with_file_name("maven.log"), &build.log)?;
    if files::entries(&answers)?.is_empty() {
        return Err(Failure::data(folder.to_string_lossy(), &build.log));
    }
    if !build.success {
        println!(
            "{}: Maven did not finish; what it compiled counts.",
            answers.with_file_name("maven.log").display()
        );
    }
    Ok(())
}

fn classes() -> PathBuf {
    workspace::oracle().join("classes")
}

impl Answers {
    /// Reads all answers in `folder` about files below `project`.
    pub(crate) fn read(folder: &Path, project: &Path) -> Result<Self, Failure> {
        let mut answers = Self::default();
        for file in files::entries(folder)? {
            answers.add(&file, project)?;
        }
        Ok(answers)
    }

    /// What the names in the file at `path` mean.
    pub(crate) fn in_file(&self, path: &str) -> impl Iterator<Item = (&Site, &String)> {
        let start = Site { path: path.to_owned(), line: 0, column: 0, kind: SymbolKind::Type };
        let path = path.to_owned();
        self.sites.range(start..).take_while(move |(site, _)| site.path == path)
    }

    /// Adds the answers in `file` about files below `project`.
    pub(crate) fn add(&mut self, file: &Path, project: &Path) -> Result<(), Failure> {
        for (index, line) in files::read(file)?.lines().enumerate() {
            if !self.add_line(line, project) {
                let place = format!("{}:{}", file.display(), index + 1);
                return Err(Failure::data(place, &"is not an answer of `xtask/oracle`."));
            }
        }
        Ok(())
    }

    /// Adds an answer, when it is about a file below `project`; says whether it is one.
    fn add_line(&mut self, line: &str, project: &Path) -> bool {
        let below = |path: &str| {
            let path = Path::new(path).strip_prefix(project).ok()?;
            Some(path.to_string_lossy().replace('\\', "/"))
        };
        match line.split('\t').collect::<Vec<_>>()[..] {
            ["site", path, line, column, kind, symbol] => {
                let site = below(path).and_then(|path| site(path, line, column, kind));
                self.sites.extend(site.map(|site| (site, symbol.to_owned())));
            }
            ["file", path, release] => {
                self.files.extend(below(path).map(|path| (path, release.to_owned())));
            }
            ["error", path, message] => {
                self.errors.insert(below(path).unwrap_or_default(), message.to_owned());
            }
            _ => return false,
        }
        true
    }
}

fn site(path: String, line: &str, column: &str, kind: &str) -> Option<Site> {
    let kind = SymbolKind::ALL.into_iter().find(|known| known.name() == kind)?;
    Some(Site { path, line: line.parse().ok()?, column: column.parse().ok()?, kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_kept_by_place_below_the_project() {
        let mut answers = Answers::default();
        for line in [
            "file\t/p/src/A.java\t1.20.0",
            "site\t/p/src/A.java\t3\t7\ttype\ta.B",
            "site\t/elsewhere/C.java\t1\t1\ttype\ta.D",
            "error\t\tno such option",
        ] {
            assert!(answers.add_line(line, Path::new("/p")));
        }
        assert!(!answers.add_line("something else", Path::new("/p")));

        let found: Vec<_> = answers.in_file("src/A.java").collect();
        let site = Site { path: "src/A.java".into(), line: 3, column: 7, kind: SymbolKind::Type };
        assert_eq!(found, [(&site, &"a.B".to_owned())]);
        assert_eq!((answers.sites.len(), answers.files.len(), answers.errors.len()), (1, 1, 1));
    }
}
