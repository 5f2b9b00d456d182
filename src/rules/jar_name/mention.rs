//! Scripts, images, templates and readmes that name a JAR as it was called before.

use std::sync::Arc;

use super::{Row, family, name, site};
use crate::finding::{Change, Finding, Note};
use crate::rules::Context;
use crate::settings::Release;
use crate::text::{Edit, Span};
use crate::types::reactor::Reactor;
use crate::view::settings::{is_comment_at, is_prose};
use crate::view::{BuildFile, File};

/// Every place in `file` that names a JAR of this repository by its old name.
pub(super) fn find(row: &Row, file: &File, context: &Context<'_>) -> Vec<Finding> {
    let reactor = context.project.reactor();
    let target = &context.settings.target;
    let mut findings: Vec<Finding> = Vec::new();
    for pom in reactor.poms().filter(|pom| row.is_application(context, pom)) {
        for jar in names_of(row, pom, reactor) {
            let spans = old_names(file.text(), &jar, target);
            if spans.is_empty() || !(is_near(pom, file) || is_of_one_module(row, &jar, context)) {
                continue;
            }
            for span in spans {
                let finding = finding(file, span, &jar, context);
                if !findings.iter().any(|other| other.site == finding.site) {
                    findings.push(finding);
                }
            }
        }
    }
    findings
}

/// A script, a template or a pipeline gets the new name; prose is left to a person.
fn finding(file: &File, span: Span, jar: &str, context: &Context<'_>) -> Finding {
    let (old, place) = (span.of(file.text()), site(&file.path, span));
    let is_left = is_prose(&file.path) || is_comment_at(file.text(), span) || is_made(&file.path);
    if is_left {
        let note = Note::new(format!("`{old}` is called `{jar}.jar` now."), "Use the new name.");
        return context.manual(place, note);
    }
    let now = "Where the old JAR is meant, which a roll-back needs, keep its name.";
    let note = Note::new(format!("`{old}` becomes `{jar}.jar`."), now);
    let edit = Edit::replace(span, format!("{jar}.jar"));
    context.review(place, note, Change::in_file(&file.path, vec![edit]))
}

/// Whether a tool writes the file anew.
fn is_made(path: &str) -> bool {
    path.split('/').any(|part| part == "cdk.out")
}

/// Whether the project is around the file or below its folder.
fn is_near(pom: &BuildFile, file: &File) -> bool {
    let (own, folder) = (family::folder(&file.path), family::folder(&pom.path));
    own.starts_with(folder) || folder.starts_with(own)
}

/// Whether a name says its project wherever it stands: no other project makes a JAR of that name, the old or the new.
fn is_of_one_module(row: &Row, jar: &str, context: &Context<'_>) -> bool {
    let reactor = context.project.reactor();
    let old = name::before(jar, &context.settings.target).and_then(without_release);
    let makes = |pom: &&Arc<BuildFile>| {
        let mut names = names_of(row, pom, reactor);
        if names.is_empty() {
            names.extend(reactor.evaluate(&pom.path, "${project.artifactId}-${project.version}"));
        }
        let is_packaged = pom.model.packaging.as_ref().is_none_or(|packaging| packaging.text != "pom");
        is_packaged && names.iter().any(|name| name == jar || Some(name) == old.as_ref())
    };
    reactor.poms().filter(makes).nth(1).is_none()
}

/// The names, without `.jar`, of the JARs of a project.
fn names_of(row: &Row, pom: &Arc<BuildFile>, reactor: &Reactor) -> Vec<String> {
    let lineage = reactor.lineage(&pom.path).into_iter();
    let values = lineage.flat_map(|pom| super::names(pom, &row.namers));
    let texts = values.filter_map(|value| reactor.evaluate(&pom.path, &value.text).ok());
    let files =
        texts.map(|text| text.rsplit('/').next().unwrap_or(&text).trim_end_matches(".jar").to_owned());
    files.collect()
}

/// A name that said no release before it got one.
fn without_release((start, rest): (&str, &str)) -> Option<String> {
    start.strip_suffix("-flink-").map(|stem| format!("{stem}{rest}"))
}

/// Where `text` names the JAR that is called `name` now.
fn old_names(text: &str, name: &str, target: &Release) -> Vec<Span> {
    let Some((start, rest)) = name::before(name, target) else { return Vec::new() };
    let bare = without_release((start, rest)).map(|name| format!("{name}.jar"));
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
