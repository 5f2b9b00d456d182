//! Which release of Flink a file of the project was written for.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Project;
use super::reactor::Reactor;
use crate::flink::{Api, Releases};
use crate::view::BuildFile;
use crate::view::build::Format;

/// The group of Flink's own artifacts.
const FLINK: &str = "org.apache.flink";

/// The releases of Flink in the Maven projects of a repository, by folder, as they were before any step.
#[derive(Debug)]
pub(super) struct Origins(BTreeMap<String, Releases>);

impl Origins {
    pub(super) fn new(reactor: &Reactor) -> Self {
        let folder = |path: &str| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let of = |path: &str| releases_of(reactor, path);
        let projects = reactor.poms().filter(|pom| pom.is_project());
        Self(projects.filter_map(|pom| Some((folder(&pom.path), of(&pom.path)?))).collect())
    }

    /// What the build of the nearest folder around `path` says.
    pub(super) fn of(&self, path: &str) -> Option<Releases> {
        let mut folder = path;
        while !folder.is_empty() {
            folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
            if let Some(releases) = self.0.get(folder) {
                return Some(*releases);
            }
        }
        None
    }
}

/// The newest release of the artifacts of Flink that the project at `path` uses; connectors count where there are no others.
fn releases_of(reactor: &Reactor, path: &str) -> Option<Releases> {
    let pom = reactor.pom(path)?;
    let releases_in = |pom: &Arc<BuildFile>| {
        let own = pom.model.dependencies.iter().filter(|dependency| dependency.group.text == FLINK);
        let releases = own.filter_map(|dependency| {
            let version = reactor.version_place(&pom.path, dependency)?.1.text;
            let is_core = !dependency.artifact.text.starts_with("flink-connector-");
            Some((is_core, Api.release(&version)?))
        });
        releases.collect::<Vec<_>>()
    };
    let own = releases_in(pom);
    // A Gradle project has what the catalog and the scripts around it declare; a Maven project's folder lies in its parent's.
    let is_gradle = pom.format == Format::Gradle && own.is_empty();
    let seen = reactor.lineage(path).into_iter().filter(|_| is_gradle);
    let releases = own.into_iter().chain(seen.flat_map(releases_in));
    // Where artifacts of several releases are together, Maven and the class path mostly let the newest win.
    let newest = releases.filter(|(_, release)| release.is_old()).max();
    newest.map(|(_, release)| Releases::from(release))
}

impl Project {
    /// The releases of Flink 1.x that the file at `path` was written for; all of them where its build names none.
    ///
    /// A build that names 2.x already may have been moved without its code.
    pub fn origin(&self, path: &str) -> Releases {
        let known = self.origins.get_or_init(|| Origins::new(self.reactor())).of(path);
        known.unwrap_or_else(|| Api.releases().filter(|release| release.is_old()).collect())
    }
}
