//! Rule kind `lost-package`: packages of the JDK or of shaded libraries that code cannot reach any more.

use serde::Deserialize;

use super::coordinate::fits;
use super::{Context, Names, Rule, Wants, family, idle_import, reference};
use crate::finding::{Finding, Note, RemedyKind, Site};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::types::JavaScope;
use crate::view::build::Dependency;
use crate::view::java::Import;
use crate::view::{File, JavaFile, View};

/// Imports that nothing needs go; uses are left to a person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// The packages, or classes of packages that are otherwise open; all that is below them too.
    names: Vec<String>,
    /// Artifacts by which a project has them itself, as `group:artifact`; a `*` at the end stands for any rest.
    #[serde(default)]
    own: Vec<String>,
    /// What has become of them, as the rest of a sentence.
    what: String,
    /// What takes their place, and what a person has to do.
    note: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::with_words(
            FileKind::Java,
            self.names.iter().map(|name| format!("import {name}.")).chain(
                self.names.iter().filter(|name| ends_in_class(name)).map(|name| format!("import {name};")),
            ),
        )
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::of_old(&self.names).and_said(&self.note)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        if self.has_own(java, context) {
            return Vec::new();
        }
        let scope = JavaScope::new(context.project, java);
        let lost = java.imports.iter().filter(|import| self.has_lost(&import.name));
        let own = |import: &Import| scope.class(&import.name).is_some();
        lost.filter(|import| !own(import))
            .flat_map(|import| self.findings(java, context, &scope, import))
            .collect()
    }
}

impl Row {
    /// Whether the project of the file depends on them without Flink.
    fn has_own(&self, java: &JavaFile, context: &Context<'_>) -> bool {
        let reactor = context.project.reactor();
        let is_own = |one: &Dependency| self.own.iter().any(|pattern| fits(pattern, one));
        let build = reactor.nearest(&java.path);
        build.is_some_and(|build| family::used(reactor, &build.path).any(|(_, one)| is_own(one)))
    }

    fn has_lost(&self, import: &str) -> bool {
        let is_below = |name: &String| {
            import.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.names.iter().any(is_below)
    }

    fn findings(
        &self,
        java: &JavaFile,
        context: &Context<'_>,
        scope: &JavaScope<'_>,
        import: &Import,
    ) -> Vec<Finding> {
        let what = &self.what;
        let site = |span| Site { path: java.path.clone(), span };
        if idle_import::is_idle(java, import) {
            let what = format!("`{}` {what}; its import, which nothing uses, goes.", import.name);
            return vec![context.apply(
                site(import.span),
                Note::new(what, ""),
                idle_import::taken_out(java, import),
            )];
        }
        let used = reference::types(scope, java, &import.name);
        let mut places: Vec<_> = used.into_iter().map(|found| (java::span(found.node), ())).collect();
        places.push((import.span, ()));
        let note = Note::new(format!("`{}` {what}.", import.name), &self.note);
        let places = reference::first_of_each_line(java, places).into_iter();
        places.map(|(span, ())| context.manual(site(span), note.clone())).collect()
    }
}

fn ends_in_class(name: &str) -> bool {
    name.rsplit('.').next().is_some_and(|last| last.starts_with(char::is_uppercase))
}
