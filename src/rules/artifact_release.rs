//! Rule kind `artifact-release`: artifacts that have releases of their own, apart from Flink's.
//!
//! A property is moved where all its users agree on the release; else the
//! artifact gets a version of its own. What is for Flink 2 already is left.

use std::sync::Arc;

use super::coordinate::{Coordinate, without_scala};
use super::version::{Age, age_of_release};
use super::{Context, Rule, Wants};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::snapshot::FileKind;
use crate::text::{Edit, Span};
use crate::types::reactor::{Definition, Reactor};
use crate::view::pom::{Dependency, Property, Section, Value};
use crate::view::{File, PomFile, View};

mod companion;
mod outside;
mod place;
mod row;

pub(crate) use row::Row;

use place::Version;
use row::Wanted;

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants { files: vec![(FileKind::Pom, Vec::new())] }
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Review, RemedyKind::Manual]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Pom(pom) = &file.view else { return Vec::new() };
        let search = Search { row: self, context, reactor: context.project.reactor(), pom };
        let dependencies = pom.model.dependencies.iter().filter_map(|one| search.in_dependency(one));
        let properties = pom.model.properties.iter().filter_map(|one| search.in_property(one));
        dependencies.chain(properties).collect()
    }
}

/// One look at one project file.
struct Search<'s> {
    row: &'s Row,
    context: &'s Context<'s>,
    reactor: &'s Reactor,
    pom: &'s Arc<PomFile>,
}

