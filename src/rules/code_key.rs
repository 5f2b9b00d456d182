//! Rule kind `code-key`: the key in S3 that the JAR of a managed application lies under.
//!
//! Deliberately absent: keys that name the JAR of a build here; `jar-name` renames them with it.

use std::sync::Arc;

use serde::Deserialize;

use super::runtime_literal::is_deployed;
use super::{Context, Rule, Wants, jar_name};
use crate::finding::{Finding, Note, RemedyKind, Site};
use crate::snapshot::FileKind;
use crate::text::Span;
use crate::view::File;
use crate::view::settings::is_comment_at;

/// The property, as every format spells it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// Its names.
    names: Vec<String>,
    /// Why the key must be another one.
    why: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        let kinds = [FileKind::Text, FileKind::Json, FileKind::Java];
        Wants { files: kinds.map(|kind| (kind, self.names.clone())).into() }
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Manual]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        if !is_deployed(file, context) {
            return Vec::new();
        }
        let text = file.text();
        let is_yaml = [".yaml", ".yml", ".template"].iter().any(|end| file.path.ends_with(end));
        let keys = self.names.iter().flat_map(|name| keys(text, name, is_yaml));
        let keys = keys.filter(|span| !is_comment_at(text, *span));
        let finding = |span: Span| {
            let new = jar_name::for_target(span.of(text), &context.settings.target)?;
            let what = format!("The JAR lies under `{}`.", span.of(text));
            let now =
                format!("Upload the one for Flink 2 under a key of its own, say `{new}`, and set it here.");
            let site = Site { path: Arc::clone(&file.path), span };
            Some(context.manual(site, Note::new(what, now).because(self.why.as_str())))
        };
        keys.filter_map(finding).collect()
    }
}

/// The keys of JARs that `name` is set to; without quotes where the file is `bare`.
fn keys(text: &str, name: &str, bare: bool) -> Vec<Span> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let quotes = ['"', '\'', '`', '\\'];
    let key = |(at, _): (usize, &str)| {
        let behind = &text[at + name.len()..];
        let rest = behind.trim_start_matches(quotes).trim_start_matches([' ', '\t']);
        let rest = rest.strip_prefix([':', '=', '('])?.trim_start_matches([' ', '\t']);
        let is_text = bare || rest.starts_with(quotes);
        let rest = rest.trim_start_matches(quotes);
        let ends =
            |letter: char| letter.is_whitespace() || quotes.contains(&letter) || ",;)}".contains(letter);
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        let start = text.len() - rest.len();
        let is_jar = is_text && word.strip_suffix(".jar").is_some() && !text[..at].ends_with(is_word);
        is_jar.then(|| Span::new(start, start + word.len()))
    };
    text.match_indices(name).filter_map(key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_every_format() {
        let read = |text: &str, bare| -> Vec<String> {
            keys(text, "Key", bare).into_iter().map(|span| span.of(text).to_owned()).collect()
        };
        assert_eq!(read("Key: a/b.jar # x", true), ["a/b.jar"]);
        for text in ["\"Key\": \"a/b.jar\",", "Key = \"a/b.jar\"", ".Key(\"a/b.jar\")"] {
            assert_eq!(read(text, false), ["a/b.jar"], "{text}");
        }
        for text in ["Key: !Ref Jar", "MyKey: 'a/b.jar'", "Key: 'a/b.zip'", "Key = var.jar"] {
            assert!(read(text, false).is_empty(), "{text}");
        }
    }
}
