//! Rule kind `artifact-release`: artifacts that have releases of their own, apart from Flink's.
//!
//! A property is moved where all its users agree on the release; else the
//! artifact gets a version of its own. What is for Flink 2 already is left.

use std::sync::Arc;

use super::coordinate::{Coordinate, file_note, without_scala};
use super::version::{Age, age_of_release};
use super::{Artifacts, Context, Rule, Wants, family, jar_file};
use crate::finding::{Change, Finding, Note, Remedy, RemedyKind, Site};
use crate::text::{Edit, Span};
use crate::types::reactor::{Definition, Reactor};
use crate::view::build::{Dependency, Property, Section, Value};
use crate::view::{BuildFile, File, View};

mod catalog;
mod companion;
mod jar;
mod outside;
mod place;
mod row;
mod split;
mod unused;

pub(crate) use row::Row;

use companion::Addition;
use place::Version;
use row::Wanted;

impl Rule for Row {
    fn wants(&self) -> Wants {
        if self.beside.is_empty() { jar_file::with_builds() } else { Wants::builds() }
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Review, RemedyKind::Manual]
    }

    fn artifacts(&self) -> Artifacts {
        let artifacts = Artifacts::of_old(self.names()).and_of_flink(&self.companions);
        Artifacts { released: self.releases(), ..artifacts }
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Build(pom) = &file.view else { return self.in_text(file, context) };
        let reactor = context.project.reactor();
        if !self.beside.is_empty() && !family::has_one_of(reactor, &pom.path, &self.beside) {
            return Vec::new();
        }
        let search = Search { row: self, context, reactor, pom };
        let dependencies = pom.model.dependencies.iter().flat_map(|one| search.in_dependency(one));
        let properties = pom.model.properties.iter().filter_map(|one| search.in_property(one));
        dependencies.chain(properties).collect()
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
    /// What becomes of a dependency, and what is added for its sake by the same change.
    fn in_dependency(&self, dependency: &Dependency) -> Vec<Finding> {
        let Some(wanted) = self.wanted(dependency) else { return Vec::new() };
        if dependency.section == Section::OfPlugin || self.keeps(dependency) {
            return Vec::new();
        }
        if self.is_unused(&self.pom.path, wanted) {
            return vec![self.removed(dependency)];
        }
        if dependency.is_file() {
            return self.file(dependency, wanted).into_iter().collect();
        }
        let renamed = !wanted.to.is(dependency);
        if renamed && self.is_doubled(wanted, dependency) {
            return vec![self.doubled(wanted, dependency)];
        }
        match self.version(dependency, wanted.version) {
            Version::Elsewhere if renamed => self.moved(dependency, wanted, None),
            Version::Elsewhere => self.unmoved(dependency, wanted),
            Version::Own(version) => self.moved(dependency, wanted, Some(&version)),
            Version::Moving(current) => {
                let note = moving(&dependency.artifact.text, &current, wanted.version);
                vec![self.context.manual(self.site(dependency.artifact.span), note)]
            }
            Version::Unknown(why) => vec![self.unknown(wanted, dependency, &why)],
        }
    }

    /// A dependency that gets a new name, a new version or both.
    fn moved(&self, dependency: &Dependency, wanted: Wanted<'_>, version: Option<&Value>) -> Vec<Finding> {
        let mut change = Change::default();
        if version.is_none() {
            change = self.with_outside(dependency, wanted);
        }
        let is_version_said = version.is_some() || !change.edits.is_empty();
        let (span, what) = match version {
            Some(version) if wanted.to.is(dependency) => {
                let (name, current) = (&dependency.artifact.text, shown(&version.text));
                (version.span, format!("`{name}` moves from {current} to {}.", wanted.version))
            }
            Some(_) | None => {
                let said = if is_version_said { format!(" {}", wanted.version) } else { String::new() };
                (dependency.artifact.span, format!("{}{said}.", becomes(dependency, wanted)))
            }
        };
        let mut edits: Vec<Edit> = Vec::new();
        edits.extend(replaced(&dependency.group, &wanted.to.group));
        edits.extend(replaced(&dependency.artifact, &wanted.to.artifact));
        let own = version.map(|version| self.own_version(version, wanted));
        edits.extend(own.as_ref().map(|own| own.edit.clone()));
        change.edits.insert(Arc::clone(&self.pom.path), edits);
        let added = self.companions(wanted, dependency, own.as_ref().map(|own| own.text.as_str()));
        let is_whole = change.edits.len() == 1;
        added.iter().filter_map(|added| added.change.clone()).for_each(|one| change.add(one));
        let why = own.map_or_else(String::new, |own| own.enter(&mut change));
        let wanted = Wanted { why: &joined(wanted.why, &why), ..wanted };
        if let Some(lacking) = added.iter().find(|added| added.change.is_none()) {
            let note = lacking.note(what).because(wanted.why);
            return vec![self.context.review(self.site(span), note, change)];
        }
        let mut findings = vec![self.finding(self.site(span), what, wanted, change)];
        if is_whole {
            let remedy = findings[0].remedy.clone();
            findings.extend(added.into_iter().map(|added| self.of_addition(added, dependency, &remedy)));
        }
        findings
    }

    /// A dependency whose version is not set here, or is right.
    fn unmoved(&self, dependency: &Dependency, wanted: Wanted<'_>) -> Vec<Finding> {
        if let Some(finding) = self.outside(dependency, wanted) {
            return vec![finding];
        }
        let Some((_, current)) = self.reactor.version_place(&self.pom.path, dependency) else {
            return Vec::new();
        };
        if age_of_release(&current.text, wanted.version) != Age::Old {
            return Vec::new();
        }
        let added = self.companions(wanted, dependency, None);
        let mut change = Change::default();
        added.iter().filter_map(|added| added.change.clone()).for_each(|one| change.add(one));
        let remedy = Remedy::Apply(change.into());
        added.into_iter().map(|added| self.of_addition(added, dependency, &remedy)).collect()
    }

    /// Says what is added for the sake of a dependency, by a change that another finding may carry too.
    fn of_addition(&self, added: Addition, dependency: &Dependency, remedy: &Remedy) -> Finding {
        let site = self.site(dependency.artifact.span);
        if added.change.is_none() {
            let what = format!("`{}` must come along with `{}`.", added.artifact, dependency.artifact.text);
            let now = "Add it to the catalog and where this one is used.";
            return self.context.manual(site, Note::new(what, now).because(added.why));
        }
        let what = format!("`{}` is added.", added.artifact);
        self.context.finding(site, Note::new(what, "").because(added.why), remedy.clone())
    }

    /// A property whose users all want the same release.
    fn in_property(&self, property: &Property) -> Option<Finding> {
        let value = &property.value;
        let wanted = self.agreed(&Definition::new(&self.pom.path, property))?;
        if self.pom.keeps(value.span) || self.is_settled_deeper(value) {
            return None;
        }
        let current = self.reactor.evaluate(&self.pom.path, &value.text).ok()?;
        let site = self.site(value.span);
        match age_of_release(&current, wanted.version) {
            Age::New => None,
            Age::Old => {
                let what =
                    format!("`{}` moves from {} to {}.", property.name, shown(&value.text), wanted.version);
                let change = Change::in_file(&self.pom.path, vec![value.replaced_by(wanted.version)]);
                Some(self.finding(site, what, wanted, change))
            }
            Age::Moving => Some(self.context.manual(site, moving(&property.name, &current, wanted.version))),
        }
    }

    fn wanted(&self, dependency: &Dependency) -> Option<Wanted<'_>> {
        self.row.wanted(dependency, self.context.settings)
    }

    /// Whether another entry of the same list has the new name, or stands before this one and gets it too.
    fn is_doubled(&self, wanted: Wanted<'_>, dependency: &Dependency) -> bool {
        let becomes_same = |other: &Dependency| {
            let is_before = other.element.start < dependency.element.start;
            wanted.to.is(other) || is_before && self.wanted(other).is_some_and(|one| one.to == wanted.to)
        };
        let mut others = self.pom.model.dependencies.iter();
        others.any(|other| self.pom.are_side_by_side(other, dependency) && becomes_same(other))
            && self.pom.removal_of(dependency).is_some()
    }

    fn doubled(&self, wanted: Wanted<'_>, dependency: &Dependency) -> Finding {
        let (old, new) = (&dependency.artifact.text, &wanted.to.artifact);
        let what = format!("`{old}` goes: `{new}` is in the list already.");
        let change = Change::in_file(&self.pom.path, vec![self.pom.removal(dependency.element)]);
        self.finding(self.site(dependency.artifact.span), what, wanted, change)
    }

    /// A dependency that is a file beside the project.
    fn file(&self, dependency: &Dependency, wanted: Wanted<'_>) -> Option<Finding> {
        let version = dependency.version.as_ref()?;
        let current = self.reactor.evaluate(&self.pom.path, &version.text).ok()?;
        let note = file_note(&wanted.to.artifact, wanted.version);
        let is_old = age_of_release(&current, wanted.version) == Age::Old;
        is_old.then(|| self.context.manual(self.site(version.span), note))
    }

    fn unknown(&self, wanted: Wanted<'_>, dependency: &Dependency, why: &str) -> Finding {
        let name = without_scala(&dependency.artifact.text).0;
        let what = format!("The version of `{name}` is not known here. {why}");
        let Wanted { to, version, .. } = wanted;
        let now = format!("Use `{}:{}` {version} where the version is set.", to.group, to.artifact);
        self.context.manual(self.site(dependency.artifact.span), Note::new(what, now))
    }

    fn finding(&self, site: Site, what: String, wanted: Wanted<'_>, change: Change) -> Finding {
        match wanted.review {
            Some(now) => self.context.review(site, Note::new(what, now).because(wanted.why), change),
            None => self.context.apply(site, Note::new(what, "").because(wanted.why), change),
        }
    }

    fn keeps(&self, dependency: &Dependency) -> bool {
        let element = dependency.element;
        let version = dependency.version.as_ref().map(|version| version.span);
        self.pom.keeps(element) || version.is_some_and(|span| self.pom.keeps(span))
    }

    fn site(&self, span: Span) -> Site {
        Site { path: Arc::clone(&self.pom.path), span }
    }
}

fn replaced(value: &Value, by: &str) -> Option<Edit> {
    (value.text != by).then(|| value.replaced_by(by))
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

/// Two reasons, of which one or both may be empty.
fn joined(one: &str, two: &str) -> String {
    if one.is_empty() { two.to_owned() } else { format!("{one} {two}").trim_end().to_owned() }
}

/// A version as a message shows it.
fn shown(version: &str) -> String {
    if version.contains("${") { format!("`{version}`") } else { version.to_owned() }
}

fn moving(name: &str, current: &str, wanted: &str) -> Note {
    let what = format!("`{name}` is {current}, which is not one certain release.");
    Note::new(what, format!("Set it to {wanted}."))
}
