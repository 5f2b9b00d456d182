//! Rule kind `artifact-renamed`: an artifact of Flink that has another name, or became several; its version stays.

use std::sync::Arc;

use serde::Deserialize;

use super::coordinate::Coordinate;
use super::{Artifacts, Context, Rule, Wants, renamed};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::text::Edit;
use crate::types::reactor::Managed;
use crate::view::build::{Dependency, NewDependency, Section};
use crate::view::{BuildFile, File, View};

/// One artifact and what stands for it now.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    from: Coordinate,
    /// The first takes its place, the others are added.
    to: Vec<Coordinate>,
    /// What a person must look at; without it the change is certain.
    review: Option<String>,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::builds()
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        match self.review {
            Some(_) => &[RemedyKind::Review, RemedyKind::Manual],
            None => &[RemedyKind::Apply, RemedyKind::Manual],
        }
    }

    fn artifacts(&self) -> Artifacts {
        Artifacts::of_old([&self.from]).and_of_flink(&self.to)
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Build(pom) = &file.view else { return Vec::new() };
        let fitting = pom.model.dependencies.iter().filter(|dependency| {
            let element = dependency.element;
            self.from.names(dependency) && !pom.keeps(element)
        });
        fitting.filter_map(|dependency| self.finding(pom, dependency, context)).collect()
    }
}

impl Row {
    fn finding(
        &self,
        pom: &Arc<BuildFile>,
        dependency: &Dependency,
        context: &Context<'_>,
    ) -> Option<Finding> {
        let missing: Vec<&Coordinate> = self.to.iter().filter(|to| !is_listed(pom, dependency, to)).collect();
        let name = &dependency.artifact.text;
        if let Some(finding) = self.unmanaged(pom, dependency, context) {
            return Some(finding);
        }
        let (edits, what) = match missing.split_first() {
            None if pom.removal_of(dependency).is_some() => {
                let what = format!("`{name}` goes: what stands for it now is in the list already.");
                (vec![pom.removal(dependency.element)], what)
            }
            None => return None,
            Some((first, others)) => {
                let mut edits = vec![dependency.artifact.replaced_by(&first.artifact)];
                if dependency.group.text != first.group {
                    edits.push(dependency.group.replaced_by(&first.group));
                }
                edits.extend(others.iter().filter_map(|other| added(pom, dependency, other)));
                let names: Vec<_> = missing.iter().map(|to| format!("`{}`", to.artifact)).collect();
                (edits, format!("`{name}` becomes {}.", names.join(", ")))
            }
        };
        let site = Site { path: Arc::clone(&pom.path), span: dependency.artifact.span };
        let mut change = Change::in_file(&pom.path, edits);
        if let Some(first) = missing.first()
            && let Some((manager, entry)) = renamed::managing_outside(context, pom, dependency, first)
        {
            renamed::rename(&mut change, manager, entry, first);
        }
        Some(match &self.review {
            Some(now) => context.review(site, Note::new(what, now), change),
            None => context.apply(site, Note::new(what, ""), change),
        })
    }

    /// A dependency whose version comes from where nobody can look, so that its new names might have none.
    fn unmanaged(
        &self,
        pom: &Arc<BuildFile>,
        dependency: &Dependency,
        context: &Context<'_>,
    ) -> Option<Finding> {
        if dependency.version.is_some() || dependency.section != Section::Used {
            return None;
        }
        let Managed::Unknown(why) = context.project.reactor().managed_version(&pom.path, dependency) else {
            return None;
        };
        let new: Vec<_> = self.to.iter().map(|to| format!("`{}`", to.artifact)).collect();
        let what = format!("The version of `{}` is not known here. {why}", dependency.artifact.text);
        let now = format!("Use {} where the version is set, and here.", new.join(", "));
        let site = Site { path: Arc::clone(&pom.path), span: dependency.artifact.span };
        Some(context.manual(site, Note::new(what, now)))
    }
}

/// Whether the list that holds `dependency` has `coordinate` too.
fn is_listed(pom: &BuildFile, dependency: &Dependency, coordinate: &Coordinate) -> bool {
    let mut others = pom.model.dependencies.iter().filter(|other| other.list == dependency.list);
    others.any(|other| coordinate.names(other))
}

/// `coordinate` with the version and the scope of `beside`.
fn added(pom: &BuildFile, beside: &Dependency, coordinate: &Coordinate) -> Option<Edit> {
    let new = NewDependency {
        group: &coordinate.group,
        artifact: &coordinate.artifact,
        version: beside.version.as_ref().map(|version| version.text.as_str()),
        scope: beside.scope.as_ref().map(|scope| scope.text.as_str()),
    };
    pom.dependency_after(beside, &new)
}
