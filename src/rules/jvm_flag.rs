//! Rule kind `jvm-flag`: flags of the JVM that the one of the target does not know any more.
//!
//! A flag in a list of words goes; where it stands otherwise, a person takes it out. Deliberately absent: Java and
//! prose.

use std::sync::Arc;

use serde::Deserialize;

use super::around::{is_kept, is_of_flink};
use super::{Context, Rule, Wants};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::snapshot::FileKind;
use crate::text::{Edit, Span};
use crate::view::settings::{is_comment_at, is_prose};
use crate::view::{File, View};

/// Flags with the same fate.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// What stands before their names.
    start: String,
    /// Their names, without the `+` or `-` that switches them on or off.
    flags: Vec<String>,
    /// What the JVM does with them.
    fault: String,
    /// What a person must look at, or do.
    now: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        let kinds = [FileKind::Pom, FileKind::Gradle, FileKind::Json, FileKind::Text];
        Wants { files: kinds.map(|kind| (kind, self.flags.clone())).to_vec() }
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let text = file.text();
        if matches!(file.view, View::Java(_)) || is_prose(&file.path) {
            return Vec::new();
        }
        let named = self.flags.iter().flat_map(|flag| text.match_indices(flag.as_str()));
        let spans = named.filter_map(|(at, flag)| self.flag_at(text, Span::new(at, at + flag.len())));
        let mut found: Vec<Span> = spans.filter(|span| !is_left(file, *span)).collect();
        found.sort();
        if found.is_empty() || !is_of_flink(context.project.reactor(), &file.path) {
            return Vec::new();
        }
        found.into_iter().map(|span| self.finding(file, span, context)).collect()
    }
}

impl Row {
    /// The whole flag whose name stands at `name`, with its value.
    fn flag_at(&self, text: &str, name: Span) -> Option<Span> {
        let before = text[..name.start].trim_end_matches(['+']);
        let before = before.strip_suffix(self.start.as_str()).or_else(|| {
            before.strip_suffix('-').and_then(|before| before.strip_suffix(self.start.as_str()))
        })?;
        let rest = &text[name.end..];
        let is_end = |one: char| one.is_whitespace() || "\"'<,)]\\;&|".contains(one);
        let is_whole = rest.starts_with('=') || rest.is_empty() || rest.starts_with(is_end);
        let is_first = !before.ends_with(|one: char| one.is_alphanumeric() || one == '-');
        let end = name.end + rest.find(is_end).unwrap_or(rest.len());
        (is_whole && is_first).then_some(Span::new(before.len(), end))
    }

    fn finding(&self, file: &File, span: Span, context: &Context<'_>) -> Finding {
        let (site, flag) = (Site { path: Arc::clone(&file.path), span }, span.of(file.text()));
        let because = format!("Java {} {} it.", context.settings.target.java, self.fault);
        if let Some(edit) = taken_out(file.text(), span) {
            let note = Note::new(format!("`{flag}` goes."), &self.now).because(&because);
            return context.review(site, note, Change::in_file(&file.path, vec![edit]));
        }
        let note = Note::new(format!("Take out `{flag}`."), &self.now).because(&because);
        context.manual(site, note)
    }
}

/// Whether the flag stands in a comment, or in a line that a person keeps.
fn is_left(file: &File, span: Span) -> bool {
    let in_comment = match &file.view {
        View::Build(build) if build.project().is_some() => {
            build.tree.comments().iter().any(|comment| comment.contains(span))
        }
        View::Build(_) | View::Java(_) | View::Text => is_comment_at(file.text(), span),
    };
    in_comment || is_kept(file.text(), span.start)
}

/// Takes a flag out of a list of words in a line, with one of the blanks around it.
fn taken_out(text: &str, flag: Span) -> Option<Edit> {
    let (before, behind) = (&text[..flag.start], &text[flag.end..]);
    let next = behind.strip_prefix(' ').and_then(|rest| rest.chars().next());
    if next.is_some_and(|next| "-$%{".contains(next)) {
        return Some(Edit::delete(Span::new(flag.start, flag.end + 1)));
    }
    let last = before.strip_suffix(' ').and_then(|before| before.chars().next_back());
    let is_last = behind.is_empty() || behind.starts_with(['"', '\'', '<', '\n', '\r']);
    let is_word = last.is_some_and(|last| last.is_alphanumeric() || "})%".contains(last));
    (is_last && is_word).then(|| Edit::delete(Span::new(flag.start - 1, flag.end)))
}
