//! Artifacts that were not moved, so that code which the moved ones ask for would not compile.

use std::sync::Arc;

use super::coordinate::Coordinate;
use super::version;
use crate::types::Project;
use crate::view::build::Section;

/// An artifact of the module of the file at `path` that is one of `artifacts`, by old or new name, and not for Flink 2.
///
/// Gives the project file that has it, and its name there.
pub(crate) fn unmoved(project: &Project, path: &str, artifacts: &[Coordinate]) -> Option<(Arc<str>, String)> {
    let reactor = project.reactor();
    let lineage = reactor.lineage(&reactor.nearest(path)?.path);
    lineage.into_iter().find_map(|pom| {
        let used = pom.model.dependencies.iter().filter(|one| one.section == Section::Used);
        let mut ours = used.filter(|one| artifacts.iter().any(|artifact| artifact.names(one)));
        let is_old = |version: &str| version::flink_suffix(version).is_none_or(|said| said.starts_with("1."));
        let old = ours.find(|one| {
            reactor.version_place(&pom.path, one).is_some_and(|(_, version)| is_old(&version.text))
        })?;
        Some((Arc::clone(&pom.path), old.artifact.text.clone()))
    })
}
