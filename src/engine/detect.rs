//! Runs the rules of one transform over the files that could match.

use std::sync::Arc;

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use super::Run;
use crate::catalog::Transform;
use crate::finding::{Finding, RemedyKind};
use crate::rules::{Context, Rule};
use crate::snapshot::FileKind;
use crate::types::Project;
use crate::view::File;

/// A transform with the word searches of its rules.
pub(super) struct Detector<'c> {
    pub(super) transform: &'c Transform,
    rules: Vec<(&'c dyn Rule, Search)>,
}

/// Says by its words whether a file could match.
struct Search {
    kinds: Vec<(FileKind, Option<AhoCorasick>)>,
}

impl<'c> Detector<'c> {
    pub(super) fn new(transform: &'c Transform) -> Self {
        let rules = transform.rules.iter().map(|rule| (rule.as_ref(), Search::new(rule.as_ref()))).collect();
        Self { transform, rules }
    }

    /// Whether its findings can have changes at all.
    pub(super) fn can_change(&self) -> bool {
        self.rules.iter().any(|(rule, _)| rule.remedies().iter().any(|kind| *kind != RemedyKind::Manual))
    }

    /// Whether some rule wants to see a file of this kind with these bytes.
    pub(super) fn wants(&self, kind: FileKind, bytes: &[u8]) -> bool {
        self.rules.iter().any(|(_, search)| search.hits(kind, bytes))
    }

    /// Whether some rule wants files of this kind at all.
    pub(super) fn wants_kind(&self, kind: FileKind) -> bool {
        self.rules.iter().any(|(_, search)| search.kinds.iter().any(|(wanted, _)| *wanted == kind))
    }

    /// All findings in the files that may be rewritten, sorted by site.
    pub(super) fn detect(&self, project: &Project, run: &Run<'_>) -> Vec<Finding> {
        let context = Context {
            project,
            settings: run.settings,
            platform: run.platform.platform,
            transform: &self.transform.id,
        };
        let files: Vec<&Arc<File>> =
            project.files().filter(|file| project.snapshot().in_scope(&file.path)).collect();
        let mut findings: Vec<Finding> =
            files.par_iter().flat_map_iter(|file| self.detect_in(file, &context)).collect();
        findings.sort_by(|one, two| (&one.site, &one.note).cmp(&(&two.site, &two.note)));
        findings
    }

    fn detect_in(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let Some(kind) = FileKind::of(&file.path) else { return Vec::new() };
        let rules = self.rules.iter().filter(|(_, search)| search.hits(kind, file.source.bytes()));
        rules.flat_map(|(rule, _)| rule.detect(file, context)).collect()
    }
}

impl Search {
    fn new(rule: &dyn Rule) -> Self {
        let search = |words: Vec<String>| {
            (!words.is_empty())
                .then(|| AhoCorasick::new(words).expect("the words of a rule are few and short"))
        };
        let kinds = rule.wants().files.into_iter().map(|(kind, words)| (kind, search(words)));
        Self { kinds: kinds.collect() }
    }

    fn hits(&self, kind: FileKind, bytes: &[u8]) -> bool {
        self.kinds.iter().any(|(wanted, words)| {
            *wanted == kind && words.as_ref().is_none_or(|words| words.is_match(bytes))
        })
    }
}
