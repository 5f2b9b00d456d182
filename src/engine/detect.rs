//! Runs the rules of transforms over the files that could match.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::Run;
use super::platform::Signs;
use super::words::{Standing, WordSet, Words};
use crate::catalog::Transform;
use crate::finding::{Finding, RemedyKind, Site};
use crate::rules::{Context, Rule};
use crate::snapshot::FileKind;
use crate::text::SourceText;
use crate::types::Project;

/// A transform with the word searches of its rules.
pub(super) struct Detector<'c> {
    pub(super) transform: &'c Transform,
    rules: Vec<(&'c dyn Rule, Search)>,
}

/// Says by its words whether a file could match.
struct Search {
    /// For each kind of file its words, or none when all files count.
    files: Vec<(FileKind, Option<WordSet>)>,
    /// Words that must be there besides.
    beside: Option<WordSet>,
}

impl Search {
    fn new(rule: &dyn Rule, words: &Words) -> Self {
        let set = |of_kind: &[String], standing| (!of_kind.is_empty()).then(|| words.set(of_kind, standing));
        let files = rule.wants().files.into_iter().map(|(kind, of_kind)| {
            let standing = if kind == FileKind::Java { Standing::Whole } else { Standing::Anywhere };
            (kind, set(&of_kind, standing))
        });
        Self { files: files.collect(), beside: set(&rule.beside(), Standing::Anywhere) }
    }

    fn wants_kind(&self, kind: FileKind) -> bool {
        self.files.iter().any(|(wanted, _)| reads(*wanted, kind))
    }

    /// Whether a file of this kind with these words could match.
    fn hits(&self, kind: FileKind, found: &WordSet) -> bool {
        let holds = |words: &Option<WordSet>| words.as_ref().is_none_or(|words| words.meets(found));
        holds(&self.beside) && self.files.iter().any(|(wanted, words)| reads(*wanted, kind) && holds(words))
    }
}

/// Whether what reads files of the kind `wanted` reads this one: build scripts of Gradle are lines too.
fn reads(wanted: FileKind, kind: FileKind) -> bool {
    wanted == kind || (wanted == FileKind::Text && kind == FileKind::Gradle)
}

