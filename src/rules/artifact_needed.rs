//! Rule kind `artifact-needed`: an artifact that sources import from and their project does not have.
//!
//! It may have come along with another one on Flink 1, or hold what the rewritten sources use. What other
//! artifacts bring along is not seen, but for those that a row names.

use std::sync::Arc;

use serde::Deserialize;

use super::coordinate::{Coordinate, fits};
use super::family::{self, used};
use super::{Artifacts, Context, Names, Rule, Wants, version};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::snapshot::FileKind;
use crate::types::reactor::Reactor;
use crate::view::build::{Dependency, NewDependency, Section};
use crate::view::{BuildFile, File, JavaFile, View};

/// One artifact and what is imported from it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    artifact: Coordinate,
    /// Its release; without it, it is released with Flink itself.
    version: Option<String>,
    /// How the imports begin that need it.
    imports: Vec<String>,
    /// Artifacts that bring it along, as `group:artifact`; a `*` at the end stands for any rest.
    #[serde(default)]
    brought_by: Vec<String>,
    /// Artifacts one of which the project must have; without them, any of Flink.
    #[serde(default)]
    beside: Vec<Coordinate>,
    /// Artifacts that bring it along for run time alone, and so take it from the compiler, as in `brought_by`.
    #[serde(default)]
    hidden_by: Vec<String>,
    /// Its scope; without it, that of Flink's own artifacts or none.
    scope: Option<String>,
    /// Why it is not there.
    why: String,
    /// What a person must look at; without it the change is certain.
    review: Option<String>,
}

/// The group of Flink's own artifacts.
const FLINK: &str = "org.apache.flink";

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::builds()
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        match self.review {
            Some(_) => &[RemedyKind::Review],
            None => &[RemedyKind::Apply],
        }
    }

    fn artifacts(&self) -> Artifacts {
        let written = self.version.iter().map(|version| (self.artifact.to_string(), version.clone()));
        let of_flink = self.version.is_none().then_some(&self.artifact);
        Artifacts { released: written.collect(), ..Artifacts::default() }.and_of_flink(of_flink)
    }

    fn names(&self) -> Vec<Names> {
        let of_flink = self.imports.iter().filter(|start| start.starts_with(FLINK));
        vec![Names::default().and_new(of_flink.map(|start| start.trim_end_matches('.')))]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Build(pom) = &file.view else { return Vec::new() };
        self.missing(pom, context).into_iter().collect()
    }
}

impl Row {
    fn missing(&self, pom: &Arc<BuildFile>, context: &Context<'_>) -> Option<Finding> {
        let reactor = context.project.reactor();
        let beside = self.neighbour(pom)?;
        if pom.keeps(beside.element) || self.is_there(reactor, &pom.path) {
            return None;
        }
        let mut projects = reactor.poms().filter(|project| self.depends_through(reactor, project, pom));
        let user = projects.find_map(|project| self.user(project, context))?;
        let example = example(reactor, pom);
        let own = self.version.clone().or_else(|| version_of_flink(reactor, pom, example, context));
        let managed = reactor.managing(&pom.path, &self.artifact.group, &self.artifact.artifact).is_some();
        let new = NewDependency {
            group: &self.artifact.group,
            artifact: &self.artifact.artifact,
            version: own.as_deref().filter(|_| !managed),
            scope: self.scope.as_deref().or_else(|| self.scope_of_flink(reactor, pom, example)),
        };
        let change = Change::in_file(&pom.path, vec![pom.dependency_after(beside, &new)?]);
        let what = format!("`{}` is added: `{user}` imports from it.", self.artifact.artifact);
        let site = Site { path: Arc::clone(&pom.path), span: beside.artifact.span };
        Some(match &self.review {
            Some(now) => context.review(site, Note::new(what, now).because(&self.why), change),
            None => context.apply(site, Note::new(what, "").because(&self.why), change),
        })
    }

