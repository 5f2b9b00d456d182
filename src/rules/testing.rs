//! Runs one row on a small project, for unit tests.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use super::{Context, Rule};
use crate::finding::{NAME_END, NAME_START};
use crate::settings::{Platform, Release, Settings};
use crate::text::{EditSet, LineIndex};
use crate::types::testing::project;

/// The new text of the first file, with names as `<name>`, and its findings as `line:column remedy what now`.
pub(super) fn run<R: Rule + DeserializeOwned>(row: &str, files: &[(&str, &str)]) -> (String, Vec<String>) {
    let rule: R = toml::from_str(row).expect("the row of a test is right");
    let marked = project(files);
    let settings = settings();
    let transform = "test".into();
    let context = Context {
        project: &marked.project,
        settings: &settings,
        platform: Platform::OpenSource,
        transform: &transform,
        artifacts: &BTreeSet::new(),
        changes_only: false,
    };
    let file = marked.project.file(files[0].0).expect("the test has the file");
    let mut findings = rule.detect(&file, &context);
    findings.sort_by(|one, two| one.site.cmp(&two.site));

    let mut edits = EditSet::default();
    for change in findings.iter().filter_map(|finding| finding.remedy.change()) {
        edits.union(&change.edits[&file.path]).expect("the changes do not meet");
    }
    let after = String::from_utf8(edits.apply(file.text().as_bytes())).expect("text");
    let index = LineIndex::new(file.text());
    let told = findings.iter().map(|finding| {
        assert!(rule.remedies().contains(&finding.remedy.kind()));
        let place = index.line_column(file.text(), finding.site.span.start);
        let told = format!("{} {} {}", finding.remedy.kind().word(), finding.note.what, finding.note.now);
        format!("{}:{} {}", place.line, place.column, told.trim_end())
    });
    (after.replace(NAME_START, "<").replace(NAME_END, ">"), told.collect())
}

fn settings() -> Settings {
    Settings::new(Release { version: "2.2.0".to_owned(), java: 17 })
}
