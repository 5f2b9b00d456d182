//! Rule kind `permission-needed`: an action that the classes of today ask for, and a policy beside the old ones lacks.
//!
//! Deliberately absent: policies that no list of actions shows, and what a resource of a policy is.

use std::sync::Arc;

use serde::Deserialize;

use super::{Context, Rule, Wants, deployed};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::text::{Edit, Span, newline};
use crate::view::File;
use crate::view::settings::is_comment_at;

/// An action, and the one that goes with it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// The action that policies have.
    action: String,
    /// The action that is needed as well.
    needs: String,
    /// Others that allow it.
    allowed_by: Vec<String>,
    /// Names of classes that ask for it; one of them stands in the code.
    classes: Vec<String>,
    /// Why it is needed.
    why: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        deployed::wants(std::slice::from_ref(&self.action))
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let text = file.text();
        // Where the file speaks of it, somebody has thought about it.
        let is_open = deployed::is_of_deployment(file) && !text.contains(self.needs.as_str());
        if !is_open
            || !self.classes.iter().any(|class| context.project.java_paths_with(class).next().is_some())
        {
            return Vec::new();
        }
        let places = text.match_indices(&self.action).map(|(at, word)| Span::new(at, at + word.len()));
        let places = places.filter(|span| is_whole(text, *span) && !is_comment_at(text, *span));
        let lacking = places.filter(|span| !self.is_allowed(text, *span));
        lacking.map(|span| self.finding(file, span, context)).collect()
    }
}

impl Row {
    /// Whether an action of the same list allows it.
    fn is_allowed(&self, text: &str, action: Span) -> bool {
        let (before, behind) = (&text[..action.start], &text[action.end..]);
        let start = before.rfind(['[', '(', '{']).max(before.rfind("ction")).unwrap_or(0);
        let end = [behind.find([']', ')', '}']), behind.find("ction")].into_iter().flatten().min();
        let end = action.end + end.unwrap_or(behind.len());
        let list = &text[start..end];
        let stands = |word: &String| {
            list.match_indices(word.as_str()).any(|(at, word)| {
                let span = Span::new(start + at, start + at + word.len());
                is_whole(text, span)
            })
        };
        self.allowed_by.iter().any(stands)
    }

    fn finding(&self, file: &File, action: Span, context: &Context<'_>) -> Finding {
        let site = Site { path: Arc::clone(&file.path), span: action };
        // What is denied beside the old action may not be what a job needs.
        let denies = ["Deny", "DENY"].iter().any(|word| file.text().contains(word));
        let Some(edit) = self.beside(file.text(), action).filter(|_| !denies) else {
            let note = Note::new(
                format!("`{}` may have to be allowed as well.", self.needs),
                "Allow it beside this one.",
            );
            return context.manual(site, note.because(self.why.as_str()));
        };
        let note = Note::new(
            format!("`{}` is allowed as well.", self.needs),
            "Check that it is allowed for the streams that the job uses.",
        );
        context.review(site, note.because(self.why.as_str()), Change::in_file(&file.path, vec![edit]))
    }

    /// The needed action as an element of the same list, before `action`; none where there is no list.
    fn beside(&self, text: &str, action: Span) -> Option<Edit> {
        let quote = text[..action.start].chars().next_back().filter(|letter| matches!(letter, '"' | '\''));
        let start = action.start - quote.map_or(0, char::len_utf8);
        let line = text[..start].rfind('\n').map_or(0, |end| end + 1);
        let before = &text[line..start];
        let quote = quote.map_or(String::new(), String::from);
        let element = format!("{quote}{}{quote}", self.needs);
        let is_alone = before.trim_start().is_empty();
        let separator = match before.trim() {
            "-" => format!("{}{before}", newline(text)),
            _ if is_alone && !quote.is_empty() => format!(",{}{before}", newline(text)),
            inline if inline.ends_with(['[', ',', '(']) => ", ".to_owned(),
            _ => return None,
        };
        Some(Edit::insert(start, format!("{element}{separator}")))
    }
}

/// Whether the action at `span` is no part of another.
fn is_whole(text: &str, span: Span) -> bool {
    let goes_on = |letter: char| letter.is_alphanumeric() || matches!(letter, '*' | ':' | '-');
    !text[..span.start].ends_with(goes_on) && !text[span.end..].starts_with(goes_on)
}
