//! Rule kind `renamed-file`: a file that the target looks for under another name, and the files that speak of it.

use std::sync::Arc;

use serde::Deserialize;

use super::{Context, Rule, Wants};
use crate::finding::{Finding, Note, RemedyKind, Site};
use crate::snapshot::FileKind;
use crate::text::Span;
use crate::view::settings::{is_comment_at, is_prose};
use crate::view::{File, View};

/// The old name of a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// The old name.
    name: String,
    /// The name that the target looks for.
    to: String,
    /// Words one of which such a file holds.
    holds: Vec<String>,
    /// What a person has to do with the file.
    now: String,
    /// What a person has to do where the file is named.
    mention: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Text, self.holds.iter().chain([&self.name]).cloned())
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Manual]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Text = file.view else { return Vec::new() };
        let Self { name, to, .. } = self;
        let found = if file.path.rsplit('/').next() == Some(name.as_str()) {
            let what = format!("Flink 2 does not read `{name}`; it reads `{to}`.");
            Some((Span::new(0, file.text().lines().next().map_or(0, str::len)), Note::new(what, &self.now)))
        } else {
            let what = format!("This names `{name}`; Flink 2 reads `{to}`.");
            self.mention_in(file).map(|span| (span, Note::new(what, &self.mention)))
        };
        let site = |span| Site { path: Arc::clone(&file.path), span };
        found.map(|(span, note)| context.manual(site(span), note)).into_iter().collect()
    }
}

impl Row {
    /// Where `file`, which is no prose, names the old file for the first time.
    fn mention_in(&self, file: &File) -> Option<Span> {
        let text = file.text();
        let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
        let is_whole =
            |span: &Span| !text[..span.start].ends_with(is_part) && !text[span.end..].starts_with(is_part);
        let places = text.match_indices(self.name.as_str());
        let mut spans = places.map(|(at, found)| Span::new(at, at + found.len())).filter(is_whole);
        spans.find(|span| !is_prose(&file.path) && !is_comment_at(text, *span))
    }
}
