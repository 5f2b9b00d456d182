//! Rule kind `version-around`: a release of Flink, Java or a tool that a file around the build names.
//!
//! A row has a pattern for files of certain names; what stands in its group `old` makes it match, and what stands
//! in its group `edit`, or in `old`, is replaced. Deliberately absent: the formats of the files.

use std::sync::Arc;

use regex_lite::{Captures, Regex};
use serde::Deserialize;

use super::around::{is_kept, is_of_flink};
use super::{Context, Rule, Wants, version};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::settings::Release;
use crate::snapshot::FileKind;
use crate::text::{Edit, Span};
use crate::view::File;

/// One way to name a release.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// How the paths of the files end; a `*` in the last part stands for anything.
    files: Vec<String>,
    /// A word that the file holds.
    word: String,
    pattern: Pattern,
    /// What the group `old` is.
    old: Old,
    /// What is written; `{version}`, `{minor}`, `{minor_}` and `{java}` stand for the target. Without it, a person does it.
    to: Option<String>,
    /// Why, where the transform does not say it.
    #[serde(default)]
    why: String,
    /// What a person must look at or do; without it the change is certain.
    now: Option<String>,
}

/// What a release is one of, and when it is too old.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Old {
    /// A release of Flink 1.
    Flink,
    /// A level of Java below that of the target.
    Java,
    /// A version of a tool below this one.
    Before(String),
    /// Any.
    Always,
}

/// A regular expression that was checked when the row was read.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Pattern(Regex);

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let regex = Regex::new(&text).map_err(|error| error.to_string())?;
        let has_old = regex.capture_names().flatten().any(|name| name == "old");
        if has_old { Ok(Self(regex)) } else { Err(format!("`{text}` has no group `old`")) }
    }
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Text, [self.word.as_str()])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        match (&self.to, &self.now) {
            (None, _) => &[RemedyKind::Manual],
            (Some(_), Some(_)) => &[RemedyKind::Review],
            (Some(_), None) => &[RemedyKind::Apply],
        }
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let is_named = self.files.iter().any(|name| is_named(&file.path, name));
        if !is_named || !is_of_flink(context.project.reactor(), &file.path) {
            return Vec::new();
        }
        let text = file.text();
        let found = self.pattern.0.captures_iter(text);
        found.filter_map(|captures| self.finding(&captures, file, context)).collect()
    }
}

impl Row {
    fn finding(&self, captures: &Captures<'_>, file: &File, context: &Context<'_>) -> Option<Finding> {
        let (target, text) = (&context.settings.target, file.text());
        let old = captures.name("old")?;
        if !self.is_old(old.as_str(), target) || is_kept(text, old.start()) {
            return None;
        }
        let edited = captures.name("edit").unwrap_or(old);
        let site = Site { path: Arc::clone(&file.path), span: Span::from(edited.range()) };
        let now = self.now.as_deref().unwrap_or_default();
        let Some(to) = &self.to else {
            let what = format!("This names {}, which is too old.", edited.as_str());
            return Some(context.manual(site, Note::new(what, put(now, target)).because(&self.why)));
        };
        let new = put(to, target);
        let note = Note::new(format!("`{}` becomes `{new}`.", edited.as_str()), now).because(&self.why);
        let change = Change::in_file(&file.path, vec![Edit::replace(site.span, new)]);
        Some(match self.now {
            Some(_) => context.review(site, note, change),
            None => context.apply(site, note, change),
        })
    }

    fn is_old(&self, old: &str, target: &Release) -> bool {
        match &self.old {
            Old::Flink => old.starts_with("1.") || old.starts_with("1_"),
            Old::Java => {
                let level = old.strip_prefix("1.").unwrap_or(old).split(['.', '-', '_']).next();
                level.and_then(|level| level.parse().ok()).is_some_and(|level: u32| level < target.java)
            }
            Old::Before(minimum) => version::is_before(old, minimum),
            Old::Always => true,
        }
    }
}

/// `text` with the target put in.
fn put(text: &str, target: &Release) -> String {
    text.replace("{version}", &target.version)
        .replace("{minor}", target.minor())
        .replace("{minor_}", &target.minor().replace('.', "_"))
        .replace("{java}", &target.java.to_string())
}

/// Whether the file is called `name`, in which a `*` stands for anything.
fn is_named(path: &str, name: &str) -> bool {
    let folders = name.matches('/').count();
    let start = path.rmatch_indices('/').nth(folders).map_or(0, |(at, _)| at + 1);
    let own = &path[start..];
    match name.split_once('*') {
        Some((head, tail)) => {
            own.len() >= head.len() + tail.len() && own.starts_with(head) && own.ends_with(tail)
        }
        None => own == name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_last_parts_of_a_path() {
        assert!(is_named(".github/workflows/build.yml", ".github/workflows/*.yml"));
        assert!(!is_named("a/.github/other/build.yml", ".github/workflows/*.yml"));
        assert!(is_named("docker/Dockerfile.dev", "Dockerfile*") && is_named("Dockerfile", "Dockerfile*"));
        assert!(is_named("x/.java-version", ".java-version") && !is_named("x.java-version", ".java-version"));
    }
}
