//! Artifacts that get a new name while the list that says their version lies outside of what may be rewritten.
//!
//! The change then contains the list too, so that the engine bars it as a whole and names the file.

use std::sync::Arc;

use super::Context;
use super::coordinate::Coordinate;
use crate::finding::Change;
use crate::view::BuildFile;
use crate::view::build::Dependency;

/// The entry outside that says the version of `dependency`, where none says that of its new name.
pub(super) fn managing_outside<'p>(
    context: &Context<'p>,
    pom: &BuildFile,
    dependency: &Dependency,
    new: &Coordinate,
) -> Option<(&'p Arc<BuildFile>, &'p Dependency)> {
    if dependency.version.is_some() {
        return None;
    }
    let reactor = context.project.reactor();
    let managing = |group: &str, artifact: &str| reactor.managing(&pom.path, group, artifact);
    let (manager, entry) = managing(&dependency.group.text, &dependency.artifact.text)?;
    let is_outside = !context.project.snapshot().in_scope(&manager.path);
    (is_outside && managing(&new.group, &new.artifact).is_none()).then_some((manager, entry))
}

/// Gives an entry of `pom` the new name.
pub(super) fn rename(change: &mut Change, pom: &Arc<BuildFile>, entry: &Dependency, new: &Coordinate) {
    for (value, text) in [(&entry.group, &new.group), (&entry.artifact, &new.artifact)] {
        if value.text != *text {
            change.push(&pom.path, value.replaced_by(text));
        }
    }
}
