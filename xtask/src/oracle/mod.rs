//! What flinkmod says that names mean, held against what javac says.
//!
//! javac compiles the main and test sources of a Maven project as Maven tells it to, with
//! `xtask/oracle/` listening. Where javac finds something of Flink, flinkmod must find the same, or
//! say why it does not know; and where flinkmod claims to, javac must agree.
//! Deliberately absent: imports, and files that do not mention Flink.

mod cases;
mod engine;
mod javac;
mod verdict;

use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::proof::{self, Side};
use crate::{files, stubs, workspace};
use verdict::Verdict;

/// Compares the projects in `folders`, or the fixtures, and prints what came of it; fails when flinkmod is wrong.
///
/// With `again`, javac is not asked: it is taken to say what it said the last time.
pub(crate) fn run(folders: &[PathBuf], again: bool) -> Result<(), Failure> {
    if !again {
        stubs::install()?;
        javac::build()?;
    }
    verdict::print_head();
    let verdict = if folders.is_empty() { of_fixtures(again)? } else { of_folders(folders, again)? };
    verdict.print();
    verdict.print_wrong();
    match verdict.wrong() {
        0 => Ok(()),
        wrong => Err(Failure::Mistaken { wrong }),
    }
}

fn of_folders(folders: &[PathBuf], again: bool) -> Result<Verdict, Failure> {
    let mut all = Verdict::default();
    for folder in folders {
        let folder = files::real_path(folder)?;
        let name = folder.file_name().map_or("project".into(), |name| name.to_string_lossy());
        let place = Place::new(&name);
        if !again {
            place.clear()?;
            files::copy_project(&folder, &place.project)?;
        }
        all.add(of_project(&name, &place, again)?);
    }
    Ok(all)
}

fn of_fixtures(again: bool) -> Result<Verdict, Failure> {
    let mut all = Verdict::default();
    for project in proof::projects(&[])? {
        let place = Place::new(&project.name);
        if !again {
            place.clear()?;
            project.lay_out(Side::Before, &place.project)?;
        }
        all.add(of_project(&project.name, &place, again)?);
    }
    all.add(cases::compare(again)?);
    Ok(all)
}

/// Where a project and the answers of javac are kept.
struct Place {
    project: PathBuf,
    answers: PathBuf,
}

impl Place {
    fn new(name: &str) -> Self {
        let folder = workspace::oracle().join(name);
        Self { project: folder.join("project"), answers: folder.join("answers") }
    }

    fn clear(&self) -> Result<(), Failure> {
        files::remove_folder(&self.project)?;
        files::remove_folder(&self.answers)?;
        files::create_folder(&self.project)?;
        files::create_folder(&self.answers)
    }
}

fn of_project(name: &str, place: &Place, again: bool) -> Result<Verdict, Failure> {
    let project = files::real_path(&place.project)?;
    if !again {
        javac::listen_to_maven(&project, &place.answers)?;
    }
    let answers = javac::Answers::read(&place.answers, &project)?;
    let verdict = engine::judged(&project, &answers, None)?;
    verdict.print_line(name);
    verdict.write_unknown(&place.answers.with_file_name("unknown.txt"))?;
    Ok(verdict)
}

/// The Java files below `folder`.
fn java_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let is_java = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "java");
    Ok(files::below(folder)?.into_iter().filter(is_java).collect())
}
