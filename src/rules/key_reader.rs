//! Who reads a settings key: the same old key may be read on by one class, and under a new name by another.

use std::sync::Arc;

use serde::Deserialize;

use crate::types::Project;

/// The classes that tell what becomes of a key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Readers {
    /// Those that read it under its new name, and those before them.
    renamed: Vec<String>,
    /// Those that go on reading the old key, and those before them.
    kept: Vec<String>,
}

/// What becomes of a key in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It has its new name here.
    Renamed,
    /// The old one is read on, by a class of which a sentence without its full stop speaks.
    Kept(String),
    /// Both kinds of readers are in the same project.
    Either(String),
}

impl Fate {
    /// Why the key may have to stay.
    pub(super) fn doubt(&self) -> Option<&str> {
        match self {
            Self::Renamed => None,
            Self::Kept(why) | Self::Either(why) => Some(why),
        }
    }
}

impl Readers {
    /// The classes of both kinds.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.renamed.iter().chain(&self.kept)
    }

    /// What becomes of the key in the file at `path`: what its project uses decides.
    pub(super) fn fate(&self, project: &Project, path: &str) -> Fate {
        let kept = paths(project, &self.kept);
        if kept.is_empty() {
            return Fate::Renamed;
        }
        let renamed = paths(project, &self.renamed);
        let home = |path: &str| project.reactor().nearest(path).map(|pom| &pom.path);
        let here = home(path);
        let is_here = |paths: &[&Arc<str>]| paths.iter().any(|path| home(path) == here);
        let why =
            format!("`{}` goes on reading the old key", self.kept.first().map_or("", |name| simple(name)));
        match (is_here(&kept), is_here(&renamed)) {
            (true, true) => Fate::Either(why),
            (true, false) => Fate::Kept(why),
            (false, false) if renamed.is_empty() => Fate::Kept(why),
            (false, true | false) => Fate::Renamed,
        }
    }
}

/// The Java files that name one of `classes`.
fn paths<'p>(project: &'p Project, classes: &[String]) -> Vec<&'p Arc<str>> {
    classes.iter().flat_map(|class| project.java_paths_with(simple(class))).collect()
}

/// The name without its package.
pub(super) fn simple(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}
