//! Rule kind `jar-name`: the name of an application's JAR says which Flink it is for.
//!
//! So an old and a new JAR can lie side by side. A name that follows a property
//! with the Flink version moves by itself and is left.

use std::sync::Arc;

use serde::Deserialize;

use super::{Context, Rule, Wants, family};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::snapshot::FileKind;
use crate::syntax::xml::Node;
use crate::text::Span;
use crate::types::reactor::{Definition, Lookup, Reactor};
use crate::view::build::{Format, Property, Value};
use crate::view::{BuildFile, File, View};

mod mention;
mod name;

pub(super) use name::for_target;

/// Deeper chains of properties are taken for circles.
const DEEPEST: usize = 8;

/// What makes an application's JAR.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// Applications depend on this group.
    group: String,
    /// Plugins that make the JAR that is deployed.
    packagers: Vec<String>,
    /// Those of them whose configuration names it.
    namers: Vec<String>,
    /// Settings of Gradle that name one.
    gradle: Vec<String>,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        let jar = || vec![".jar".to_owned()];
        let mut files = vec![(FileKind::Pom, Vec::new()), (FileKind::Text, jar()), (FileKind::Json, jar())];
        files.push((FileKind::Gradle, self.gradle.clone()));
        Wants { files }
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        match &file.view {
            View::Build(pom) if pom.format == Format::Maven => self.in_pom(pom, context),
            View::Build(build) => {
                let mut findings = self.in_gradle(build, context);
                findings.extend(mention::find(self, file, context));
                findings
            }
            View::Text => mention::find(self, file, context),
            View::Java(_) => Vec::new(),
        }
    }
}

impl Row {
    fn in_pom(&self, pom: &Arc<BuildFile>, context: &Context<'_>) -> Vec<Finding> {
        let reactor = context.project.reactor();
        let heirs = reactor.heirs(&pom.path);
        if !heirs.iter().any(|heir| self.is_application(context, heir)) {
            return Vec::new();
        }
        let own = names(pom, &self.namers).into_iter().filter(|value| value.reference().is_none_or(is_own));
        let set =
            pom.model.properties.iter().filter(|one| self.names_a_jar(reactor, &pom.path, one, DEEPEST));
        let set =
            set.map(|property| property.value.clone()).filter(|value| value.reference().is_none_or(is_own));
        let mut findings: Vec<_> = own.chain(set).filter_map(|value| renamed(&value, pom, context)).collect();
        findings.extend(self.unnamed(pom, context));
        findings
    }

    /// The names that a script of Gradle gives to what it packages.
    fn in_gradle(&self, build: &Arc<BuildFile>, context: &Context<'_>) -> Vec<Finding> {
        if !self.is_application(context, build) {
            return Vec::new();
        }
        let names = build.model.properties.iter().filter(|property| {
            let last = property.name.rsplit('.').next().unwrap_or_default();
            self.gradle.iter().any(|name| name == last) && property.value.reference().is_none()
        });
        names.filter_map(|property| renamed(&property.value, build, context)).collect()
    }

    /// Whether the project makes a JAR from sources that use Flink.
    fn is_application(&self, context: &Context<'_>, pom: &BuildFile) -> bool {
        let packaging = pom.model.packaging.as_ref().map_or("jar", |packaging| &packaging.text);
        packaging == "jar"
            && family::uses(context.project.reactor(), &pom.path, &self.group)
            && family::has_java(context.project, &pom.path)
    }

    /// Whether a name of a JAR refers to the property, itself or by way of others.
    fn names_a_jar(&self, reactor: &Reactor, path: &Arc<str>, property: &Property, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let definition = Definition::new(path, property);
        reactor.direct_uses(&definition).iter().any(|one| {
            let Some(pom) = reactor.pom(&one.path) else { return false };
            let refers = |value: &Value| value.span == one.span && value.reference().is_some();
            names(pom, &self.namers).iter().any(refers)
                || pom.model.properties.iter().any(|property| {
                    refers(&property.value) && self.names_a_jar(reactor, &one.path, property, depth)
                })
        })
    }

