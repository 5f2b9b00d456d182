//! Rule kind `sql-word`: SQL that means something else than it did, once a file.
//!
//! Deliberately absent: what the SQL says; a person knows which of its values matter.

use serde::Deserialize;

use super::{Context, Names, Rule, Wants};
use crate::finding::{Finding, Note, RemedyKind, Site};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::Span;
use crate::view::settings::is_comment_at;
use crate::view::{File, View};

/// A function or keyword of SQL.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// The first release in which it means something else; what was written for it or later is right.
    other_since: String,
    /// The word in capitals, with what follows it.
    word: String,
    /// The class that Java hands SQL to.
    reader: String,
    /// What a file of SQL for Flink holds.
    holds: String,
    /// The setting that brings the old meaning back.
    unless: String,
    /// What has become of it.
    what: String,
    /// What a person can do.
    now: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        let reader = vec![self.simple_reader().to_owned()];
        let words = vec![self.word.clone(), self.word.to_lowercase()];
        Wants { files: vec![(FileKind::Java, reader), (FileKind::Text, words)] }
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::default().and_new([&self.reader])]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let text = file.text();
        if text.contains(&self.unless) || !context.is_before(&file.path, &self.other_since) {
            return Vec::new();
        }
        let found = match &file.view {
            View::Java(java) => {
                let mut literals = java::of_kind(java.root(), "string_literal");
                literals.find(|literal| self.place(java.text_of(*literal)).is_some()).map(java::span)
            }
            View::Text if file.path.ends_with(".sql") && text.contains(&self.holds) => self.place(text),
            View::Build(_) | View::Text => None,
        };
        let site = |span| Site { path: file.path.clone(), span };
        let note = || Note::new(self.what.as_str(), self.now.as_str());
        found.map(|span| context.manual(site(span), note())).into_iter().collect()
    }
}

impl Row {
    fn simple_reader(&self) -> &str {
        self.reader.rsplit('.').next().unwrap_or_default()
    }

    /// Where `sql` has the word for the first time, in any case of its letters and as no part of another.
    fn place(&self, sql: &str) -> Option<Span> {
        let capitals = sql.to_ascii_uppercase();
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        let places = capitals.match_indices(&self.word).map(|(at, word)| Span::new(at, at + word.len()));
        let mut whole = places.filter(|span| !capitals[..span.start].ends_with(is_part));
        whole.find(|span| !is_comment_at(sql, *span))
    }
}