impl<'c> Detector<'c> {
    /// The detectors of `transforms`, and the words to look for: theirs, and those that tell the platform.
    pub(super) fn all(transforms: Vec<&'c Transform>) -> (Vec<Self>, Words) {
        let rules = transforms.iter().flat_map(|transform| &transform.rules);
        let of_rules = rules.flat_map(|rule| {
            let wanted = rule.wants().files.into_iter().flat_map(|(_, words)| words);
            wanted.chain(rule.beside()).collect::<Vec<_>>()
        });
        let words = Words::new(of_rules.chain(Signs::words()));
        let detector = |transform: &'c Transform| {
            let rules = transform.rules.iter().map(AsRef::as_ref);
            Self { transform, rules: rules.map(|rule| (rule, Search::new(rule, &words))).collect() }
        };
        (transforms.into_iter().map(detector).collect(), words)
    }

    /// Whether its findings can have changes at all.
    pub(super) fn can_change(&self) -> bool {
        self.rules.iter().any(|(rule, _)| can_change(*rule))
    }

    /// Whether some rule wants to see a file of this kind with these words.
    pub(super) fn wants(&self, kind: FileKind, found: &WordSet) -> bool {
        self.rules.iter().any(|(_, search)| search.hits(kind, found))
    }

    /// Whether some rule wants files of this kind at all.
    pub(super) fn wants_kind(&self, kind: FileKind) -> bool {
        self.rules.iter().any(|(_, search)| search.wants_kind(kind))
    }

    /// The findings that have changes, sorted by site.
    pub(super) fn changes(&self, project: &Project, run: &Run<'_>) -> Vec<Finding> {
        let context = self.context(project, run, true);
        let found = candidates(project, run)
            .into_par_iter()
            .flat_map_iter(|file| self.detect_in(file, &context, run));
        sorted(found.collect())
    }

    fn context<'p>(&'p self, project: &'p Project, run: &'p Run<'_>, changes_only: bool) -> Context<'p> {
        Context {
            project,
            settings: run.settings,
            platform: run.platform.platform,
            transform: &self.transform.id,
            artifacts: &run.artifacts,
            changes_only,
        }
    }

    fn may_rewrite(&self, path: &str, project: &Project, run: &Run<'_>) -> bool {
        project.snapshot().in_scope(path) && !run.barriers.ignores.hold(path, &self.transform.id)
    }

    fn detect_in(&self, file: Candidate<'_>, context: &Context<'_>, run: &Run<'_>) -> Vec<Finding> {
        let Candidate { path, source, kind, found } = file;
        let asked = self.rules.iter().filter(|(rule, _)| !context.changes_only || can_change(*rule));
        let mut rules: Vec<_> = asked.filter(|(_, search)| search.hits(kind, found)).collect();
        if rules.is_empty() || !self.may_rewrite(path, context.project, run) {
            return Vec::new();
        }
        rules.retain(|(rule, _)| rule.may_match(source.text(), context));
        if rules.is_empty() {
            return Vec::new();
        }
        let Some(file) = context.project.file(path) else { return Vec::new() };
        let mut findings = Vec::new();
        let mut taken = BTreeSet::new();
        for (rule, _) in rules {
            let mut of_rule = rule.detect(&file, context);
            of_rule.retain(|finding| rule.reads_broken() || is_sound(&finding.site, context.project));
            of_rule.retain(|finding| {
                let is_taken = context.changes_only || taken.contains(&finding.site.span.start);
                finding.remedy.kind() != RemedyKind::Manual || !is_taken
            });
            taken.extend(of_rule.iter().map(|finding| finding.site.span.start));
            findings.extend(of_rule);
        }
        findings
    }
}

/// A file that some rule may want to see.
#[derive(Clone, Copy)]
struct Candidate<'p> {
    path: &'p str,
    source: &'p SourceText,
    kind: FileKind,
    /// The words that stand in it.
    found: &'p WordSet,
}

fn candidates<'p>(project: &'p Project, run: &'p Run<'_>) -> Vec<Candidate<'p>> {
    let texts = project.texts();
    let known = texts.filter_map(|(path, source)| {
        Some(Candidate { path, source, kind: FileKind::of(path)?, found: run.found.get(path)? })
    });
    known.collect()
}

/// All findings of each of `detectors`, sorted by site.
///
/// It goes file by file, so that each is opened once for all.
pub(super) fn all(detectors: &[Detector<'_>], project: &Project, run: &Run<'_>) -> Vec<Vec<Finding>> {
    let contexts = detectors.iter().map(|detector| detector.context(project, run, false));
    let asked: Vec<_> = detectors.iter().zip(contexts).enumerate().collect();
    let found = candidates(project, run).into_par_iter().flat_map_iter(|file| {
        asked.iter().flat_map(move |(index, (detector, context))| {
            let findings = detector.detect_in(file, context, run);
            findings.into_iter().map(|finding| (*index, finding))
        })
    });
    let mut of_each = vec![Vec::new(); detectors.len()];
    for (index, finding) in found.collect::<Vec<_>>() {
        of_each[index].push(finding);
    }
    of_each.into_iter().map(sorted).collect()
}

fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|one, two| (&one.site, &one.note).cmp(&(&two.site, &two.note)));
    findings
}

fn can_change(rule: &dyn Rule) -> bool {
    rule.remedies().iter().any(|kind| *kind != RemedyKind::Manual)
}

/// Whether the file of `site` parses; a rule that follows a value may come to one that does not.
fn is_sound(site: &Site, project: &Project) -> bool {
    project.file(&site.path).is_none_or(|file| file.syntax_errors() == 0)
}
