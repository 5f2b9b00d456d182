//! Scripts, images and readmes that name a JAR as it was called before.

use std::sync::Arc;

use super::{Row, family, name, site};
use crate::finding::{Finding, Note};
use crate::rules::Context;
use crate::settings::Release;
use crate::text::Span;
use crate::types::reactor::Reactor;
use crate::view::{File, PomFile};

/// Every place in `file` that names a JAR of this repository by its old name.
pub(super) fn find(row: &Row, file: &File, context: &Context<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for jar in jars_near(row, file, context) {
        for span in old_names(file.text(), &jar, &context.settings.target) {
            let what = format!("`{}` is called `{jar}.jar` now.", span.of(file.text()));
            let finding = context.manual(site(&file.path, span), Note::new(what, "Use the new name."));
            if !findings.iter().any(|other| other.site == finding.site) {
                findings.push(finding);
            }
        }
    }
    findings
}

/// The names, without `.jar`, of the JARs of projects around the file or below its folder.
fn jars_near(row: &Row, file: &File, context: &Context<'_>) -> Vec<String> {
    let reactor = context.project.reactor();
    let own = family::folder(&file.path);
    let near = reactor.poms().filter(|pom| {
        let folder = family::folder(&pom.path);
        own.starts_with(folder) || folder.starts_with(own)
    });
    near.filter(|pom| row.is_application(context, pom)).flat_map(|pom| names_of(row, pom, reactor)).collect()
}

fn names_of(row: &Row, pom: &Arc<PomFile>, reactor: &Reactor) -> Vec<String> {
    let lineage = reactor.lineage(&pom.path).into_iter();
    let values = lineage.flat_map(|pom| super::names(pom, &row.namers));
    let texts = values.filter_map(|value| reactor.evaluate(&pom.path, &value.text).ok());
    let files =
        texts.map(|text| text.rsplit('/').next().unwrap_or(&text).trim_end_matches(".jar").to_owned());
    files.collect()
}

/// Where `text` names the JAR that is called `name` now.
fn old_names(text: &str, name: &str, target: &Release) -> Vec<Span> {
    let Some((start, rest)) = name::before(name, target) else { return Vec::new() };
    let bare = start.strip_suffix("-flink-").map(|stem| format!("{stem}{rest}.jar"));
    let mut spans: Vec<Span> = Vec::new();
    if let Some(bare) = bare {
        spans.extend(text.match_indices(&bare).map(|(at, found)| Span::new(at, at + found.len())));
    }
    for (at, found) in text.match_indices(start) {
        let behind = &text[at + found.len()..];
        let version =
            behind.len() - behind.trim_start_matches(|char: char| char.is_ascii_digit() || char == '.').len();
        let version = behind[..version].trim_end_matches('.');
        let end = format!("{rest}.jar");
        if version.starts_with("1.") && behind[version.len()..].starts_with(&end) {
            spans.push(Span::new(at, at + found.len() + version.len() + end.len()));
        }
    }
    spans.retain(|span| is_word_start(text, span.start));
    spans.sort();
    spans
}

fn is_word_start(text: &str, offset: usize) -> bool {
    let before = text[..offset].chars().next_back();
    before.is_none_or(|char| !char.is_alphanumeric() && !matches!(char, '-' | '_' | '.'))
}
