//! The hook of a transform whose old objects are made by `new`: each is rewritten with all that carries it, or left.

use std::sync::Arc;

use tree_sitter::Node;

use super::rewrite::{self, Rewrite};
use crate::finding::{Finding, RemedyKind};
use crate::rules::{Context, Names, Rule, Wants};
use crate::snapshot::FileKind;
use crate::view::{File, JavaFile};

/// Which objects there are, and what becomes of one.
pub(crate) struct Makers {
    /// The old classes.
    pub(crate) classes: &'static [&'static str],
    /// Other names that the rewrite reads.
    pub(crate) reads: &'static [&'static str],
    /// Names that it writes.
    pub(crate) writes: &'static [&'static str],
    /// What takes the place of an object that is left.
    pub(crate) now: &'static str,
    /// The change of everything that carries the object that is made at the node.
    pub(crate) rewritten: fn(&Context<'_>, &Arc<JavaFile>, Node<'_>) -> Result<Rewrite, String>,
}

impl Rule for Makers {
    fn wants(&self) -> Wants {
        let simple = self.classes.iter().map(|class| class.rsplit('.').next().unwrap_or(class));
        Wants::with_words(FileKind::Java, simple)
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        let old = self.classes.iter().chain(self.reads).copied();
        vec![Names::of_old(old).and_new(self.writes.iter().copied()).and_said(self.now)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        rewrite::detect(context, file, self.classes, self.now, |java, maker| {
            (self.rewritten)(context, java, maker)
        })
    }
}
