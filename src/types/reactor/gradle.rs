//! Which files of a Gradle build see one another.
//!
//! A script sees the scripts of the folders around it up to the one with the settings, and everything else of
//! that build: properties, catalogs, convention plugins, scripts that are applied. Deliberately absent: whether
//! a script really applies another.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::view::BuildFile;
use crate::view::build::Format;

/// What each file of the Gradle builds sees, nearest first, itself too.
pub(super) fn lineages(
    files: &BTreeMap<Arc<str>, Arc<BuildFile>>,
) -> BTreeMap<Arc<str>, Vec<Arc<BuildFile>>> {
    let own: Vec<&Arc<BuildFile>> = files.values().filter(|file| file.format != Format::Maven).collect();
    let roots: Vec<&str> = own
        .iter()
        .filter(|file| name(file).starts_with("settings.gradle"))
        .map(|file| folder(&file.path))
        .collect();
    let mut builds: BTreeMap<&str, Vec<&Arc<BuildFile>>> = BTreeMap::new();
    for file in &own {
        builds.entry(root_of(&roots, &file.path)).or_default().push(file);
    }
    let lineage = |file: &&Arc<BuildFile>| {
        let members = &builds[root_of(&roots, &file.path)];
        let is_project = |other: &BuildFile| is_module(other, root_of(&roots, &other.path));
        let around = |other: &BuildFile| folder(&file.path).starts_with(folder(&other.path));
        let mut seen: Vec<&Arc<BuildFile>> =
            members.iter().copied().filter(|other| around(other) || !is_project(other)).collect();
        seen.sort_by_key(|other| {
            (other.path != file.path, usize::MAX - folder(&other.path).len(), &other.path)
        });
        // What is no script of a folder around comes last.
        seen.sort_by_key(|other| other.path != file.path && !(is_project(other) && around(other)));
        (Arc::clone(&file.path), seen.into_iter().cloned().collect())
    };
    own.iter().map(lineage).collect()
}

/// The folder of the build that the file at `path` belongs to.
fn root_of<'p>(roots: &[&'p str], path: &'p str) -> &'p str {
    let around = roots.iter().copied().filter(|root| path.starts_with(root));
    around.max_by_key(|root| root.len()).unwrap_or_else(|| folder(path))
}

/// Whether the file is the script of a project, and no part of the build itself.
fn is_module(file: &BuildFile, root: &str) -> bool {
    file.is_project() && !file.path[root.len()..].starts_with("buildSrc/")
}

fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |end| &path[..=end])
}

fn name(file: &BuildFile) -> &str {
    &file.path[folder(&file.path).len()..]
}
