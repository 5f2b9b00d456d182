//! One file a rule kind: how a row of a transform finds its places.
//!
//! Deliberately absent: facts about Flink; they stand in `transforms/`.

use std::collections::BTreeSet;

use crate::finding::{Change, Finding, Note, Remedy, RemedyKind, Site, TransformId};
use crate::flink::Api;
use crate::settings::{Platform, Settings};
use crate::snapshot::FileKind;
use crate::types::Project;
use crate::view::File;

mod advice;
mod around;
pub(crate) mod artifact_needed;
pub(crate) mod artifact_of_minor;
pub(crate) mod artifact_release;
pub(crate) mod artifact_removed;
pub(crate) mod artifact_renamed;
pub(crate) mod artifact_unfit;
pub(crate) mod boxing;
pub(crate) mod broken_syntax;
mod catalog_entry;
pub(crate) mod chain;
pub(crate) mod change_override_parameter;
pub(crate) mod code_key;
pub(crate) mod coordinate;
pub(crate) mod core_version;
mod deployed;
mod family;
pub(crate) mod flink_release;
pub(crate) mod flow;
pub(crate) mod form;
pub(crate) mod gone_class;
pub(crate) mod gone_member;
mod idle_import;
pub(crate) mod idle_list;
mod jar_file;
pub(crate) mod jar_name;
pub(crate) mod java_level;
pub(crate) mod jvm_flag;
mod key_in_file;
mod key_reader;
pub(crate) mod lost_package;
pub(crate) mod minimum_version;
pub(crate) mod moved_name;
mod names;
pub(crate) mod permission_needed;
pub(crate) mod property;
pub(crate) mod reference;
mod removal;
pub(crate) mod removed_class;
pub(crate) mod removed_package;
pub(crate) mod removed_property;
mod renamed;
pub(crate) mod renamed_file;
pub(crate) mod replace_call;
pub(crate) mod replace_constant;
pub(crate) mod retired_word;
pub(crate) mod runtime_constant;
pub(crate) mod runtime_literal;
pub(crate) mod scala_suffix;
pub(crate) mod settings_key;
pub(crate) mod sql_word;
pub(crate) mod state_type;
pub(crate) mod switched_off;
pub(crate) mod terraform_provider;
#[cfg(test)]
mod testing;
pub(crate) mod unasked_method;
pub(crate) mod unread_file;
mod version;
pub(crate) mod version_around;
pub(crate) mod waiting;

pub use names::{Artifacts, Names};

/// What a rule may look at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'p> {
    /// Every file that was read, as the step before left it.
    pub project: &'p Project,
    /// What the person asked for.
    pub settings: &'p Settings,
    /// Where the application runs.
    pub platform: Platform,
    /// The transform that the rule belongs to.
    pub transform: &'p TransformId,
    /// What the rules of all transforms speak about, as `group:artifact`.
    pub artifacts: &'p BTreeSet<String>,
    /// Whether findings without a change will be thrown away, so that a rule need not look for them.
    pub changes_only: bool,
}

impl Context<'_> {
    /// A finding of this transform.
    pub fn finding(&self, site: Site, note: Note, remedy: Remedy) -> Finding {
        Finding { transform: TransformId::clone(self.transform), site, note, remedy }
    }

    /// A finding whose change keeps the meaning.
    pub fn apply(&self, site: Site, note: Note, change: Change) -> Finding {
        self.finding(site, note, Remedy::Apply(change.into()))
    }

    /// A finding whose change a person must look at.
    pub fn review(&self, site: Site, note: Note, change: Change) -> Finding {
        self.finding(site, note, Remedy::Review(change.into()))
    }

    /// Whether the file at `path` was surely written for releases of Flink before the minor release `minor`.
    pub fn is_before(&self, path: &str, minor: &str) -> bool {
        let bound = Api.releases().find(|release| release.name == minor);
        bound.is_some_and(|bound| self.project.origin(path).iter().all(|release| release < bound))
    }

    /// A finding that is left to a person.
    pub fn manual(&self, site: Site, note: Note) -> Finding {
        self.finding(site, note, Remedy::Manual)
    }
}

/// Which files a rule wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wants {
    /// The kinds of files, each with words one of which the file must hold; no word means all files of the kind.
    ///
    /// In Java the name of a class or member is not found in a longer one.
    pub files: Vec<(FileKind, Vec<String>)>,
}

impl Wants {
    /// All build files.
    pub fn builds() -> Self {
        Self { files: vec![(FileKind::Pom, Vec::new()), (FileKind::Gradle, Vec::new())] }
    }

    /// Files of `kind` that hold one of `words`.
    pub fn with_words<W: Into<String>>(kind: FileKind, words: impl IntoIterator<Item = W>) -> Self {
        Self { files: vec![(kind, words.into_iter().map(Into::into).collect())] }
    }
}

/// A row of a transform, or its hook, made ready.
///
/// `detect` is pure: the same file and context give the same findings.
pub trait Rule: Send + Sync {
    /// Which files could match; a cheap word search decides with it what is parsed.
    fn wants(&self) -> Wants;

    /// Words one of which a file must hold besides, where those that it wants stand in files of all kinds.
    fn beside(&self) -> Vec<String> {
        Vec::new()
    }

    /// Whether a file with this text could match, as far as that can be said before it is parsed.
    fn may_match(&self, _text: &str, _context: &Context<'_>) -> bool {
        true
    }

    /// Which remedies its findings can have.
    fn remedies(&self) -> &'static [RemedyKind];

    /// Whether it speaks of files that do not parse; what other rules find there is not said.
    fn reads_broken(&self) -> bool {
        false
    }

    /// The artifacts that it speaks about and writes; no other rule calls those unknown that it looks for.
    fn artifacts(&self) -> Artifacts {
        Artifacts::default()
    }

    /// The classes and members that it speaks about and writes, by what belongs together; a rule about Java has some.
    fn names(&self) -> Vec<Names> {
        Vec::new()
    }

    /// All findings whose site is in `file`. A change may edit other files of the project too.
    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding>;
}

/// A reason as a sentence of its own.
pub(crate) fn sentence(why: &str) -> String {
    let mut letters = why.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
