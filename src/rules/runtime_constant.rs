//! Rule kind `runtime-constant`: the runtime of a managed application as a constant of a library.

use std::sync::Arc;

use serde::Deserialize;

use super::deployed::{is_deployed, is_part_of_word};
use super::runtime_literal::runtime_of;
use super::{Context, Rule, Wants};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::snapshot::FileKind;
use crate::text::{Edit, Span};
use crate::view::File;
use crate::view::settings::is_comment_at;

/// The constants of a class, and how a value that has none is made.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// What stands before the minor release in the name of a constant.
    prefix: String,
    /// The class, by its simple name; files of several languages spell it so.
    owner: String,
    /// Its method that takes the name of any runtime.
    factory: String,
    /// What stands before the minor release in the name of a runtime.
    literal: String,
    /// Words one of which stands in the file.
    beside: Vec<String>,
    /// The minor releases that there are runtimes for.
    targets: Vec<String>,
    /// What a person must look at.
    now: String,
    /// What to do about the constants of other classes, which stand in a file that names a runtime.
    elsewhere: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        let words = || vec![self.old()];
        Wants { files: vec![(FileKind::Text, words()), (FileKind::Java, words())] }
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let (text, target) = (file.text(), &context.settings.target);
        let release = runtime_of(target, &self.targets).filter(|_| is_deployed(file, context));
        let Some(release) = release else { return Vec::new() };
        let is_meant = self.beside.iter().any(|word| text.contains(word.as_str()));
        let (own, others): (Vec<_>, Vec<_>) =
            self.constants(text).into_iter().partition(|(owner, _)| *owner == self.owner);
        let quote = if file.path.ends_with(".java") { '"' } else { usual_quote(text) };
        let value = format!("{}({quote}{}{release}{quote})", self.factory, self.literal);
        let site = |span| Site { path: Arc::clone(&file.path), span };
        let finding = |(_, span): (&str, Span)| {
            let what = format!("`{}.{}` becomes `{}.{value}`.", self.owner, span.of(text), self.owner);
            let change = Change::in_file(&file.path, vec![Edit::replace(span, value.clone())]);
            context.review(site(span), Note::new(what, self.now.as_str()), change)
        };
        let other = |(owner, span): (&str, Span)| {
            let what = format!("`{owner}.{}` is a runtime of Flink 1.", span.of(text));
            context.manual(site(span), Note::new(what, self.elsewhere.as_str()))
        };
        let own = own.into_iter().filter(|_| is_meant).map(finding);
        let others = others.into_iter().filter(|(owner, _)| owner.contains(self.owner.as_str())).map(other);
        own.chain(others).collect()
    }
}

impl Row {
    /// What stands before the names of old constants.
    fn old(&self) -> String {
        format!(".{}1_", self.prefix)
    }

    /// The names of old constants, each with the class before it.
    fn constants<'t>(&self, text: &'t str) -> Vec<(&'t str, Span)> {
        let old = self.old();
        let constant = |(dot, _): (usize, &str)| {
            let (before, name) = (&text[..dot], &text[dot + 1..]);
            let owner = &before[before.trim_end_matches(is_part_of_word).len()..];
            let length = name.find(|letter| !is_part_of_word(letter)).unwrap_or(name.len());
            (owner, Span::new(dot + 1, dot + 1 + length))
        };
        let found = text.match_indices(old.as_str()).map(constant);
        found.filter(|(_, span)| !is_comment_at(text, *span)).collect()
    }
}

/// The quote that the file uses most.
fn usual_quote(text: &str) -> char {
    if text.matches('"').count() > text.matches('\'').count() { '"' } else { '\'' }
}
