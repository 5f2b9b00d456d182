//! Rule kind `artifact-unfit`: a library that is not of Flink and does not work with the target or its Java.
//!
//! Deliberately absent: what takes its place in the code; a person decides that.

use std::sync::Arc;

use serde::Deserialize;

use super::coordinate::Coordinate;
use super::{Context, Rule, Wants, family};
use crate::finding::{Finding, Note, RemedyKind, Site};
use crate::view::{File, View};

/// Libraries with the same fault.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// Projects that depend on this group are judged.
    group: String,
    artifacts: Vec<Coordinate>,
    /// What is wrong with them, behind their name.
    fault: String,
    /// What to do about it.
    instead: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::builds()
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Manual]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Build(build) = &file.view else { return Vec::new() };
        let is_named = |one: &Coordinate| build.model.dependencies.iter().any(|other| one.names(other));
        if !self.artifacts.iter().any(is_named)
            || !family::serves(context.project.reactor(), &build.path, &self.group)
        {
            return Vec::new();
        }
        let unfit = build.model.dependencies.iter().filter(|dependency| {
            self.artifacts.iter().any(|one| one.names(dependency)) && !build.keeps(dependency.element)
        });
        unfit
            .map(|dependency| {
                let site = Site { path: Arc::clone(&build.path), span: dependency.artifact.span };
                let what = format!("`{}` {}.", dependency.artifact.text, self.fault);
                context.manual(site, Note::new(what, &self.instead))
            })
            .collect()
    }
}
