//! Rule kind `core-version`: artifacts that are released with Flink itself and so have its version.
//!
//! A property is found by its users, whatever its name. What is on Flink 2 already is left.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;

use super::coordinate::{Coordinate, file_note, without_scala};
use super::version::{Age, age_of_flink, is_flink_1};
use super::{Artifacts, Context, Rule, Wants, jar_file};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::text::{Edit, Span};
use crate::types::reactor::{Lookup, Managed, Reactor};
use crate::view::build::{Dependency, Property, Section, Value};
use crate::view::{BuildFile, File, View};

mod users;

/// Artifacts of one group that have the version of the target.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    group: String,
    artifacts: BTreeSet<String>,
    /// Usual names of the property, for parents whose users are elsewhere.
    properties: BTreeSet<String>,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        jar_file::with_builds()
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Review, RemedyKind::Manual]
    }

    fn artifacts(&self) -> Artifacts {
        let new = self.artifacts.iter().map(|artifact| format!("{}:{artifact}", self.group));
        Artifacts::default().and_of_flink(new)
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Build(pom) = &file.view else { return self.in_text(file, context) };
        let search = Search { row: self, context, reactor: context.project.reactor(), pom };
        let model = &pom.model;
        let mut findings: Vec<_> =
            model.properties.iter().filter_map(|property| search.in_property(property)).collect();
        findings.extend(model.dependencies.iter().filter_map(|dependency| search.in_version(dependency)));
        findings.extend(model.dependencies.iter().filter_map(|dependency| search.unreleased(dependency)));
        findings.extend(search.without_version());
        findings.extend(search.set_outside());
        findings
    }
}

impl Row {
    /// The JARs of its artifacts that a text names by a release of Flink 1.
    fn in_text(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let target = &context.settings.target.version;
        let found = jar_file::jars_in(file, context).into_iter().filter_map(|jar| {
            let named = |artifact: &&String| {
                let coordinate = Coordinate { group: self.group.clone(), artifact: String::clone(artifact) };
                jar.is(&coordinate).then_some(coordinate)
            };
            let artifact = self.artifacts.iter().find_map(|artifact| named(&artifact))?;
            let is_old = jar.release().is_none_or(is_flink_1);
            let renamed = || jar.renamed(context, &artifact, &artifact, target);
            let left = || jar.left(context, &artifact, target);
            is_old.then(|| if jar.is_plain() { renamed() } else { left() })
        });
        found.collect()
    }

    fn has(&self, dependency: &Dependency) -> bool {
        dependency.group.text == self.group
            && self.artifacts.contains(without_scala(&dependency.artifact.text).0)
    }
}

/// One look at one project file.
struct Search<'s> {
    row: &'s Row,
    context: &'s Context<'s>,
    reactor: &'s Reactor,
    pom: &'s Arc<BuildFile>,
}

