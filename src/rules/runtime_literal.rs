//! Rule kind `runtime-literal`: the runtime of a managed application, wherever its name is written.
//!
//! The name is a long word of its own, so it is found in files of every format; what stands around it says what it
//! is there for. Deliberately absent: prose, comments, and names that are put together when a template is read.

use std::sync::Arc;

use serde::Deserialize;

use self::place::Place;
use super::{Context, Rule, Wants, deployed};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::settings::Release;
use crate::text::{Edit, Span};
use crate::view::File;
use crate::view::settings::is_comment_at;

mod place;

/// The names of runtimes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// What stands before the minor release, which is written with `_`.
    prefix: String,
    /// The minor releases that there are runtimes for.
    targets: Vec<String>,
    /// What a person must look at.
    now: String,
    /// Words of files that run a program in Python.
    python: Vec<String>,
    /// Runtimes of other kinds.
    retired: Vec<Retired>,
}

/// Runtimes that end with Flink 1.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Retired {
    prefix: String,
    what: String,
    why: String,
    now: String,
}

/// What a name of a runtime stands for.
#[derive(Clone, Copy)]
enum Runtime<'r> {
    Old,
    New,
    Retired(&'r Retired),
}

/// The name of a runtime where it stands.
struct Named<'r> {
    span: Span,
    runtime: Runtime<'r>,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        let of = |prefix: &String, major: &str| format!("{prefix}{major}_");
        let retired = self.retired.iter().flat_map(|one| ["1", "2", "3"].map(|major| of(&one.prefix, major)));
        let words: Vec<String> = retired.chain([of(&self.prefix, "1")]).collect();
        deployed::wants(&words)
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        if !deployed::is_deployed(file, context) {
            return Vec::new();
        }
        let text = file.text();
        let mut findings = Vec::new();
        let mut is_table_named =
            self.target(&context.settings.target).is_some_and(|name| text.contains(&name));
        for group in self.groups(text) {
            let found = match &group[..] {
                [one] => self.alone(file, one, context, &mut is_table_named),
                several => self.listed(file, several, context),
            };
            findings.extend(found);
        }
        findings
    }
}

/// The release as names of runtimes write it, where one of the `targets` has it.
pub(super) fn runtime_of(target: &Release, targets: &[String]) -> Option<String> {
    targets.iter().any(|minor| minor == target.minor()).then(|| target.minor().replace('.', "_"))
}

impl Row {
    /// The runtime of the target.
    fn target(&self, target: &Release) -> Option<String> {
        runtime_of(target, &self.targets).map(|release| format!("{}{release}", self.prefix))
    }

    /// The names in `text`, those of a list together.
    fn groups(&self, text: &str) -> Vec<Vec<Named<'_>>> {
        let mut groups: Vec<Vec<Named<'_>>> = Vec::new();
        for named in place::words(text).filter_map(|span| self.named(text, span)) {
            let last = groups.last().and_then(|group| group.last());
            match last.filter(|last| place::is_separator(&text[last.span.end..named.span.start])) {
                Some(_) => groups.last_mut().expect("it has a last one").push(named),
                None => groups.push(vec![named]),
            }
        }
        groups
    }

    fn named(&self, text: &str, span: Span) -> Option<Named<'_>> {
        let name = span.of(text);
        let release = |prefix: &str| name.strip_prefix(prefix).filter(|release| place::is_release(release));
        if let Some(retired) = self.retired.iter().find(|one| release(&one.prefix).is_some()) {
            return Some(Named { span, runtime: Runtime::Retired(retired) });
        }
        let release = release(&self.prefix)?;
        let runtime = if release.starts_with("1_") { Runtime::Old } else { Runtime::New };
        Some(Named { span, runtime })
    }

    /// What there is to say about a name that stands alone.
    fn alone(
        &self,
        file: &File,
        named: &Named<'_>,
        context: &Context<'_>,
        is_table_named: &mut bool,
    ) -> Option<Finding> {
        let (text, site) = (file.text(), Site { path: Arc::clone(&file.path), span: named.span });
        if is_comment_at(text, named.span) {
            return None;
        }
        match (named.runtime, place::place(text, named.span)) {
            (Runtime::New, _) | (_, Place::Prose) | (Runtime::Retired(_), Place::Table) => None,
            (Runtime::Retired(retired), Place::Value) => {
                let note = Note::new(retired.what.as_str(), retired.now.as_str());
                Some(context.manual(site, note.because(retired.why.as_str())))
            }
            (Runtime::Old, Place::Value) => Some(self.moved(file, site, context)),
            (Runtime::Old, Place::Table) => {
                // A table has many lines; who has read the first one knows.
                let is_first = !std::mem::replace(is_table_named, true);
                let to = self.target(&context.settings.target)?;
                let what = format!("This code knows `{}` by name.", named.span.of(text));
                let now = format!("Let it know `{to}` too.");
                is_first.then(|| context.manual(site, Note::new(what, now)))
            }
        }
    }

    fn moved(&self, file: &File, site: Site, context: &Context<'_>) -> Finding {
        let old = site.span.of(file.text());
        let Some(to) = self.target(&context.settings.target) else {
            let minor = context.settings.target.minor();
            let what = format!("Managed Service for Apache Flink has no runtime for Flink {minor}.");
            let now = format!("Move to one of {}.", self.targets.join(", "));
            return context.manual(site, Note::new(what, now));
        };
        if self.python.iter().any(|word| file.text().contains(word.as_str())) {
            let what = format!("`{old}` runs a program in Python, which flinkmod does not move.");
            let now = format!("Move the program and its JARs by hand, then set `{to}`.");
            return context.manual(site, Note::new(what, now));
        }
        let note = Note::new(format!("`{old}` becomes `{to}`."), self.now.as_str());
        let edit = Edit::replace(site.span, to);
        context.review(site, note, Change::in_file(&file.path, vec![edit]))
    }

    /// A list of names that may be set gets one more.
    fn listed(&self, file: &File, names: &[Named<'_>], context: &Context<'_>) -> Option<Finding> {
        let text = file.text();
        let to = self.target(&context.settings.target)?;
        let last = names.iter().rposition(|named| matches!(named.runtime, Runtime::Old))?;
        let is_there = names.iter().any(|named| named.span.of(text) == to);
        if is_there || is_comment_at(text, names[last].span) {
            return None;
        }
        // The separator before the last name, or behind the first one.
        let first = last.saturating_sub(1);
        let separator = &text[names[first].span.end..names[first + 1].span.start];
        let site = Site { path: Arc::clone(&file.path), span: names[last].span };
        let edit = Edit::insert(site.span.end, format!("{separator}{to}"));
        let why = "The old ones stay: what the list leaves out cannot be rolled back to.";
        let note = Note::new(format!("`{to}` may be set too."), "").because(why);
        Some(context.review(site, note, Change::in_file(&file.path, vec![edit])))
    }
}
