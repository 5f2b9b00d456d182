//! Rule kind `runtime-constant`: the runtime of a managed application as a constant of a library.

use std::sync::Arc;

use serde::Deserialize;

use super::deployed::is_deployed;
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
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        let words = || vec![format!("{}.{}1_", self.owner, self.prefix)];
        Wants { files: vec![(FileKind::Text, words()), (FileKind::Java, words())] }
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let (text, target) = (file.text(), &context.settings.target);
        let is_meant = self.beside.iter().any(|word| text.contains(word.as_str()));
        let release = runtime_of(target, &self.targets).filter(|_| is_meant && is_deployed(file, context));
        let Some(release) = release else { return Vec::new() };
        let quote = if file.path.ends_with(".java") { '"' } else { usual_quote(text) };
        let value = format!("{}({quote}{}{release}{quote})", self.factory, self.literal);
        let constants = self.constants(text).filter(|span| !is_comment_at(text, *span));
        let finding = |span: Span| {
            let what = format!("`{}.{}` becomes `{}.{value}`.", self.owner, span.of(text), self.owner);
            let change = Change::in_file(&file.path, vec![Edit::replace(span, value.clone())]);
            let site = Site { path: Arc::clone(&file.path), span };
            context.review(site, Note::new(what, self.now.as_str()), change)
        };
        constants.map(finding).collect()
    }
}

impl Row {
    /// The names of old constants behind the class.
    fn constants<'t>(&self, text: &'t str) -> impl Iterator<Item = Span> + use<'t> {
        let head = format!("{}.", self.owner);
        let old = format!("{head}{}1_", self.prefix);
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let found = text.match_indices(old.as_str()).map(|(at, _)| at).collect::<Vec<_>>();
        found.into_iter().filter(move |at| !text[..*at].ends_with(is_word)).map(move |at| {
            let name = &text[at + head.len()..];
            let length = name.find(|letter: char| !is_word(letter)).unwrap_or(name.len());
            Span::new(at + head.len(), at + head.len() + length)
        })
    }
}

/// The quote that the file uses most.
fn usual_quote(text: &str) -> char {
    if text.matches('"').count() > text.matches('\'').count() { '"' } else { '\'' }
}
