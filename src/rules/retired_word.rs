//! Rule kind `retired-word`: a name that dashboards, alarms and scripts ask for, and that nothing answers to any more.
//!
//! Deliberately absent: Java, and prose.

use std::sync::Arc;

use serde::Deserialize;

use super::{Context, Rule, Wants};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::settings::Platform;
use crate::snapshot::FileKind;
use crate::text::{Edit, Span};
use crate::view::settings::{is_comment_at, is_prose};
use crate::view::{File, View};

/// A name, and what takes its place.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// The name.
    word: String,
    /// The name that answers now.
    to: Option<String>,
    /// Words one of which stands in the file, where the name alone says too little.
    #[serde(default)]
    beside: Vec<String>,
    /// Whether it is so on Managed Service for Apache Flink alone.
    #[serde(default)]
    managed_flink: bool,
    /// What a person has to look at, or to do.
    now: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        let words = || vec![self.word.clone()];
        Wants { files: vec![(FileKind::Text, words()), (FileKind::Json, words())] }
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        match self.to {
            Some(_) => &[RemedyKind::Review],
            None => &[RemedyKind::Manual],
        }
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let text = file.text();
        let is_there = !self.managed_flink || context.platform == Platform::ManagedFlink;
        let is_beside = self.beside.is_empty() || self.beside.iter().any(|word| text.contains(word.as_str()));
        match file.view {
            View::Text if is_there && is_beside && !is_prose(&file.path) => {}
            View::Text | View::Java(_) | View::Build(_) => return Vec::new(),
        }
        let places = text.match_indices(&self.word).map(|(at, word)| Span::new(at, at + word.len()));
        let mut named: Vec<_> =
            places.filter(|span| self.is_name(text, *span) && !is_comment_at(text, *span)).collect();
        if self.to.is_none() {
            // A person reads a line once.
            named.dedup_by(|next, last| !text[last.end..next.start].contains('\n'));
        }
        named.into_iter().map(|span| self.finding(file, span, context)).collect()
    }
}

impl Row {
    /// Whether the word at `span` is no part of another, and stands alone where it is a common one.
    fn is_name(&self, text: &str, span: Span) -> bool {
        let (before, behind) = (&text[..span.start], &text[span.end..]);
        if self.beside.is_empty() {
            return !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric);
        }
        let quotes = ['"', '\''];
        let is_quoted = before.ends_with(quotes) && behind.starts_with(quotes);
        let is_value = before.ends_with(": ") && behind.trim_start_matches([' ', '\r']).starts_with('\n');
        is_quoted || is_value
    }

    fn finding(&self, file: &File, span: Span, context: &Context<'_>) -> Finding {
        let site = Site { path: Arc::clone(&file.path), span };
        let Some(to) = &self.to else {
            let who = if self.managed_flink { "Managed Service for Apache Flink" } else { "Flink" };
            let what = format!("{who} does not report `{}` any more.", self.word);
            return context.manual(site, Note::new(what, self.now.as_str()));
        };
        let note = Note::new(format!("`{}` becomes `{to}`.", self.word), self.now.as_str());
        context.review(site, note, Change::in_file(&file.path, vec![Edit::replace(span, to.clone())]))
    }
}
