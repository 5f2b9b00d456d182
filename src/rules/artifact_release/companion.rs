//! What must come along with an artifact: what the new code compiles against, and what its old name brought.

use super::{Artifact, Coordinate, Dependency, Search, Section, flink_suffix};
use crate::text::Edit;

/// The group of Flink itself.
const FLINK: &str = "org.apache.flink";

impl Search<'_> {
    /// The dependencies that must come with an artifact and are not there yet.
    pub(super) fn companions(
        &self,
        artifact: &Artifact,
        dependency: &Dependency,
        renamed: bool,
    ) -> Vec<Edit> {
        if dependency.section != Section::Used {
            return Vec::new();
        }
        let mut edits = Vec::new();
        if renamed || self.came_with_flink(dependency) {
            let missing = self.row.companions.iter().filter(|one| !self.has(one));
            edits.extend(missing.map(|one| {
                let version = self.flink_version();
                self.added(dependency, one, version.as_deref(), Some("provided"))
            }));
        }
        let beside = artifact.with.iter().filter(|with| self.has(&with.beside) && !self.has(&with.add));
        let wanted = self.wanted(artifact);
        edits.extend(beside.map(|with| {
            let scope = dependency.scope.as_ref().map(|scope| scope.text.as_str());
            self.added(dependency, &with.add, Some(wanted), scope)
        }));
        edits
    }

    /// Whether the release is from the time when connectors were part of Flink and brought more along.
    fn came_with_flink(&self, dependency: &Dependency) -> bool {
        let Some(version) = &dependency.version else { return false };
        let current = self.reactor.evaluate(&self.pom.path, &version.text);
        current.is_ok_and(|current| flink_suffix(&current).is_none())
    }

    /// Whether the project has the artifact, by itself or from a parent in this repository.
    fn has(&self, coordinate: &Coordinate) -> bool {
        let lineage = self.reactor.lineage(&self.pom.path);
        let mut all = lineage.iter().flat_map(|pom| &pom.model.dependencies);
        all.any(|one| one.section == Section::Used && one.profile.is_none() && coordinate.names(one))
    }

    /// How this project writes the version of Flink; `None` when it is managed.
    fn flink_version(&self) -> Option<String> {
        let of_flink = |one: &&Dependency| {
            let own_releases = one.artifact.text.contains("connector") || self.row.artifact(one).is_some();
            one.section == Section::Used && one.group.text == FLINK && !own_releases
        };
        let example = self.pom.model.dependencies.iter().find(of_flink);
        match example {
            Some(example) => example.version.as_ref().map(|version| version.text.clone()),
            None => Some(self.context.settings.target.version.clone()),
        }
    }

    fn added(
        &self,
        beside: &Dependency,
        coordinate: &Coordinate,
        version: Option<&str>,
        scope: Option<&str>,
    ) -> Edit {
        let mut lines = vec![
            "<dependency>".to_owned(),
            format!("\t<groupId>{}</groupId>", coordinate.group),
            format!("\t<artifactId>{}</artifactId>", coordinate.artifact),
        ];
        lines.extend(version.map(|version| format!("\t<version>{version}</version>")));
        lines.extend(scope.map(|scope| format!("\t<scope>{scope}</scope>")));
        lines.push("</dependency>".to_owned());
        self.pom.insertion_after(beside.element, &lines)
    }
}
