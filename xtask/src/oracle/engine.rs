//! What flinkmod says, and who is right.
//!
//! The one place where a chore asks flinkmod's library: an oracle has to hear both sides.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use flinkmod::flink::{Api, ReleaseId, Releases};
use flinkmod::repo::read_folder;
use flinkmod::snapshot::{FileKind, Snapshot};
use flinkmod::text::LineIndex;
use flinkmod::types::{OVERRIDES_NOTHING, Project, Resolution, symbols};
use flinkmod::view::JavaFile;

use super::javac::{Answers, Site};
use super::verdict::Verdict;
use crate::failure::Failure;

/// The packages of Flink, and of the fork of its Kinesis connector.
const FLINK: [&str; 2] = ["org.apache.flink.", "software.amazon.kinesis.connectors.flink."];

/// Compares all files of the project in `folder` that mention Flink.
///
/// They are taken to be written for `release`, or for what their build says.
pub(crate) fn judged(
    folder: &Path,
    answers: &Answers,
    release: Option<ReleaseId>,
) -> Result<Verdict, Failure> {
    let snapshot =
        read_folder(folder, "").map_err(|error| Failure::data(folder.to_string_lossy(), &error))?;
    let paths = java_paths(&snapshot);
    let project = Project::new(snapshot, []);
    let mut verdict = Verdict::default();
    let words = FLINK.map(|package| package.trim_end_matches('.').to_owned());
    for path in paths.iter().filter(|path| project.mentions(path, &words)) {
        let Some(file) = project.java(path) else { continue };
        if let Some(error) = answers.errors.get(&**path) {
            verdict.left_out.push(format!("{path}: it does not compile: {error}"));
        } else if answers.files.contains_key(&**path) {
            let releases = release.map_or_else(|| project.origin(path), Releases::from);
            let ours = answers_of(&project, &file, releases);
            judge(&project, &file, answers, ours, &mut verdict);
        } else {
            verdict.left_out.push(format!("{path}: javac did not see it."));
        }
    }
    Ok(verdict)
}

fn java_paths(snapshot: &Snapshot) -> Vec<Arc<str>> {
    let java = snapshot.entries.iter().filter(|entry| entry.kind == FileKind::Java);
    java.map(|entry| Arc::clone(&entry.path)).collect()
}

/// What flinkmod says, by place.
type Ours = BTreeMap<Site, Resolution<String>>;

fn judge(project: &Project, file: &JavaFile, answers: &Answers, mut ours: Ours, verdict: &mut Verdict) {
    let release = answers.files.get(&*file.path).map_or("", String::as_str);
    for (site, theirs) in answers.in_file(&file.path) {
        let our = ours.remove(site);
        let agrees = our.as_ref().is_none_or(|our| our.is(theirs) || !is_claim(project, Some(our)));
        if is_shaded(theirs) && agrees {
            verdict.shaded += 1;
        } else if is_of_flink(project, theirs) || is_claim(project, our.as_ref()) {
            let our = our.unwrap_or_else(|| Resolution::Unknown("nobody looks there".to_owned()));
            let our = of_release(release, theirs, our);
            verdict.count(site.clone(), theirs, our);
        }
    }
    let claims = ours.into_iter().filter(|(_, our)| is_claim(project, Some(our)));
    claims.for_each(|(site, our)| verdict.count(site, "no such thing", our));
}

fn answers_of(project: &Project, file: &Arc<JavaFile>, releases: Releases) -> Ours {
    let index = LineIndex::new(file.text());
    let answer = |symbol: flinkmod::types::Symbol| {
        let place = index.line_column(file.text(), symbol.span.start);
        let (path, kind) = (file.path.to_string(), symbol.kind);
        (Site { path, line: place.line, column: place.column, kind }, symbol.answer)
    };
    symbols(project, file, releases).into_iter().map(answer).collect()
}

/// Whether flinkmod says that a name means something of Flink.
fn is_claim(project: &Project, our: Option<&Resolution<String>>) -> bool {
    matches!(our, Some(Resolution::Known(our)) if is_of_flink(project, our))
}

/// The answer of flinkmod, unless it differs and the tables do not tell of the release that javac compiled against.
fn of_release(release: &str, theirs: &str, our: Resolution<String>) -> Resolution<String> {
    let differs = our.as_ref().known().is_some_and(|our| our != theirs);
    if differs && !release.is_empty() && Api.release(release).is_none() {
        return Resolution::Unknown(format!("the API tables do not tell of Flink {release}"));
    }
    our
}

/// Whether it is of a library that Flink keeps under its own name; nobody asks for a table of these.
fn is_shaded(symbol: &str) -> bool {
    symbol.starts_with(FLINK[0]) && symbol.contains(".shaded.")
}

/// Whether Flink declares the symbol: a project may have classes in the packages of Flink.
fn is_of_flink(project: &Project, symbol: &str) -> bool {
    if symbol == OVERRIDES_NOTHING || !FLINK.iter().any(|package| symbol.starts_with(package)) {
        return false;
    }
    let class = symbol.split('#').next().unwrap_or_default();
    let ends = class.match_indices('.').map(|(at, _)| at).chain([class.len()]);
    let mut outermost = ends.map(|end| &class[..end]).filter(|name| !project.java_files_of(name).is_empty());
    outermost.next().is_none()
}