impl Search<'_> {
    fn in_dependency(&self, dependency: &Dependency) -> Option<Finding> {
        let wanted = self.wanted(dependency)?;
        if dependency.section == Section::OfPlugin || self.keeps(dependency) {
            return None;
        }
        let renamed = !wanted.to.is(dependency);
        if renamed && self.is_doubled(wanted, dependency) {
            return Some(self.doubled(wanted, dependency));
        }
        let name = &dependency.artifact.text;
        let version = match self.version(dependency, wanted.version) {
            Version::Elsewhere => None,
            Version::Own(version) => Some(version),
            Version::Moving(current) => {
                let site = self.site(dependency.artifact.span);
                return Some(self.context.manual(site, moving(name, &current, wanted.version)));
            }
            Version::Unknown(why) => return Some(self.unknown(wanted, dependency, &why)),
        };
        let mut change = Change::default();
        let (span, what) = match &version {
            None if !renamed => return self.unmoved(dependency, wanted),
            None => {
                change = self.with_outside(dependency, wanted);
                let moved = if change.edits.is_empty() { "" } else { wanted.version };
                let what = format!("{} {moved}", becomes(dependency, wanted));
                (dependency.artifact.span, format!("{}.", what.trim_end()))
            }
            Some(_) if renamed => {
                let what = format!("{} {}.", becomes(dependency, wanted), wanted.version);
                (dependency.artifact.span, what)
            }
            Some(version) => {
                let what = format!("`{name}` moves from {} to {}.", shown(&version.text), wanted.version);
                (version.span, what)
            }
        };
        let mut edits: Vec<Edit> = Vec::new();
        edits.extend(replaced(&dependency.group, &wanted.to.group));
        edits.extend(replaced(&dependency.artifact, &wanted.to.artifact));
        edits.extend(version.iter().map(|version| Edit::replace(version.span, wanted.version)));
        edits.extend(self.companions(wanted, dependency, version.as_ref().map(|_| wanted.version)));
        change.edits.insert(Arc::clone(&self.pom.path), edits);
        Some(self.finding(self.site(span), what, wanted.review, change))
    }

    /// A dependency whose version is not set here, or is right.
    fn unmoved(&self, dependency: &Dependency, wanted: Wanted<'_>) -> Option<Finding> {
        if let Some(finding) = self.outside(dependency, wanted) {
            return Some(finding);
        }
        let (_, current) = self.reactor.version_place(&self.pom.path, dependency)?;
        let is_old = age_of_release(&current.text, wanted.version) == Age::Old;
        let edits = if is_old { self.companions(wanted, dependency, None) } else { Vec::new() };
        if edits.is_empty() {
            return None;
        }
        let companions: Vec<_> =
            self.row.companions.iter().map(|one| format!("`{}`", one.artifact)).collect();
        let (name, companions) = (&dependency.artifact.text, companions.join(", "));
        let what = format!("`{name}` does not bring {companions} along any more; it is added.");
        let change = Change::in_file(&self.pom.path, edits);
        Some(self.finding(self.site(dependency.artifact.span), what, wanted.review, change))
    }

    /// A property whose users all want the same release.
    fn in_property(&self, property: &Property) -> Option<Finding> {
        let value = &property.value;
        let Wanted { version: wanted, review, .. } =
            self.agreed(&Definition::new(&self.pom.path, property))?;
        if self.pom.keeps(value.span) || self.is_settled_deeper(value) {
            return None;
        }
        let current = self.reactor.evaluate(&self.pom.path, &value.text).ok()?;
        let site = self.site(value.span);
        match age_of_release(&current, wanted) {
            Age::New => None,
            Age::Old => {
                let what = format!("`{}` moves from {} to {wanted}.", property.name, shown(&value.text));
                let change = Change::in_file(&self.pom.path, vec![Edit::replace(value.span, wanted)]);
                Some(self.finding(site, what, review, change))
            }
            Age::Moving => Some(self.context.manual(site, moving(&property.name, &current, wanted))),
        }
    }

    fn wanted(&self, dependency: &Dependency) -> Option<Wanted<'_>> {
        self.row.wanted(dependency, self.context.settings)
    }

    /// Whether the new name stands in the same list.
    fn is_doubled(&self, wanted: Wanted<'_>, dependency: &Dependency) -> bool {
        let mut others = self.pom.model.dependencies.iter();
        others.any(|other| {
            wanted.to.is(other) && other.section == dependency.section && other.profile == dependency.profile
        })
    }

    fn doubled(&self, wanted: Wanted<'_>, dependency: &Dependency) -> Finding {
        let (old, new) = (&dependency.artifact.text, &wanted.to.artifact);
        let what = format!("`{old}` goes: `{new}` is in the list already.");
        let change = Change::in_file(&self.pom.path, vec![self.pom.removal(dependency.element)]);
        self.finding(self.site(dependency.artifact.span), what, wanted.review, change)
    }

    fn unknown(&self, wanted: Wanted<'_>, dependency: &Dependency, why: &str) -> Finding {
        let name = without_scala(&dependency.artifact.text).0;
        let what = format!("The version of `{name}` is not known here. {why}");
        let Wanted { to, version, .. } = wanted;
        let now = format!("Use `{}:{}` {version} where the version is set.", to.group, to.artifact);
        self.context.manual(self.site(dependency.artifact.span), Note::new(what, now))
    }

    fn finding(&self, site: Site, what: String, review: Option<&str>, change: Change) -> Finding {
        match review {
            Some(now) => self.context.review(site, Note::new(what, now), change),
            None => self.context.apply(site, Note::new(what, ""), change),
        }
    }

    fn keeps(&self, dependency: &Dependency) -> bool {
        let element = self.pom.tree.node(dependency.element).span();
        let version = dependency.version.as_ref().map(|version| version.span);
        self.pom.keeps(element) || version.is_some_and(|span| self.pom.keeps(span))
    }

    fn site(&self, span: Span) -> Site {
        Site { path: Arc::clone(&self.pom.path), span }
    }
}

fn replaced(value: &Value, by: &str) -> Option<Edit> {
    (value.text != by).then(|| Edit::replace(value.span, by))
}

/// The old and the new name, with their groups where only these differ.
fn becomes(dependency: &Dependency, wanted: Wanted<'_>) -> String {
    let (group, artifact) = (&dependency.group.text, &dependency.artifact.text);
    let Coordinate { group: new_group, artifact: new_artifact } = wanted.to;
    if artifact == new_artifact {
        return format!("`{group}:{artifact}` becomes `{new_group}:{new_artifact}`");
    }
    format!("`{artifact}` becomes `{new_artifact}`")
}

/// A version as a message shows it.
fn shown(version: &str) -> String {
    if version.contains("${") { format!("`{version}`") } else { version.to_owned() }
}

fn moving(name: &str, current: &str, wanted: &str) -> Note {
    let what = format!("`{name}` is {current}, which is not one certain release.");
    Note::new(what, format!("Set it to {wanted}."))
}
