//! What must come along with an artifact: what code compiles against, and what its old name brought.

use super::{Dependency, Search, Section, Wanted};
use crate::rules::coordinate::Coordinate;
use crate::rules::version::flink_suffix;
use crate::text::Edit;

impl Search<'_> {
    /// The dependencies that must come with an artifact and are not there yet.
    ///
    /// `moved` says whether the artifact gets a version of its own.
    pub(super) fn companions(&self, wanted: Wanted<'_>, dependency: &Dependency, moved: bool) -> Vec<Edit> {
        if dependency.section != Section::Used {
            return Vec::new();
        }
        let mut edits = Vec::new();
        if self.lacks_companions(dependency) && self.is_first_to_lack_them(dependency) {
            let missing = self.row.companions.iter().filter(|one| !self.has(one));
            edits.extend(missing.map(|one| {
                let version = self.flink_version(one);
                self.added(dependency, one, version.as_deref(), Some("provided"))
            }));
        }
        let beside = wanted.with.iter().filter(|with| self.has(&with.beside) && !self.has(&with.add));
        let version = dependency.version.as_ref().map(|version| version.text.as_str());
        let version = if moved { Some(wanted.version) } else { version };
        let scope = dependency.scope.as_ref().map(|scope| scope.text.as_str());
        edits.extend(beside.map(|with| self.added(dependency, &with.add, version, scope)));
        edits
    }

    /// Whether the code behind a dependency was compiled without naming the companions.
    ///
    /// A connector from the time when it was part of Flink brought them along; a new name means new code.
    fn lacks_companions(&self, dependency: &Dependency) -> bool {
        let Some(wanted) = self.wanted(dependency).filter(|wanted| wanted.has_companions) else {
            return false;
        };
        let Some(version) = &dependency.version else { return !wanted.to.is(dependency) };
        let current = self.reactor.evaluate(&self.pom.path, &version.text);
        !wanted.to.is(dependency) || current.is_ok_and(|current| flink_suffix(&current).is_none())
    }

    fn is_first_to_lack_them(&self, dependency: &Dependency) -> bool {
        let mut used = self.pom.model.dependencies.iter().filter(|one| {
            one.section == Section::Used && one.profile == dependency.profile && self.lacks_companions(one)
        });
        used.find(|one| !self.wanted(one).is_some_and(|wanted| self.is_replaced(wanted, one)))
            .is_some_and(|first| first.element == dependency.element)
    }

    /// Whether the dependency goes because its new name is there.
    fn is_replaced(&self, wanted: Wanted<'_>, dependency: &Dependency) -> bool {
        !wanted.to.is(dependency) && self.is_doubled(wanted, dependency)
    }

    /// Whether the project has the artifact, by itself or from a parent in this repository.
    fn has(&self, coordinate: &Coordinate) -> bool {
        let lineage = self.reactor.lineage(&self.pom.path);
        let mut all = lineage.iter().flat_map(|pom| &pom.model.dependencies);
        all.any(|one| one.section == Section::Used && one.profile.is_none() && coordinate.names(one))
    }

    /// How this project writes the version of Flink for `companion`; `None` when it is managed.
    fn flink_version(&self, companion: &Coordinate) -> Option<String> {
        let of_flink = |one: &&Dependency| {
            one.section == Section::Used && one.group.text == companion.group && self.wanted(one).is_none()
        };
        let Some(example) = self.pom.model.dependencies.iter().find(of_flink) else {
            return Some(self.context.settings.target.version.clone());
        };
        match &example.version {
            Some(version) => Some(version.text.clone()),
            None if self.managed_version(|one| companion.names(one)).is_some() => None,
            None => self.managed_version(|one| {
                one.group.text == example.group.text && one.artifact.text == example.artifact.text
            }),
        }
    }

    /// The version that this project or a parent in this repository says for the dependencies that `fits` knows.
    fn managed_version(&self, fits: impl Fn(&Dependency) -> bool) -> Option<String> {
        let lineage = self.reactor.lineage(&self.pom.path);
        let all = lineage.iter().flat_map(|pom| &pom.model.dependencies);
        let mut managed = all.filter(|one| one.section == Section::Managed && fits(one));
        managed.find_map(|one| one.version.as_ref().map(|version| version.text.clone()))
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
