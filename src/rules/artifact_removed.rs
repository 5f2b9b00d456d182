//! Rule kind `artifact-removed`: an artifact that Flink 2 has no more.
//!
//! Where the sources beside the project use nothing of it, it goes; else it is left to a person.

use std::sync::Arc;

use serde::Deserialize;

use super::coordinate::Coordinate;
use super::version::flink_suffix;
use super::{Artifacts, Context, Rule, Wants, catalog_entry, family, jar_file, renamed};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::view::build::{Dependency, Section};
use crate::view::{BuildFile, File, View};

/// Artifacts that went together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    artifacts: Vec<Coordinate>,
    /// Why they went, where the transform does not say it.
    #[serde(default)]
    why: String,
    /// What to do instead.
    instead: String,
    /// Names in sources that need them; without them only a person can tell whether they are used.
    needed_by: Option<Vec<String>>,
    /// How the names of sources end that may need them without a name of theirs.
    #[serde(default)]
    needed_by_files: Vec<String>,
    /// What they are used for.
    #[serde(default = "itself")]
    speaks_of: String,
    /// What is put in the place of one of them where it is not there.
    replacement: Option<Coordinate>,
    /// Artifacts of another row that has the same replacement, and puts it in their place.
    #[serde(default)]
    replaced_after: Vec<Coordinate>,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        jar_file::with_builds()
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        match self.needed_by {
            Some(_) => &[RemedyKind::Apply, RemedyKind::Manual],
            None => &[RemedyKind::Manual],
        }
    }

    fn artifacts(&self) -> Artifacts {
        let artifacts = Artifacts::of_old(&self.artifacts).and_of_flink(&self.replacement);
        Artifacts { are_gone: true, ..artifacts }
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Build(pom) = &file.view else { return self.in_text(file, context) };
        let fitting = pom.model.dependencies.iter().filter(|dependency| {
            let element = dependency.element;
            self.artifacts.iter().any(|one| one.names(dependency)) && !pom.keeps(element)
        });
        let is_chosen = |dependency: &Dependency| {
            let named = self.artifacts.iter().find(|one| one.names(dependency));
            named.is_some_and(|one| context.settings.artifacts.contains_key(&one.to_string()))
        };
        let old = fitting.filter(|one| !is_chosen(one) && !is_for_flink_2(pom, one, context));
        old.map(|dependency| self.finding(pom, dependency, context)).collect()
    }
}

impl Row {
    /// The JARs of its artifacts that a text names by a release for Flink 1.
    fn in_text(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let is_for_flink_2 =
            |release: &str| flink_suffix(release).is_some_and(|suffix| suffix.starts_with("2."));
        let jars = jar_file::jars_in(file, context).into_iter();
        let found = jars.filter_map(|jar| {
            let named = self.artifacts.iter().find(|one| jar.is(one))?;
            let what = format!("There is no `{}` for Flink 2.", named.artifact);
            let note = Note::new(what, &self.instead).because(&self.why);
            (!jar.release().is_some_and(is_for_flink_2)).then(|| context.manual(jar.site(), note))
        });
        found.collect()
    }

    fn finding(&self, pom: &Arc<BuildFile>, dependency: &Dependency, context: &Context<'_>) -> Finding {
        let site = Site { path: Arc::clone(&pom.path), span: dependency.artifact.span };
        let name = &dependency.artifact.text;
        let gone = format!("There is no `{name}` for Flink 2.");
        let Some(words) = &self.needed_by else {
            let note = Note::new(gone, &self.instead).because(&self.why);
            return context.manual(site, note.stopped_by(name));
        };
        let of_language = || family::source_of(context.project, &pom.path, &self.needed_by_files);
        if let Some(user) = family::user_of(context.project, &pom.path, words).or_else(of_language) {
            let what = format!("{gone} `{user}` uses it.");
            let note = Note::new(what, &self.instead).because(&self.why);
            return context.manual(site, note.stopped_by(name));
        }
        let missing = self.replacement.as_ref().filter(|to| self.is_missing(to, pom, dependency, context));
        let mut change = Change::default();
        let what = if let Some(to) = missing {
            renamed::rename(&mut change, pom, dependency, to);
            if let Some((manager, entry)) = renamed::managing_outside(context, pom, dependency, to) {
                renamed::rename(&mut change, manager, entry, to);
            }
            format!("`{name}` becomes `{}`.", to.artifact)
        } else if let Some(removed) = catalog_entry::removed(context, pom, dependency) {
            change = removed;
            format!("`{name}` goes: nothing here uses {}.", self.speaks_of)
        } else {
            let now = "Take it out of the catalog and of every list that names it: nothing here uses it.";
            return context.manual(site, Note::new(gone, now).because(&self.why));
        };
        context.apply(site, Note::new(what, ""), change)
    }

    /// Whether a used dependency would leave the project without what replaces it.
    fn is_missing(
        &self,
        to: &Coordinate,
        pom: &BuildFile,
        dependency: &Dependency,
        context: &Context<'_>,
    ) -> bool {
        if dependency.section == Section::Managed {
            return self.is_missing_for_heirs(to, pom, dependency, context);
        }
        if dependency.section != Section::Used {
            return false;
        }
        let first =
            pom.model.dependencies.iter().find(|one| self.artifacts.iter().any(|from| from.names(one)));
        let is_first = first.is_some_and(|first| first.element == dependency.element);
        let is_there = |one: &Dependency| to.names(one) || self.replaced_after.iter().any(|by| by.names(one));
        is_first && !family::used(context.project.reactor(), &pom.path).any(|(_, one)| is_there(one))
    }

    /// Whether a project that takes the version from the entry `managed` gets the replacement and finds no version for it.
    fn is_missing_for_heirs(
        &self,
        to: &Coordinate,
        pom: &BuildFile,
        managed: &Dependency,
        context: &Context<'_>,
    ) -> bool {
        let reactor = context.project.reactor();
        let is_managed = reactor.managing(&pom.path, &to.group, &to.artifact).is_some();
        let takes = |heir: &BuildFile| {
            let mut used = heir.model.dependencies.iter().filter(|one| one.section == Section::Used);
            used.any(|one| {
                let is_same =
                    one.group.text == managed.group.text && one.artifact.text == managed.artifact.text;
                is_same && one.version.is_none() && self.is_missing(to, heir, one, context)
            })
        };
        !is_managed && reactor.heirs(&pom.path).iter().any(|heir| takes(heir))
    }
}

fn itself() -> String {
    "it".to_owned()
}

/// Whether the version says that the artifact is for Flink 2, whatever the table knows.
fn is_for_flink_2(pom: &BuildFile, dependency: &Dependency, context: &Context<'_>) -> bool {
    let Some(version) = &dependency.version else { return false };
    let reactor = context.project.reactor();
    let Ok(current) = reactor.evaluate(&pom.path, &version.text) else { return false };
    flink_suffix(&current).is_some_and(|suffix| suffix.starts_with("2."))
}
