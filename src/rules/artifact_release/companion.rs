//! What must come along with an artifact: what code compiles against, and what its old name brought.

use super::row::Beside;
use super::{Dependency, Search, Section, Wanted};
use crate::finding::{Change, Note};
use crate::rules::coordinate::Coordinate;
use crate::rules::version::flink_suffix;
use crate::view::build::NewDependency;

/// The scope of a dependency that says none.
const COMPILE: &str = "compile";

/// The scope of what the distribution of Flink has, where a project does not say otherwise.
const PROVIDED: &str = "provided";

/// A dependency that is added for the sake of another.
pub(super) struct Addition {
    pub(super) artifact: String,
    pub(super) why: String,
    /// What adds it; `None` where it cannot be written.
    pub(super) change: Option<Change>,
}

impl Addition {
    /// Says of a change that it cannot write the addition.
    pub(super) fn note(&self, what: String) -> Note {
        let now = format!("Add `{}` to the catalog and where this one is used. {}", self.artifact, self.why);
        Note::new(what, now)
    }
}

impl Search<'_> {
    /// The dependencies that must come with an artifact and are not there yet.
    ///
    /// `own` is the version that the artifact itself gets here.
    pub(super) fn companions(
        &self,
        wanted: Wanted<'_>,
        dependency: &Dependency,
        own: Option<&str>,
    ) -> Vec<Addition> {
        let mut additions = Vec::new();
        if self.lacks_companions(dependency) && self.is_first_to_lack_them(dependency) {
            let missing = self.row.companions.iter().filter(|one| self.misses(one, dependency.section));
            additions.extend(missing.map(|one| {
                let version = self.flink_version(dependency, one);
                let scope = self.scope_of_companion(one, dependency, version.is_none());
                let change = match dependency.alias {
                    Some(_) => self.added_to_catalog(dependency, one),
                    None => self.added(dependency, one, version.as_deref(), scope),
                };
                let artifact = one.artifact.clone();
                Addition { artifact, why: self.row.companions_because.clone(), change }
            }));
        }
        let missing = wanted.with.iter().filter(|with| self.lacks(with, dependency));
        let version = own.or(dependency.version.as_ref().map(|version| version.text.as_str()));
        let scope = dependency.scope.as_ref().map(|scope| scope.text.as_str());
        additions.extend(missing.map(|with| {
            let change = self.added(dependency, &with.add, version, scope);
            let artifact = with.add.artifact.clone();
            Addition { artifact, why: format!("It serves `{}`.", with.beside.artifact), change }
        }));
        additions
    }

    /// The scope that a companion must say so that it gets that of Flink's own artifacts.
    fn scope_of_companion(
        &self,
        companion: &Coordinate,
        beside: &Dependency,
        is_managed: bool,
    ) -> Option<&str> {
        let inherited = match self.managed(|one| companion.names(one)) {
            Some(entry) => entry.scope.as_ref().map_or(COMPILE, |scope| &scope.text),
            None if is_managed => self.scope_of_flink(Section::Managed),
            None => COMPILE,
        };
        Some(self.scope_of_flink(beside.section)).filter(|scope| *scope != inherited)
    }

    /// The scope that this project gives to Flink's own artifacts.
    fn scope_of_flink(&self, section: Section) -> &str {
        let lineage = self.reactor.lineage(&self.pom.path).into_iter();
        let listed: Vec<&Dependency> = lineage
            .flat_map(|pom| &pom.model.dependencies)
            .filter(|one| one.section == section && one.profile.is_none() && one.kind.is_none())
            .collect();
        let named = |core: &Coordinate| listed.iter().find(|one| core.names(one));
        let Some(example) = self.row.scope_of.iter().find_map(named) else { return PROVIDED };
        let managed = || {
            let (group, artifact) = (&example.group.text, &example.artifact.text);
            self.reactor.managing(&self.pom.path, group, artifact)?.1.scope.as_ref()
        };
        let scope = example.scope.as_ref().or_else(managed);
        scope.map_or(COMPILE, |scope| &scope.text)
    }

    /// Whether the code behind a dependency was compiled without naming the companions.
    ///
    /// A connector from the time when it was part of Flink brought them along; a new name means new code.
    pub(super) fn lacks_companions(&self, dependency: &Dependency) -> bool {
        let Some(wanted) = self.wanted(dependency).filter(|wanted| wanted.has_companions) else {
            return false;
        };
        let place = self.reactor.version_place(&self.pom.path, dependency);
        let came_with_flink = place.is_some_and(|(_, version)| flink_suffix(&version.text).is_none());
        !wanted.to.is(dependency) || came_with_flink
    }

    fn is_first_to_lack_them(&self, dependency: &Dependency) -> bool {
        let mut used = self.pom.model.dependencies.iter().filter(|one| {
            one.section == dependency.section
                && one.profile == dependency.profile
                && self.lacks_companions(one)
        });
        used.find(|one| !self.wanted(one).is_some_and(|wanted| self.is_replaced(wanted, one)))
            .is_some_and(|first| first.element == dependency.element)
    }

    /// Whether the dependency goes because its new name is there.
    fn is_replaced(&self, wanted: Wanted<'_>, dependency: &Dependency) -> bool {
        !wanted.to.is(dependency) && self.is_doubled(wanted, dependency)
    }

    /// Whether a companion must be added to a list of this kind.
    ///
    /// A managed list says the version for heirs that do not have the companion themselves.
    fn misses(&self, companion: &Coordinate, section: Section) -> bool {
        let users = || self.reactor.heirs(&self.pom.path).iter();
        let is_wanted = section == Section::Used
            || users().any(|heir| !self.has_in(&heir.path, companion, Section::Used));
        is_wanted && !self.has(companion, section)
    }

    /// Whether the list of `dependency` lacks what goes with another artifact that the project uses.
    ///
    /// A managed list says the version for heirs that use the dependency and the other.
    fn lacks(&self, with: &Beside, dependency: &Dependency) -> bool {
        let is_same = |one: &Dependency| {
            one.group.text == dependency.group.text && one.artifact.text == dependency.artifact.text
        };
        let uses_both = |path: &str| {
            self.has_in(path, &with.beside, Section::Used) && self.has_one(path, Section::Used, is_same)
        };
        let is_alone = |path: &str| uses_both(path) && !self.has_in(path, &with.add, Section::Used);
        match dependency.section {
            Section::Used => is_alone(&self.pom.path),
            Section::Managed => {
                let mut heirs = self.reactor.heirs(&self.pom.path).iter();
                !self.has(&with.add, Section::Managed) && heirs.any(|heir| is_alone(&heir.path))
            }
            Section::OfPlugin => false,
        }
    }

    fn has(&self, coordinate: &Coordinate, section: Section) -> bool {
        self.has_in(&self.pom.path, coordinate, section)
    }

    /// Whether a project has the artifact in a list of the kind, by itself or from a parent in this repository.
    fn has_in(&self, path: &str, coordinate: &Coordinate, section: Section) -> bool {
        self.has_one(path, section, |one| coordinate.names(one))
    }

    fn has_one(&self, path: &str, section: Section, fits: impl Fn(&Dependency) -> bool) -> bool {
        let lineage = self.reactor.lineage(path);
        let mut all = lineage.iter().flat_map(|pom| &pom.model.dependencies);
        all.any(|one| one.section == section && one.profile.is_none() && fits(one))
    }

    /// How this project writes the version of Flink for a companion; `None` when that is or will be managed.
    ///
    /// The managed list that says the version of `beside` gets the companion too.
    fn flink_version(&self, beside: &Dependency, companion: &Coordinate) -> Option<String> {
        beside.version.as_ref()?;
        if beside.section == Section::Used && self.managed(|one| companion.names(one)).is_some() {
            return None;
        }
        let of_flink = |one: &&Dependency| one.group.text == companion.group && self.wanted(one).is_none();
        let Some(example) = self.pom.model.dependencies.iter().find(of_flink) else {
            return Some(self.context.settings.target.version.clone());
        };
        let is_same = |one: &Dependency| {
            one.group.text == example.group.text && one.artifact.text == example.artifact.text
        };
        let version = example.version.as_ref().or_else(|| self.managed(is_same)?.version.as_ref());
        Some(
            version
                .map_or_else(|| self.context.settings.target.version.clone(), |version| version.text.clone()),
        )
    }

    /// The entry of a managed list, here or in a parent in this repository, that `fits`.
    fn managed(&self, fits: impl Fn(&Dependency) -> bool) -> Option<&Dependency> {
        let lineage = self.reactor.lineage(&self.pom.path).into_iter();
        let mut all = lineage.flat_map(|pom| &pom.model.dependencies);
        all.find(|one| one.section == Section::Managed && fits(one))
    }

    fn added(
        &self,
        beside: &Dependency,
        coordinate: &Coordinate,
        version: Option<&str>,
        scope: Option<&str>,
    ) -> Option<Change> {
        let Coordinate { group, artifact } = coordinate;
        let edit = self.pom.dependency_after(beside, &NewDependency { group, artifact, version, scope });
        edit.map(|edit| Change::in_file(&self.pom.path, vec![edit]))
    }
}
