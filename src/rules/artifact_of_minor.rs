//! Rule kind `artifact-of-minor`: artifacts that say a minor release of Flink in their name.

use std::sync::Arc;

use serde::Deserialize;

use super::coordinate::Coordinate;
use super::version::is_before;
use super::{Artifacts, Context, Rule, Wants};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::text::{Edit, Span};
use crate::types::reactor::{Definition, Reactor, Used};
use crate::view::build::{Dependency, Property};
use crate::view::{BuildFile, File, View};

/// Artifacts whose names end with a minor release of Flink, and what they become.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// Without the minor release and its `-`.
    artifacts: Vec<Coordinate>,
    /// The minor releases that are targets of this row.
    targets: Vec<String>,
    /// The minor release that their names say from now on.
    minor: String,
    /// The first version that has such names.
    since: String,
    /// What older versions become.
    version: String,
    /// What a person must look at.
    review: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::builds()
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review]
    }

    fn artifacts(&self) -> Artifacts {
        let new = self.artifacts.iter().map(|one| (format!("{one}-{}", self.minor), self.version.clone()));
        Artifacts { released: new.collect(), ..Artifacts::default() }
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Build(pom) = &file.view else { return Vec::new() };
        if !self.targets.iter().any(|target| target == context.settings.target.minor()) {
            return Vec::new();
        }
        let model = &pom.model;
        let renamed = model.dependencies.iter().filter_map(|one| self.renamed(one, pom, context));
        let properties = model.properties.iter().filter_map(|one| self.lifted(one, pom, context));
        renamed.chain(properties).collect()
    }
}

impl Row {
    fn renamed(
        &self,
        dependency: &Dependency,
        pom: &Arc<BuildFile>,
        context: &Context<'_>,
    ) -> Option<Finding> {
        let (name, suffix) = self.split(dependency)?;
        let artifact = &dependency.artifact;
        let reactor = context.project.reactor();
        let said = reactor.evaluate(&pom.path, suffix).ok()?;
        let is_plain = artifact.span.len() == artifact.text.len();
        if !said.starts_with("1.") || !is_plain || pom.keeps(dependency.element) {
            return None;
        }
        let minor = Span::new(artifact.span.end - suffix.len(), artifact.span.end);
        let mut edits = vec![Edit::replace(minor, self.minor.as_str())];
        let literal = dependency.version.as_ref().filter(|version| version.is_literal());
        let old = literal.filter(|version| is_before(&version.text, &self.since));
        edits.extend(old.map(|version| version.replaced_by(&self.version)));
        let with = old.map_or_else(String::new, |_| format!(" {}", self.version));
        let what = format!("`{}` becomes `{name}-{}`{with}.", artifact.text, self.minor);
        let site = Site { path: Arc::clone(&pom.path), span: artifact.span };
        Some(context.review(site, Note::new(what, &self.review), Change::in_file(&pom.path, edits)))
    }

    /// A property with a version that has no such names yet.
    fn lifted(&self, property: &Property, pom: &Arc<BuildFile>, context: &Context<'_>) -> Option<Finding> {
        let value = &property.value;
        let serves = self.serves(&Definition::new(&pom.path, property), context.project.reactor());
        if !serves || !is_before(&value.text, &self.since) || pom.keeps(value.span) {
            return None;
        }
        let what = format!("`{}` moves from {} to {}.", property.name, value.text, self.version);
        let change = Change::in_file(&pom.path, vec![value.replaced_by(&self.version)]);
        let site = Site { path: Arc::clone(&pom.path), span: value.span };
        Some(context.review(site, Note::new(what, &self.review), change))
    }

    /// Whether the version of one of the artifacts comes from the definition.
    fn serves(&self, definition: &Definition, reactor: &Reactor) -> bool {
        reactor.uses(definition).iter().any(|one| match one.used {
            Used::DependencyVersion(index) => {
                let pom = reactor.pom(&one.path);
                let dependency = pom.and_then(|pom| pom.model.dependencies.get(index));
                dependency.is_some_and(|dependency| self.split(dependency).is_some())
            }
            Used::PluginVersion(_) | Used::Property(_) | Used::Other => false,
        })
    }

    /// The name of one of the artifacts, and the minor release or the property behind it.
    fn split<'d>(&self, dependency: &'d Dependency) -> Option<(&'d str, &'d str)> {
        let (name, suffix) = dependency.artifact.text.rsplit_once('-')?;
        let named = |one: &Coordinate| one.group == dependency.group.text && one.artifact == name;
        self.artifacts.iter().any(named).then_some((name, suffix))
    }
}
