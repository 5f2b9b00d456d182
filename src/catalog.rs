//! Transform files, read and checked: the only module that knows their format.
//!
//! An error here is ours, never the user's; it names the file and the line.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::finding::{RemedyKind, TransformId};
use crate::rules::Rule;
use crate::rules::coordinate::Coordinate;
use crate::settings::Release;

mod row;

use row::Row;

/// Makes the rules of `<id>.rs`.
pub type Hook = fn() -> Vec<Box<dyn Rule>>;

/// A transform as the ordered list names it.
pub struct Source {
    /// The name of its file, without the suffix.
    pub id: &'static str,
    /// The text of `<id>.toml`.
    pub toml: &'static str,
    /// The rules of `<id>.rs`, for what a table cannot say.
    pub hook: Option<Hook>,
}

/// One change in Flink, ready to work.
pub struct Transform {
    /// File name, fixture folder, argument, commit trailer.
    pub id: TransformId,
    /// What changed, as a heading without a full stop.
    pub title: String,
    /// The Flink release that made the change.
    pub since: String,
    /// The part of Flink.
    pub area: String,
    /// Release note, improvement proposal or guide.
    pub link: String,
    /// Two or three sentences for the person who owns the job.
    pub why: String,
    /// What is rewritten, for `explain`.
    pub rewrites: String,
    /// What is left for a person and why, for `explain`.
    pub leaves: String,
    /// Whether its findings stand back at a line where another transform has one.
    pub last_resort: bool,
    /// Artifacts for Flink 2 that what it writes needs: it waits where a module has them for Flink 1 still.
    pub(crate) waits_for: Vec<Coordinate>,
    /// Its hook and its rows; where an earlier one finds something, a later one leaves nothing to a person.
    pub rules: Vec<Box<dyn Rule>>,
}

impl Transform {
    /// The remedies that its findings can have.
    pub fn remedies(&self) -> BTreeSet<RemedyKind> {
        self.rules.iter().flat_map(|rule| rule.remedies()).copied().collect()
    }
}

/// A transform file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("transforms/{file}: {message}")]
pub struct CatalogError {
    /// The name of the file.
    pub file: String,
    /// What is wrong, with the line.
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: String,
    since: String,
    area: String,
    link: String,
    why: String,
    rewrites: String,
    leaves: String,
    #[serde(default)]
    last_resort: bool,
    #[serde(default)]
    waits_for: Vec<Coordinate>,
    #[serde(default)]
    rule: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenReleases {
    release: Vec<Release>,
}

/// Reads all transforms, in their order.
pub fn load(sources: &[Source]) -> Result<Vec<Transform>, CatalogError> {
    sources.iter().map(load_one).collect()
}

/// Reads the releases that can be a target, oldest first.
pub fn releases(text: &str) -> Result<Vec<Release>, CatalogError> {
    let written: WrittenReleases = toml::from_str(text).map_err(|error| wrong("releases.toml", &error))?;
    Ok(written.release)
}

fn load_one(source: &Source) -> Result<Transform, CatalogError> {
    let file = format!("{}.toml", source.id);
    let written: Written = toml::from_str(source.toml).map_err(|error| wrong(&file, &error))?;
    // The hook first: where it speaks, a row is silent.
    let mut rules: Vec<Box<dyn Rule>> = source.hook.map(|hook| hook()).unwrap_or_default();
    rules.extend(written.rule.into_iter().map(Row::into_rule));
    Ok(Transform {
        id: source.id.into(),
        title: written.title,
        since: written.since,
        area: written.area,
        link: written.link,
        why: written.why,
        rewrites: written.rewrites,
        leaves: written.leaves,
        last_resort: written.last_resort,
        waits_for: written.waits_for,
        rules,
    })
}

fn wrong(file: &str, error: &toml::de::Error) -> CatalogError {
    CatalogError { file: file.to_owned(), message: error.to_string() }
}
