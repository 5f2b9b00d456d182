//! Rule kind `unread-file`: a file of a kind that nothing here moves is named, so that nobody takes it for done.

use std::sync::Arc;

use serde::Deserialize;

use super::around::is_kept;
use super::{Context, Rule, Wants};
use crate::finding::{Finding, Note, RemedyKind, Site};
use crate::snapshot::FileKind;
use crate::text::Span;
use crate::view::{File, View};

/// Files of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// How their names end.
    endings: Vec<String>,
    /// Words one of which the file holds.
    words: Vec<String>,
    /// What is not moved.
    what: String,
    /// What to do by hand.
    instead: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Text, self.words.iter().map(String::as_str))
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Manual]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let is_named = self.endings.iter().any(|ending| file.path.ends_with(ending.as_str()));
        let (View::Text, true) = (&file.view, is_named) else { return Vec::new() };
        let text = file.text();
        let place = |word: &String| text.find(word.as_str()).map(|at| Span::new(at, at + word.len()));
        let first = self.words.iter().filter_map(place).min();
        let open = first.filter(|span| !is_kept(text, span.start));
        let site = open.map(|span| Site { path: Arc::clone(&file.path), span });
        let note = || Note::new(self.what.as_str(), self.instead.as_str());
        site.map(|site| context.manual(site, note())).into_iter().collect()
    }
}