impl Search<'_> {
    fn in_property(&self, property: &Property) -> Option<Finding> {
        let value = &property.value;
        if value.reference().is_some() || self.pom.keeps(value.span) {
            return None;
        }
        let users = self.users(property);
        let is_usual = self.row.properties.contains(&property.name);
        if users.of_flink == 0 && !(is_usual && users.are_of_flink()) {
            return None;
        }
        if !value.is_literal() {
            return self.mixed(value);
        }
        let target = &self.context.settings.target.version;
        match age_of_flink(&value.text) {
            Age::New => None,
            Age::Moving => Some(self.context.manual(self.site(value.span), self.moving(&value.text))),
            Age::Old => {
                let what = format!("`{}` moves from {} to {target}.", property.name, value.text);
                let change = self.replacing(value.span);
                let site = self.site(value.span);
                match users.to_check() {
                    None => Some(self.context.apply(site, Note::new(what, ""), change)),
                    Some(now) => Some(self.context.review(site, Note::new(what, now), change)),
                }
            }
        }
    }

    fn in_version(&self, dependency: &Dependency) -> Option<Finding> {
        let version = dependency.version.as_ref().filter(|_| self.row.has(dependency))?;
        let element = dependency.element;
        if self.pom.keeps(version.span) || self.pom.keeps(element) {
            return None;
        }
        let name = &dependency.artifact.text;
        if dependency.is_file() {
            let current = self.reactor.evaluate(&self.pom.path, &version.text).ok()?;
            let note = file_note(name, &self.context.settings.target.version);
            return is_flink_1(&current).then(|| self.context.manual(self.site(version.span), note));
        }
        if let Some(property) = version.reference() {
            return match self.reactor.property(&self.pom.path, property) {
                Lookup::Defined(_) | Lookup::Project(_) => None,
                Lookup::Unknown(why) => Some(self.unknown(name, version.span, &why)),
            };
        }
        if !version.is_literal() {
            return self.mixed(version);
        }
        match age_of_flink(&version.text) {
            Age::New => None,
            Age::Moving => Some(self.context.manual(self.site(version.span), self.moving(&version.text))),
            Age::Old => {
                let what = format!(
                    "`{name}` moves from {} to {}.",
                    version.text, self.context.settings.target.version
                );
                let change = self.replacing(version.span);
                Some(self.context.apply(self.site(version.span), Note::new(what, ""), change))
            }
        }
    }

    /// An artifact that has the version of Flink, while no rule knows of a release for the target.
    fn unreleased(&self, dependency: &Dependency) -> Option<Finding> {
        let Dependency { group, artifact, .. } = dependency;
        let version = dependency.version.as_ref()?;
        let known = format!("{}:{}", group.text, without_scala(&artifact.text).0);
        let element = dependency.element;
        let is_spoken_of = self.row.has(dependency) || self.context.artifacts.contains(&known);
        if group.text != self.row.group
            || is_spoken_of
            || self.pom.keeps(version.span)
            || self.pom.keeps(element)
        {
            return None;
        }
        let target = &self.context.settings.target.version;
        let current = self.reactor.evaluate(&self.pom.path, &version.text).ok()?;
        if current != *target && !is_flink_1(&current) {
            return None;
        }
        let what = format!("No `{}` is known that is released with Flink {target}.", artifact.text);
        let now = "Look for what took its place, or take it out together with the code that uses it.";
        let note = Note::new(what, now).stopped_by(&artifact.text);
        Some(self.context.manual(self.site(artifact.span), note))
    }

    /// The first dependency whose version comes from outside of the repository.
    fn without_version(&self) -> Option<Finding> {
        let mut bare = self.pom.model.dependencies.iter().filter(|dependency| {
            dependency.section == Section::Used && dependency.version.is_none() && self.row.has(dependency)
        });
        bare.find_map(|dependency| match self.reactor.managed_version(&self.pom.path, dependency) {
            Managed::By(..) => None,
            Managed::Unknown(why) => {
                Some(self.unknown(&dependency.artifact.text, dependency.artifact.span, &why))
            }
        })
    }

    /// The first dependency whose version is set in a file outside of the folder that may be rewritten.
    fn set_outside(&self) -> Option<Finding> {
        let own = self.pom.model.dependencies.iter().filter(|dependency| self.row.has(dependency));
        let places = own.filter_map(|dependency| {
            Some((dependency, self.reactor.version_place(&self.pom.path, dependency)?))
        });
        let mut outside = places.filter(|(_, (path, value))| {
            !self.context.project.snapshot().in_scope(path)
                && value.is_literal()
                && age_of_flink(&value.text) == Age::Old
        });
        let (dependency, (path, value)) = outside.next()?;
        let target = &self.context.settings.target.version;
        let what = format!("The Flink version moves from {} to {target} in `{path}`.", value.text);
        let change = Change::in_file(&path, vec![value.replaced_by(target)]);
        Some(self.context.apply(self.site(dependency.artifact.span), Note::new(what, ""), change))
    }

    /// A version that is put together from several parts.
    fn mixed(&self, value: &Value) -> Option<Finding> {
        let current = self.reactor.evaluate(&self.pom.path, &value.text).ok()?;
        if age_of_flink(&current) == Age::New {
            return None;
        }
        let what = format!("The version `{}` is put together from parts and is {current} today.", value.text);
        let now = format!("Set the parts so that it becomes {}.", self.context.settings.target.version);
        Some(self.context.manual(self.site(value.span), Note::new(what, now)))
    }

    fn unknown(&self, name: &str, span: Span, why: &str) -> Finding {
        let what = format!("The version of `{name}` is not known here. {why}");
        let now = format!(
            "Make it {} there, or set the version in this project.",
            self.context.settings.target.version
        );
        self.context.manual(self.site(span), Note::new(what, now))
    }

    fn moving(&self, current: &str) -> Note {
        let target = &self.context.settings.target.version;
        Note::new(
            format!("The Flink version is {current}, which is not one certain release."),
            format!("Set it to {target}."),
        )
    }

    fn replacing(&self, span: Span) -> Change {
        let edit = Edit::replace(span, self.context.settings.target.version.as_str());
        Change::in_file(&self.pom.path, vec![edit])
    }

    fn site(&self, span: Span) -> Site {
        Site { path: Arc::clone(&self.pom.path), span }
    }
}
