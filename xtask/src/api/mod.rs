//! The tables in `transforms/api/`: what each Flink release and each level of the JDK declares, read from class files.
//!
//! Deliberately absent: what an application may use; `view` decides only how much is told.

mod choice;
mod class_file;
mod column_set;
mod fetch;
mod jdk;
mod literal;
mod notation;
mod sources;
mod table;
#[cfg(test)]
mod tests;
mod view;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::signature::{self, ClassSignature};
use crate::{files, workspace};
use sources::{Module, Origin, Sources};
use table::Table;

/// Writes the tables; releases that the registry lacks are read from signatures in `facts`.
pub(crate) fn write(facts: &Path) -> Result<(), Failure> {
    let sources = sources::read()?;
    fetch::all(&sources)?;
    let found = found(&sources, facts)?;
    let mut table = Table::default();
    for column in 0..sources.columns.len() {
        let mut classes = Vec::new();
        for found in &found {
            classes.extend(found.read(column)?);
        }
        for class in view::of_classes(&classes, |_| true) {
            table.add(column, class);
        }
    }
    let names: Vec<&str> = sources.columns.iter().map(|column| column.name.as_str()).collect();
    write_tables(&table, "released JARs", "columns.txt", &names)?;
    let jdk = sources.jdk.table()?;
    write_tables(&jdk, "a JDK 17", "levels.txt", &sources.jdk.levels())?;
    files::write(&workspace::api().join("sources.txt"), told(&sources, &found))?;
    println!("{} classes of {} modules, {} of the JDK.", table.len(), found.len(), jdk.len());
    Ok(())
}

/// Writes the tables, and into the file `list` what their columns are.
fn write_tables(table: &Table, origin: &str, list: &str, columns: &[&str]) -> Result<(), Failure> {
    for (part, text) in table.files(columns, origin) {
        files::write(&workspace::api().join(format!("{part}.txt")), text)?;
    }
    files::write(&workspace::api().join(list), columns.join("\n") + "\n")
}

/// The files that were found for a module.
struct Found<'s> {
    module: &'s Module,
    /// By column.
    files: BTreeMap<usize, PathBuf>,
}

fn found<'s>(sources: &'s Sources, facts: &Path) -> Result<Vec<Found<'s>>, Failure> {
    let found = |module: &'s Module| {
        let mut files: BTreeMap<usize, PathBuf> = BTreeMap::new();
        for index in module.columns.clone() {
            if let Origin::Signatures = module.origin {
                let name = format!("{module}.jsonl");
                let folders = [facts.to_owned(), workspace::stubs()];
                let known = folders.iter().map(|folder| folder.join(&name)).find(|file| file.exists());
                files.extend(known.map(|file| (index, file)));
            }
            let candidates = module.candidates(&sources.columns[index]);
            let jars = candidates.iter().map(|release| module.jar(release));
            files.extend(jars.into_iter().find(|jar| jar.exists()).map(|jar| (index, jar)));
        }
        fill_gaps(module, &mut files)?;
        Ok(Found { module, files })
    };
    sources.modules.iter().map(found).collect()
}

/// A column without a file is as the one before it was, or else as the one after it will be.
fn fill_gaps(module: &Module, files: &mut BTreeMap<usize, PathBuf>) -> Result<(), Failure> {
    for index in module.columns.clone() {
        let before = files.range(..=index).next_back();
        let Some((_, file)) = before.or_else(|| files.range(index..).next()) else {
            let reason = "the registry has no release of it; take its line out".to_owned();
            return Err(Failure::data(module.to_string(), &reason));
        };
        files.insert(index, file.clone());
    }
    Ok(())
}

impl Found<'_> {
    /// The classes of the release that serves `column`.
    fn read(&self, column: usize) -> Result<Vec<ClassSignature>, Failure> {
        let Some(file) = self.files.get(&column) else { return Ok(Vec::new()) };
        match &self.module.origin {
            Origin::Signatures => signature::read(file),
            Origin::Flink | Origin::Release(_) => class_file::read_jar(file),
            Origin::Tests { package } => {
                let mut classes = class_file::read_jar(file)?;
                classes.retain(|class| is_harness(&class.name, package));
                Ok(classes)
            }
        }
    }
}

/// Whether a class of a package helps tests and is none itself.
fn is_harness(name: &str, package: &str) -> bool {
    let simple = name.strip_prefix(package).and_then(|rest| rest.strip_prefix('.'));
    let outer = simple.and_then(|simple| simple.split('$').next());
    outer.is_some_and(|outer| !outer.contains('.') && !outer.ends_with("Test") && !outer.ends_with("ITCase"))
}

/// What was really read: one line a module, the file of each column.
fn told(sources: &Sources, found: &[Found<'_>]) -> String {
    let mut text = "# Made by `cargo xtask api`: which file filled each column of a module.\n".to_owned();
    for found in found {
        let mut last = None;
        for (index, file) in &found.files {
            let name = file.file_stem().unwrap_or_default().to_string_lossy();
            if last.as_deref() != Some(&*name) {
                let start = if last.is_none() { format!("{}\t", found.module) } else { ", ".to_owned() };
                text += &format!("{start}{}: {name}", sources.columns[*index].name);
            }
            last = Some(name.into_owned());
        }
        text.push('\n');
    }
    text
}