    /// An application whose JAR would be called as before because nobody names it.
    fn unnamed(&self, pom: &Arc<BuildFile>, context: &Context<'_>) -> Option<Finding> {
        let reactor = context.project.reactor();
        let lineage = reactor.lineage(&pom.path);
        let is_named = lineage.iter().any(|pom| !names(pom, &self.namers).is_empty());
        let packages = lineage.iter().flat_map(|pom| &pom.model.plugins);
        let packages = packages.into_iter().any(|plugin| self.packagers.contains(&plugin.coordinate()));
        let artifact = pom.model.artifact.as_ref()?;
        let version = pom.model.version.as_ref();
        let version = version.or(pom.model.parent.as_ref().and_then(|parent| parent.version.as_ref()));
        let version = version.map_or("", |version| &version.text);
        let moves = follows_flink(reactor, &pom.path, &format!("{}{version}", artifact.text), DEEPEST);
        if is_named || !packages || moves || !self.is_application(context, pom) || pom.keeps(artifact.span) {
            return None;
        }
        let name = name::as_asked("${project.artifactId}-${project.version}", context.settings)?;
        let line = format!("<finalName>{name}</finalName>");
        let edit = pom.insertion_before(pom.project()?.child("build")?.children().next()?.id(), &line);
        let what = "The JAR would have the same name as the one for Flink 1; it gets a `finalName`.";
        let site = Site { path: Arc::clone(&pom.path), span: artifact.span };
        Some(context.review(site, Note::new(what, TAKE), Change::in_file(&pom.path, vec![edit])))
    }
}

/// What a person must look at.
const TAKE: &str = "Whatever deploys the JAR must take it by its new name.";

/// The values that name a JAR: of the build, its profiles, and plugins that package.
fn names(pom: &BuildFile, namers: &[String]) -> Vec<Value> {
    let Some(project) = pom.project() else { return Vec::new() };
    let profiles = project.child("profiles").into_iter().flat_map(|node| node.children_named("profile"));
    let builds = std::iter::once(project).chain(profiles);
    let of_builds = builds.filter_map(|node| node.at(&["build", "finalName"]));
    let plugins = pom.model.plugins.iter().filter(|plugin| namers.contains(&plugin.coordinate()));
    let of_plugins = plugins.flat_map(|plugin| {
        let nodes: Vec<Node<'_>> = pom.tree.node(plugin.element).descendants().collect();
        nodes.into_iter().filter(|node| {
            let in_configuration = node.parent().is_some_and(|parent| parent.name() == "configuration");
            in_configuration && matches!(node.name(), "finalName" | "outputFile")
        })
    });
    let values = of_builds.chain(of_plugins).filter_map(Value::of);
    values.filter(|value| !value.text.is_empty() && !pom.keeps(value.span)).collect()
}

/// Whether a property comes with the project, so that there is no other place to change.
fn is_own(property: &str) -> bool {
    property.starts_with("project.") && property != "project.build.finalName"
}

fn renamed(value: &Value, pom: &Arc<BuildFile>, context: &Context<'_>) -> Option<Finding> {
    let reactor = context.project.reactor();
    if pom.keeps(value.span) || follows_flink(reactor, &pom.path, &value.text, DEEPEST) {
        return None;
    }
    if value.text.contains("${project.build.finalName}") {
        return None;
    }
    let new = name::as_asked(&value.text, context.settings)?;
    let what = format!("The JAR `{}` becomes `{new}`.", value.text);
    let site = Site { path: Arc::clone(&pom.path), span: value.span };
    let change = Change::in_file(&pom.path, vec![value.replaced_by(&new)]);
    Some(context.review(site, Note::new(what, TAKE), change))
}

/// Whether a name changes with a property that holds the Flink version.
fn follows_flink(reactor: &Reactor, path: &str, text: &str, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    let references = text.split("${").skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name));
    references.into_iter().any(|name| match reactor.property(path, name) {
        Lookup::Defined(definitions) => definitions.iter().any(|one| {
            let is_version = one.value.text.starts_with(|first: char| first.is_ascii_digit());
            (is_version && name.to_ascii_lowercase().contains("flink"))
                || follows_flink(reactor, path, &one.value.text, depth)
        }),
        Lookup::Project(value) => follows_flink(reactor, path, &value.text, depth),
        Lookup::Unknown(_) => false,
    })
}

fn site(path: &Arc<str>, span: Span) -> Site {
    Site { path: Arc::clone(path), span }
}