    /// The dependency of this file after which the new one stands; it must be one of those that a row names.
    fn neighbour<'m>(&self, pom: &'m BuildFile) -> Option<&'m Dependency> {
        let mut used = pom.model.dependencies.iter().filter(|one| one.section == Section::Used);
        let fits = |one: &&Dependency| {
            one.profile.is_none()
                && match &self.beside[..] {
                    [] => one.group.text == FLINK,
                    beside => beside.iter().any(|artifact| artifact.names(one)),
                }
        };
        used.rfind(fits)
    }

    /// Whether `project` has such a neighbour from `pom`, itself or the nearest that it inherits from, and not the artifact.
    fn depends_through(&self, reactor: &Reactor, project: &BuildFile, pom: &BuildFile) -> bool {
        let mut lineage = reactor.lineage(&project.path).into_iter();
        let nearest = lineage.find(|one| self.neighbour(one).is_some());
        nearest.is_some_and(|nearest| nearest.path == pom.path) && !self.is_there(reactor, &project.path)
    }

    fn is_there(&self, reactor: &Reactor, path: &str) -> bool {
        let is_brought = |one: &Dependency| {
            self.artifact.names(one) || self.brought_by.iter().any(|pattern| fits(pattern, one))
        };
        used(reactor, path).any(|(_, one)| is_brought(one)) || self.is_unhidden(reactor, path)
    }

    /// Whether it comes along with others, since nothing hides it from the compiler that the row knows of.
    ///
    /// What is only for run time hides it, unless one of Flink's own artifacts brings it for the compiler.
    fn is_unhidden(&self, reactor: &Reactor, path: &str) -> bool {
        let hides = |(pom, one): (&BuildFile, &Dependency)| {
            self.hidden_by.iter().any(|pattern| fits(pattern, one))
                && scope_of(reactor, pom, one) == Some("runtime")
        };
        let is_for_compiler = |(pom, one): (&BuildFile, &Dependency)| {
            is_core(reactor, pom, one) && matches!(scope_of(reactor, pom, one), None | Some("compile"))
        };
        !self.hidden_by.is_empty()
            && (!used(reactor, path).any(hides) || used(reactor, path).any(is_for_compiler))
    }

    fn scope_of_flink<'r>(
        &self,
        reactor: &'r Reactor,
        pom: &BuildFile,
        example: Option<&'r Dependency>,
    ) -> Option<&'r str> {
        let example = example.filter(|_| self.version.is_none())?;
        scope_of(reactor, pom, example).filter(|scope| *scope != "test")
    }

    /// A source of the project itself that imports from the artifact.
    fn user(&self, pom: &BuildFile, context: &Context<'_>) -> Option<Arc<str>> {
        let (project, folder) = (context.project, family::folder(&pom.path));
        let entries = project.snapshot().entries.iter();
        let mut sources =
            entries.filter(|entry| entry.kind == FileKind::Java && entry.path.starts_with(folder));
        let user = sources.find(|entry| {
            project.mentions(&entry.path, &self.imports)
                && project.reactor().nearest(&entry.path).is_some_and(|own| own.path == pom.path)
                && project.java(&entry.path).is_some_and(|java| self.is_imported_by(&java))
        })?;
        Some(Arc::clone(&user.path))
    }

    fn is_imported_by(&self, java: &JavaFile) -> bool {
        let is_meant = |name: &str| self.imports.iter().any(|start| format!("{name}.").starts_with(start));
        java.imports.iter().any(|import| is_meant(&import.name))
    }
}

/// Whether it is an artifact that is released with Flink itself.
fn is_core(reactor: &Reactor, pom: &BuildFile, one: &Dependency) -> bool {
    let is_release = |version: &str| version::is_flink_1(version) || version.starts_with("2.");
    let place = || reactor.version_place(&pom.path, one);
    one.group.text == FLINK
        && one.kind.is_none()
        && place().is_some_and(|(_, version)| is_release(&version.text))
}

/// An artifact of Flink itself that the project has: others get its version and scope.
fn example<'r>(reactor: &'r Reactor, pom: &BuildFile) -> Option<&'r Dependency> {
    used(reactor, &pom.path).find(|(pom, one)| is_core(reactor, pom, one)).map(|(_, one)| one)
}

/// How the project writes the version of Flink.
fn version_of_flink(
    reactor: &Reactor,
    pom: &BuildFile,
    example: Option<&Dependency>,
    context: &Context<'_>,
) -> Option<String> {
    let Some(example) = example else { return Some(context.settings.target.version.clone()) };
    let managing = || reactor.managing(&pom.path, &example.group.text, &example.artifact.text);
    let version = example.version.as_ref().or_else(|| managing()?.1.version.as_ref());
    version.map(|version| version.text.clone())
}

/// The scope that the project gives to an artifact.
fn scope_of<'r>(reactor: &'r Reactor, pom: &BuildFile, one: &'r Dependency) -> Option<&'r str> {
    let managing = || reactor.managing(&pom.path, &one.group.text, &one.artifact.text);
    let scope = one.scope.as_ref().or_else(|| managing()?.1.scope.as_ref());
    scope.map(|scope| scope.text.as_str())
}
