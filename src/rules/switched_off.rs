//! Rule kind `switched-off`: a setting of a managed application that must be on before it is moved.

use std::sync::Arc;

use serde::Deserialize;

use super::deployed::{self, is_part_of_word};
use super::{Context, Rule, Wants};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::text::{Edit, Span};
use crate::view::File;
use crate::view::settings::is_comment_at;

/// A setting, as every format spells it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// Its names.
    names: Vec<String>,
    /// Words one of which stands in the file, in small letters and without `_`.
    beside: Vec<String>,
    /// What is done.
    what: String,
    /// Why it matters to a person.
    why: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        deployed::wants(&self.names)
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let text = file.text();
        if !deployed::is_deployed(file, context) || !self.is_beside(text) {
            return Vec::new();
        }
        let places = self.names.iter().flat_map(|name| values(text, name));
        let off = places.filter(|span| !is_comment_at(text, *span));
        let finding = |span: Span| {
            let on = if span.of(text).starts_with('F') { "True" } else { "true" };
            let change = Change::in_file(&file.path, vec![Edit::replace(span, on)]);
            let site = Site { path: Arc::clone(&file.path), span };
            context.review(site, Note::new(self.what.as_str(), "").because(self.why.as_str()), change)
        };
        off.map(finding).collect()
    }
}

impl Row {
    fn is_beside(&self, text: &str) -> bool {
        let plain = text.to_lowercase().replace('_', "");
        self.beside.iter().any(|word| plain.contains(word.as_str()))
    }
}

/// Where `name` is set to `false`.
fn values(text: &str, name: &str) -> Vec<Span> {
    let words = deployed::values(text, name, &['"', '\'', '\\']).into_iter().map(|value| {
        let rest = &text[value.start..];
        let end = rest.find(|letter| !is_part_of_word(letter)).unwrap_or(rest.len());
        Span::new(value.start, value.start + end)
    });
    words.filter(|word| matches!(word.of(text), "false" | "False")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_says_off() {
        let off = |text: &str| values(text, "on").len();
        for text in [
            "on: false",
            "\"on\": false,",
            "on = false",
            "on=False)",
            ".on(false)",
            "\\\"on\\\": \\\"false\\\"",
        ] {
            assert_eq!(off(text), 1, "{text}");
        }
        for text in ["on: true", "on: falsehood", "moon: false", "on: !If [a, false, true]", "on === false"] {
            assert_eq!(off(text), 0, "{text}");
        }
    }
}
