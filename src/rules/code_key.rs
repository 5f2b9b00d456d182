//! Rule kind `code-key`: the key in S3 that the JAR of a managed application lies under.
//!
//! Deliberately absent: keys that name the JAR of a build here; `jar-name` renames them with it.

use std::sync::Arc;

use serde::Deserialize;

use super::{Context, Rule, Wants, deployed, jar_name};
use crate::finding::{Finding, Note, RemedyKind, Site};
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
        deployed::wants(&self.names)
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Manual]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        if !deployed::is_deployed(file, context) {
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
    let quotes = ['"', '\'', '`', '\\'];
    let ends = |letter: char| letter.is_whitespace() || quotes.contains(&letter) || ",;)}".contains(letter);
    let texts = deployed::values(text, name, &quotes).into_iter().filter(|value| bare || value.is_quoted);
    let words = texts.map(|value| {
        let rest = &text[value.start..];
        Span::new(value.start, value.start + rest.find(ends).unwrap_or(rest.len()))
    });
    words.filter(|word| word.of(text).strip_suffix(".jar").is_some()).collect()
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
