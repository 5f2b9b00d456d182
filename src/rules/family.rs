//! Which projects of a repository belong to Flink applications.

use crate::snapshot::FileKind;
use crate::types::Project;
use crate::types::reactor::Reactor;
use crate::view::PomFile;
use crate::view::pom::Section;

/// Whether the project at `path`, or one that inherits from it, depends on an artifact of `group`.
pub(super) fn serves(reactor: &Reactor, path: &str, group: &str) -> bool {
    let names = |pom: &PomFile| pom.model.dependencies.iter().any(|one| one.group.text == group);
    uses(reactor, path, group) || reactor.heirs(path).iter().any(|pom| names(pom))
}

/// Whether the project at `path` itself has an artifact of `group`, also by inheritance.
pub(super) fn uses(reactor: &Reactor, path: &str, group: &str) -> bool {
    let lineage = reactor.lineage(path);
    let mut all = lineage.iter().flat_map(|pom| &pom.model.dependencies);
    all.any(|one| one.section == Section::Used && one.group.text == group)
}

/// Whether there are Java sources below the folder of the project at `path`.
pub(super) fn has_java(project: &Project, path: &str) -> bool {
    let folder = folder(path);
    let entries = &project.snapshot().entries;
    let first = entries.partition_point(|entry| *entry.path < *folder);
    let mut below = entries[first..].iter().take_while(|entry| entry.path.starts_with(folder));
    below.any(|entry| entry.kind == FileKind::Java)
}

/// The folder of a file, with a `/` at its end; empty at the top.
pub(super) fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |end| &path[..=end])
}
