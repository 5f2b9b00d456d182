//! Which projects of a repository belong to Flink applications, and what their sources use.

use std::sync::Arc;

use super::coordinate::fits;
use crate::snapshot::{Entry, FileKind};
use crate::types::Project;
use crate::types::reactor::Reactor;
use crate::view::BuildFile;
use crate::view::build::{Dependency, Section};

/// How the names of sources end that are not Java and use the same artifacts.
const OTHER_SOURCES: &[&str] = &[".kt", ".scala"];

/// Whether the project at `path`, or one that inherits from it, depends on an artifact of `group`.
pub(super) fn serves(reactor: &Reactor, path: &str, group: &str) -> bool {
    let names = |pom: &BuildFile| pom.model.dependencies.iter().any(|one| one.group.text == group);
    uses(reactor, path, group) || reactor.heirs(path).iter().any(|pom| names(pom))
}

/// Whether the project at `path`, one that it inherits from, or one that inherits from it, has what one of `patterns` says.
pub(super) fn has_one_of(reactor: &Reactor, path: &str, patterns: &[String]) -> bool {
    let around = reactor.lineage(path).into_iter().chain(reactor.heirs(path));
    let mut all = around.flat_map(|build| &build.model.dependencies);
    all.any(|one| patterns.iter().any(|pattern| fits(pattern, one)))
}

/// What the project at `path` uses, also by inheritance, each with the file that says so.
pub(super) fn used<'r>(
    reactor: &'r Reactor,
    path: &str,
) -> impl Iterator<Item = (&'r BuildFile, &'r Dependency)> {
    let lineage = reactor.lineage(path).into_iter();
    let all = lineage.flat_map(|build| build.model.dependencies.iter().map(move |one| (&**build, one)));
    all.filter(|(_, one)| one.section == Section::Used)
}

/// Whether the project at `path` itself has an artifact of `group`, also by inheritance.
pub(super) fn uses(reactor: &Reactor, path: &str, group: &str) -> bool {
    used(reactor, path).any(|(_, one)| one.group.text == group)
}

/// Whether there are Java sources below the folder of the project at `path`.
pub(super) fn has_java(project: &Project, path: &str) -> bool {
    let folder = folder(path);
    let entries = &project.snapshot().entries;
    let first = entries.partition_point(|entry| *entry.path < *folder);
    let mut below = entries[first..].iter().take_while(|entry| entry.path.starts_with(folder));
    below.any(|entry| entry.kind == FileKind::Java)
}

/// A source of the project at `path`, or of one that inherits from it, that holds one of `words`.
pub(super) fn user_of(project: &Project, path: &str, words: &[String]) -> Option<Arc<str>> {
    find_source(project, path, |source| project.mentions(source, words))
}

/// A source of the project at `path`, or of one that inherits from it, whose name ends with one of `endings`.
pub(super) fn source_of(project: &Project, path: &str, endings: &[String]) -> Option<Arc<str>> {
    find_source(project, path, |source| endings.iter().any(|ending| source.ends_with(ending.as_str())))
}

fn find_source(project: &Project, path: &str, fits: impl Fn(&str) -> bool) -> Option<Arc<str>> {
    let heirs = project.reactor().heirs(path).iter();
    let folders: Vec<&str> = heirs.map(|pom| folder(&pom.path)).collect();
    let is_source = |entry: &&Entry| {
        entry.kind == FileKind::Java || OTHER_SOURCES.iter().any(|ending| entry.path.ends_with(ending))
    };
    let mut sources = project.snapshot().entries.iter().filter(is_source);
    let is_below = |entry: &Entry| folders.iter().any(|folder| entry.path.starts_with(folder));
    sources.find(|entry| is_below(entry) && fits(&entry.path)).map(|entry| Arc::clone(&entry.path))
}

/// The folder of a file, with a `/` at its end; empty at the top.
pub(super) fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |end| &path[..=end])
}
