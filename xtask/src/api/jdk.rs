//! The classes of the JDK, level by level: `lib/ct.sym` has those of older levels, `jmods` its own.
//!
//! Deliberately absent: levels that nobody moves from or to.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::class_file::{self, has_name_in_java};
use super::table::Table;
use super::view;
use crate::failure::Failure;
use crate::files;
use crate::signature::ClassSignature;

/// What is read of the JDK.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Jdk {
    /// Oldest first, each with its letter in `lib/ct.sym`; the last one has none.
    levels: Vec<String>,
    modules: Vec<String>,
    packages: BTreeSet<String>,
}

impl Jdk {
    /// The names of the levels, oldest first.
    pub(super) fn levels(&self) -> Vec<&str> {
        self.levels.iter().map(|level| split(level).0).collect()
    }

    /// What all levels declare.
    pub(super) fn table(&self) -> Result<Table, Failure> {
        let home = home()?;
        let mut table = Table::default();
        for (column, level) in self.levels.iter().enumerate() {
            let classes = match split(level).1 {
                Some(letter) => self.of_older(&home, letter)?,
                None => self.of_itself(&home)?,
            };
            let is_listed = |class: &ClassSignature| {
                let package = class.name.rsplit_once('.').map(|(package, _)| package);
                package.is_some_and(|package| self.packages.contains(package))
            };
            for class in view::of_classes(&classes, is_listed) {
                table.add(column, class);
            }
        }
        Ok(table)
    }

    /// An entry is `8BC/java.base/java/lang/String.sig`, for the levels 8, B and C.
    fn of_older(&self, home: &Path, letter: &str) -> Result<Vec<ClassSignature>, Failure> {
        class_file::read_archive(&home.join("lib/ct.sym"), |entry| {
            let mut parts = entry.splitn(3, '/');
            let is_of_level = parts.next().is_some_and(|levels| levels.contains(letter));
            let is_of_module =
                parts.next().is_some_and(|module| self.modules.iter().any(|own| own == module));
            let name = parts.next().and_then(|path| path.strip_suffix(".sig"));
            is_of_level && is_of_module && name.is_some_and(has_name_in_java)
        })
    }

    fn of_itself(&self, home: &Path) -> Result<Vec<ClassSignature>, Failure> {
        let mut classes = Vec::new();
        for module in &self.modules {
            let is_class = |entry: &str| {
                let path = entry.strip_prefix("classes/java/").and_then(|path| path.strip_suffix(".class"));
                path.is_some_and(has_name_in_java)
            };
            classes.extend(class_file::read_archive(&home.join(format!("jmods/{module}.jmod")), is_class)?);
        }
        Ok(classes)
    }
}

/// `jdk8 8`: the name and the letter.
fn split(level: &str) -> (&str, Option<&str>) {
    level.split_once(' ').map_or((level, None), |(name, letter)| (name, Some(letter)))
}

/// The folder of the JDK that `JAVA_HOME` names, or else of the `javac` that a shell would start.
fn home() -> Result<PathBuf, Failure> {
    let javac = || {
        let folders = env::var_os("PATH")?;
        let mut files = env::split_paths(&folders).map(|folder| folder.join("javac"));
        let file = files.find_map(|file| files::real_path(&file).ok())?;
        file.ancestors().nth(2).map(Path::to_owned)
    };
    let home = env::var_os("JAVA_HOME").map(PathBuf::from).or_else(javac).ok_or(Failure::NoJdk)?;
    let release = files::read(&home.join("release"))?;
    if release.lines().any(|line| line.starts_with("JAVA_VERSION=\"17.")) {
        Ok(home)
    } else {
        Err(Failure::NoJdk)
    }
}
