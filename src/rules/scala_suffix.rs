//! Rule kind `scala-suffix`: artifacts whose name no longer says a Scala version.
//!
//! A property that only such names used goes once nothing refers to it.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;

use super::coordinate::{Coordinate, without_scala};
use super::{Artifacts, Context, Rule, Wants, renamed};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::text::Span;
use crate::types::reactor::Definition;
use crate::view::build::{Dependency, Filter, Property};
use crate::view::{BuildFile, File, View};

/// The artifacts of one group.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    group: String,
    /// They lose the suffix.
    without: BTreeSet<String>,
    /// They keep it, for one Scala version.
    with: BTreeSet<String>,
    /// That version.
    scala: String,
    /// Properties that say the Scala version of artifacts.
    properties: BTreeSet<String>,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::builds()
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Review]
    }

    fn artifacts(&self) -> Artifacts {
        let without = self.without.iter().map(|artifact| format!("{}:{artifact}", self.group));
        let with = self.with.iter().map(|artifact| format!("{}:{artifact}_{}", self.group, self.scala));
        Artifacts::default().and_of_flink(without.chain(with))
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Build(pom) = &file.view else { return Vec::new() };
        let model = &pom.model;
        let of_group = model.dependencies.iter().filter(|dependency| dependency.group.text == self.group);
        let mut findings: Vec<_> =
            of_group.filter_map(|dependency| self.in_dependency(pom, dependency, context)).collect();
        findings.extend(model.filters.iter().filter_map(|filter| self.in_filter(pom, filter, context)));
        let properties = model.properties.iter().filter(|property| self.properties.contains(&property.name));
        findings.extend(properties.filter_map(|property| self.in_property(pom, property, context)));
        findings
    }
}

impl Row {
    fn in_dependency(
        &self,
        pom: &Arc<BuildFile>,
        dependency: &Dependency,
        context: &Context<'_>,
    ) -> Option<Finding> {
        let old = &dependency.artifact.text;
        let (name, suffix) = without_scala(old);
        let suffix = suffix?;
        if pom.keeps(dependency.artifact.span) || pom.keeps(dependency.element) {
            return None;
        }
        if self.without.contains(name) {
            return Some(self.without_suffix(pom, dependency, context, name));
        }
        let current = context.project.reactor().evaluate(&pom.path, suffix).ok()?;
        if !self.with.contains(name) || current == self.scala {
            return None;
        }
        let new = format!("{name}_{}", self.scala);
        let now = format!("Own Scala code must be compiled with Scala {} too.", self.scala);
        let note = Note::new(format!("`{old}` becomes `{new}`."), now);
        let change = self.renamed(pom, dependency, context, &new);
        Some(context.review(site(pom, dependency.artifact.span), note, change))
    }

    fn without_suffix(
        &self,
        pom: &Arc<BuildFile>,
        dependency: &Dependency,
        context: &Context<'_>,
        name: &str,
    ) -> Finding {
        let (site, old) = (site(pom, dependency.artifact.span), &dependency.artifact.text);
        let same = |other: &Dependency| {
            let is_before = other.element.start < dependency.element.start;
            pom.are_side_by_side(other, dependency)
                && other.group.text == self.group
                && stays(&other.artifact.text, name, is_before)
        };
        if pom.model.dependencies.iter().any(same) {
            let what = format!("`{old}` goes: `{name}` is in the list already.");
            let change = Change::in_file(&pom.path, vec![pom.removal(dependency.element)]);
            return context.apply(site, Note::new(what, ""), change);
        }
        let note = Note::new(format!("`{old}` becomes `{name}`."), "");
        context.apply(site, note, self.renamed(pom, dependency, context, name))
    }

    /// An artifact that is left out or packed under its old name.
    fn in_filter(&self, pom: &Arc<BuildFile>, filter: &Filter, context: &Context<'_>) -> Option<Finding> {
        let (old, group) = (&filter.artifact.text, filter.group.as_ref());
        let (name, suffix) = without_scala(old);
        let is_meant = suffix.is_some() && self.without.contains(name);
        if !is_meant || group.is_some_and(|group| group.text != self.group) || pom.keeps(filter.element) {
            return None;
        }
        let same = |other: &Filter| {
            let is_before = other.element.start < filter.element.start;
            other.list == filter.list && stays(&other.artifact.text, name, is_before)
        };
        let (what, edit) = if pom.model.filters.iter().any(same) {
            (format!("`{old}` goes: `{name}` is in the list already."), pom.removal(filter.element))
        } else {
            (
                format!("`{old}` becomes `{name}`, so that the list still means it."),
                filter.artifact.replaced_by(name),
            )
        };
        let change = Change::in_file(&pom.path, vec![edit]);
        Some(context.apply(site(pom, filter.artifact.span), Note::new(what, ""), change))
    }

    /// The dependency under a new name, and with it what manages its version outside of the path.
    fn renamed(
        &self,
        pom: &Arc<BuildFile>,
        dependency: &Dependency,
        context: &Context<'_>,
        new: &str,
    ) -> Change {
        let new = Coordinate { group: self.group.clone(), artifact: new.to_owned() };
        let mut change = Change::default();
        renamed::rename(&mut change, pom, dependency, &new);
        if let Some((manager, entry)) = renamed::managing_outside(context, pom, dependency, &new) {
            renamed::rename(&mut change, manager, entry, &new);
        }
        change
    }

    /// A property to which nothing refers any more.
    fn in_property(
        &self,
        pom: &Arc<BuildFile>,
        property: &Property,
        context: &Context<'_>,
    ) -> Option<Finding> {
        let reactor = context.project.reactor();
        let definition = Definition::new(&pom.path, property);
        let heirs = reactor.heirs(&pom.path);
        let uses_flink = |pom: &Arc<BuildFile>| {
            pom.model.dependencies.iter().any(|dependency| dependency.group.text == self.group)
        };
        let compiles_scala = |pom: &Arc<BuildFile>| {
            pom.model.plugins.iter().any(|plugin| plugin.artifact.text.contains("scala"))
        };
        let is_idle = reactor.direct_uses(&definition).is_empty()
            && heirs.iter().any(uses_flink)
            && !heirs.iter().any(compiles_scala)
            && !pom.keeps(property.value.span);
        let what = format!("`{}` goes: nothing refers to it.", property.name);
        let change = Change::in_file(&pom.path, vec![pom.removal(property.element)]);
        is_idle.then(|| context.apply(site(pom, property.value.span), Note::new(what, ""), change))
    }
}

/// Whether an entry will say `name`: it does already, or it stands before the one that is asked about and gets it too.
fn stays(entry: &str, name: &str, is_before: bool) -> bool {
    entry == name || is_before && without_scala(entry).0 == name
}

fn site(pom: &BuildFile, span: Span) -> Site {
    Site { path: Arc::clone(&pom.path), span }
}
