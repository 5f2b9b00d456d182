//! JARs of Flink's artifacts that a file around the build names: copied into an image, or downloaded from a registry.
//!
//! Deliberately absent: which release an artifact gets; the rule kinds for artifacts know that.

use std::sync::{Arc, LazyLock};

use regex_lite::Regex;

use super::around::{is_kept, is_of_flink};
use super::coordinate::{Coordinate, without_scala};
use super::{Context, Wants};
use crate::finding::{Change, Finding, Note, Site};
use crate::snapshot::FileKind;
use crate::text::{Edit, Span};
use crate::view::settings::{is_comment_at, is_prose};
use crate::view::{File, View};

/// What a person has to see to where a JAR gets another name.
const NOW: &str = "Check that the file is there, and that what it needs lies beside it.";

/// `flink-csv-1.18.1.jar`, also with a variable in the place of the version.
static JAR: LazyLock<Regex> = LazyLock::new(|| {
    let version = r"\d+\.\d[0-9A-Za-z.]*(?:-\d\.\d+)?|\$\{?\w+\}?(?:-\$?\{?[\w.]+\}?)?";
    let jar = format!(r"(?<artifact>flink-[a-z0-9.-]*?(?:_2\.1\d)?)-(?<version>{version})\.jar\b");
    Regex::new(&jar).expect("the expression is sound")
});

/// A JAR that a file names.
pub(super) struct JarFile<'t> {
    file: &'t File,
    /// The artifact, without its Scala suffix.
    artifact: &'t str,
    /// Whether it has a Scala suffix.
    has_scala: bool,
    /// Its release, or what stands for it.
    version: &'t str,
    /// Its name.
    span: Span,
    /// Where the folders of the artifact and its release begin that a download has before the name.
    folders: Option<usize>,
}

/// The files in which [`jars_in`] looks, and the build files.
pub(super) fn with_builds() -> Wants {
    let mut wants = Wants::builds();
    wants.files.extend(Wants::with_words(FileKind::Text, [".jar"]).files);
    wants
}

/// The JARs of Flink's artifacts that `file` names, where it is no prose and its project is of Flink.
pub(super) fn jars_in<'t>(file: &'t File, context: &Context<'_>) -> Vec<JarFile<'t>> {
    let View::Text = file.view else { return Vec::new() };
    let text = file.text();
    if is_prose(&file.path) || !is_of_flink(context.project.reactor(), &file.path) {
        return Vec::new();
    }
    let named = JAR.captures_iter(text).filter_map(|found| {
        let group = |name: &str| found.name(name).map(|part| part.as_str());
        let span = Span::from(found.get(0)?.range());
        let (whole, version) = (group("artifact")?, group("version")?);
        let (artifact, suffix) = without_scala(whole);
        let before = &text[..span.start];
        let is_part = before.ends_with(|one: char| one.is_alphanumeric() || "-_.".contains(one));
        let folders = before
            .strip_suffix(&format!("{whole}/{version}/"))
            .filter(|head| head.ends_with('/'))
            .map(str::len);
        let jar = JarFile { file, artifact, has_scala: suffix.is_some(), version, span, folders };
        (!is_part && !is_comment_at(text, span) && !is_kept(text, span.start)).then_some(jar)
    });
    named.collect()
}

impl<'t> JarFile<'t> {
    /// Whether it is of this artifact; its group is known from the folders of a download alone.
    pub(super) fn is(&self, coordinate: &Coordinate) -> bool {
        let group = || format!("/{}/", coordinate.group.replace('.', "/"));
        self.artifact == coordinate.artifact
            && self.folders.is_none_or(|folders| self.file.text()[..folders].ends_with(&group()))
    }

    /// Its release, also where the file sets the variable that stands for it; `None` where that is not known.
    pub(super) fn release(&self) -> Option<&'t str> {
        let Some(variable) = self.version.strip_prefix('$') else { return Some(self.version) };
        let name = variable.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(variable);
        let text = self.file.text();
        let value = text.match_indices(name).find_map(|(at, _)| {
            let rest = text[at + name.len()..].strip_prefix(['=', ':'])?;
            Some(rest.trim_start_matches([' ', '"', '\'', '-']))
        })?;
        let end =
            value.find(|one: char| !one.is_alphanumeric() && !".-".contains(one)).unwrap_or(value.len());
        Some(&value[..end]).filter(|value| value.starts_with(|one: char| one.is_ascii_digit()))
    }

    /// Whether its release is a number.
    pub(super) fn is_numbered(&self) -> bool {
        !self.version.starts_with('$')
    }

    /// Whether its name alone says what it is: no variable, no Scala suffix, no folder of a whole distribution.
    pub(super) fn is_plain(&self) -> bool {
        let before = &self.file.text()[..self.span.start];
        let path = before.rsplit(|one: char| one.is_whitespace() || "\"'=".contains(one)).next();
        self.is_numbered() && !self.has_scala && path.is_none_or(|path| !path.contains("/flink-1."))
    }

    /// Says that a person must put the JAR of another release here.
    pub(super) fn left(&self, context: &Context<'_>, to: &Coordinate, version: &str) -> Finding {
        let what = format!("This names a JAR of `{}` that is for Flink 1.", self.artifact);
        let target = &context.settings.target.version;
        let now = format!("For Flink {target} take `{}-{version}.jar`.", to.artifact);
        context.manual(self.site(), Note::new(what, now))
    }

    /// The finding that gives the JAR another name, in its folders too.
    pub(super) fn renamed(
        &self,
        context: &Context<'_>,
        from: &Coordinate,
        to: &Coordinate,
        version: &str,
    ) -> Finding {
        let (artifact, text) = (&to.artifact, self.file.text());
        let name = format!("{artifact}-{version}.jar");
        let (mut start, mut new) = (self.span.start, name.clone());
        if let Some(folders) = self.folders {
            let group = from.group.len() + 1;
            start = folders - group;
            new = format!("{}/{artifact}/{version}/{name}", to.group.replace('.', "/"));
        }
        let what = format!("`{}` becomes `{name}`.", self.span.of(text));
        let edit = Edit::replace(Span::new(start, self.span.end), new);
        context.review(self.site(), Note::new(what, NOW), Change::in_file(&self.file.path, vec![edit]))
    }

    /// Where it is named.
    pub(super) fn site(&self) -> Site {
        Site { path: Arc::clone(&self.file.path), span: self.span }
    }
}
