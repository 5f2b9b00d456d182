//! Rule kind `idle-list`: a list of versions that says the version of nothing any more.
//!
//! What other libraries bring along is not seen, so a person looks at it.

use std::sync::Arc;

use serde::Deserialize;

use super::coordinate::{Coordinate, fits};
use super::{Context, Rule, Wants, family, removal};
use crate::finding::{Finding, Note, RemedyKind, Site};
use crate::types::reactor::Reactor;
use crate::view::build::{Dependency, Section};
use crate::view::{BuildFile, File, View};

/// One list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// Projects that depend on this group are judged.
    group: String,
    list: Coordinate,
    /// What needs the list, as `group:artifact`; a `*` at the end stands for any rest.
    users: Vec<String>,
    /// What looks like that and does not need it.
    others: Vec<String>,
    /// Why nothing needs it any more.
    why: String,
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

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Build(build) = &file.view else { return Vec::new() };
        let listed =
            build.model.dependencies.iter().filter(|one| {
                one.section == Section::Managed && self.list.is(one) && !build.keeps(one.element)
            });
        let idle = listed.filter(|_| self.is_idle(build, context.project.reactor()));
        idle.filter_map(|list| self.finding(build, list, context)).collect()
    }
}

impl Row {
    /// Whether nothing that a project, its parents or its heirs depend on needs the list.
    fn is_idle(&self, build: &BuildFile, reactor: &Reactor) -> bool {
        let around = reactor.lineage(&build.path).into_iter().chain(reactor.heirs(&build.path));
        let mut all = around.flat_map(|build| &build.model.dependencies);
        let names = |patterns: &[String], one: &Dependency| patterns.iter().any(|pattern| fits(pattern, one));
        let needs =
            |one: &Dependency| names(&self.users, one) && !names(&self.others, one) && !self.list.is(one);
        family::serves(reactor, &build.path, &self.group) && !all.any(needs)
    }

    fn finding(&self, build: &Arc<BuildFile>, list: &Dependency, context: &Context<'_>) -> Option<Finding> {
        let change = removal::with_its_property(context, build, list)?;
        let what = format!("`{}` goes: nothing here takes a version from it.", list.artifact.text);
        let site = Site { path: Arc::clone(&build.path), span: list.artifact.span };
        Some(context.review(site, Note::new(what, &self.review).because(&self.why), change))
    }
}
