//! Rule kind `java-level`: every way in which a project sets the Java level that it is compiled for.
//!
//! Properties are found by their usual names and by who refers to them.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;

use super::{Context, Rule, Wants, family, version};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::settings::Platform;
use crate::syntax::xml::Node;
use crate::text::Span;
use crate::types::reactor::{Definition, Parent, Reactor, Used};
use crate::view::build::{Property, Value};
use crate::view::{BuildFile, File, View};

/// Deeper chains of properties are taken for circles.
const DEEPEST: usize = 8;

/// Where Maven projects set the level.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// Projects that depend on this group are judged.
    group: String,
    /// Properties that say a level by their name.
    properties: BTreeSet<String>,
    /// The plugin that compiles, as `group:artifact`.
    compiler: String,
    /// Elements of its configuration.
    elements: BTreeSet<String>,
    /// The first release of it that knows `release`.
    knows_release: String,
    /// The plugin that picks a JDK, as `group:artifact`.
    toolchains: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::builds()
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Review, RemedyKind::Manual]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Build(pom) = &file.view else { return Vec::new() };
        let reactor = context.project.reactor();
        if !family::serves(reactor, &pom.path, &self.group) {
            return Vec::new();
        }
        let properties = pom.model.properties.iter();
        let properties = properties.filter(|property| self.says_level(reactor, &pom.path, property, DEEPEST));
        let named = properties.map(|property| (format!("`{}`", property.name), property.value.clone()));
        let configured = self.configured(pom).map(|(name, value)| (format!("`<{name}>`"), value));
        let mut findings: Vec<_> = named
            .chain(configured)
            .filter(|(_, value)| !pom.keeps(value.span))
            .filter_map(|(name, value)| judged(&name, &value, pom, context))
            .collect();
        findings.extend(self.unset(pom, context));
        findings.extend(self.outside(pom, context));
        findings
    }
}

impl Row {
    /// Whether a property says a level: by its name, or because a level refers to it.
    fn says_level(&self, reactor: &Reactor, path: &Arc<str>, property: &Property, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let definition = Definition::new(path, property);
        self.properties.contains(&property.name)
            || reactor.direct_uses(&definition).iter().any(|one| {
                let Some(pom) = reactor.pom(&one.path) else { return false };
                match one.used {
                    Used::Property(index) => {
                        let property = pom.model.properties.get(index);
                        property.is_some_and(|property| self.says_level(reactor, &one.path, property, depth))
                    }
                    Used::Other => self.configured(pom).any(|(_, value)| value.span == one.span),
                    Used::DependencyVersion(_) | Used::PluginVersion(_) => false,
                }
            })
    }

    /// The levels in the configuration of plugins, with the names of their elements.
    fn configured<'p>(&'p self, pom: &'p BuildFile) -> impl Iterator<Item = (&'p str, Value)> {
        pom.model.plugins.iter().flat_map(move |plugin| {
            let coordinate = plugin.coordinate();
            let nodes: Vec<Node<'p>> = pom.tree.node(plugin.element).descendants().collect();
            let fits = move |node: &Node<'p>| {
                let parent = node.parent().map_or("", Node::name);
                (coordinate == self.compiler
                    && parent == "configuration"
                    && self.elements.contains(node.name()))
                    || (coordinate == self.toolchains && parent == "jdk" && node.name() == "version")
            };
            nodes.into_iter().filter(fits).filter_map(|node| Some((node.name(), Value::of(node)?)))
        })
    }

    /// A project with Java sources whose level nobody sets.
    fn unset(&self, pom: &Arc<BuildFile>, context: &Context<'_>) -> Option<Finding> {
        let reactor = context.project.reactor();
        let project = pom.project()?;
        if !family::has_java(context.project, &pom.path)
            || matches!(reactor.parent(&pom.path), Parent::Inside(_))
        {
            return None;
        }
        let sets = |pom: &BuildFile| {
            pom.model.properties.iter().any(|property| self.properties.contains(&property.name))
                || self.configured(pom).next().is_some()
        };
        if reactor.heirs(&pom.path).iter().any(|pom| sets(pom)) {
            return None;
        }
        let level = context.settings.target.java.to_string();
        let artifact = pom.model.artifact.as_ref().map_or(project.start_tag(), |artifact| artifact.span);
        let site = site(pom, artifact);
        if let Parent::Outside(parent) = reactor.parent(&pom.path) {
            let what =
                format!("The Java level comes from the parent `{parent}`, which is not in this repository.");
            let now =
                format!("Make sure that it is {level}; if not, set the property that the parent reads.");
            return Some(context.manual(site, Note::new(what, now)));
        }
        let names: &[&str] = if self.knows_release(pom, reactor) {
            &["maven.compiler.release"]
        } else {
            &["maven.compiler.source", "maven.compiler.target"]
        };
        let properties: Vec<_> = names.iter().map(|name| (*name, level.as_str())).collect();
        let change = Change::in_file(&pom.path, vec![pom.properties_added(&properties)?]);
        let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
        let what = format!("Nothing sets the Java level; {level} is set with {}.", names.join(" and "));
        Some(context.apply(site, Note::new(what, ""), change))
    }

    /// A level in a parent outside of the folder that may be rewritten; the change is not made, and the finding says so.
    fn outside(&self, pom: &Arc<BuildFile>, context: &Context<'_>) -> Option<Finding> {
        let reactor = context.project.reactor();
        let snapshot = context.project.snapshot();
        let wanted = context.settings.target.java;
        let is_old = |value: &Value| level(&value.text).is_some_and(|level| level < wanted);
        let outside = reactor.lineage(&pom.path).into_iter().filter(|one| !snapshot.in_scope(&one.path));
        let (path, value) = outside.into_iter().find_map(|one| {
            let named = one.model.properties.iter();
            let mut named = named.filter(|property| self.says_level(reactor, &one.path, property, DEEPEST));
            let set = named.find(|property| is_old(&property.value)).map(|property| property.value.clone());
            let value =
                set.or_else(|| self.configured(one).map(|(_, value)| value).find(|value| is_old(value)))?;
            Some((Arc::clone(&one.path), value))
        })?;
        let what = format!("The Java level moves from {} to {wanted} in `{path}`.", value.text);
        let change = Change::in_file(&path, vec![value.replaced_by(&wanted.to_string())]);
        let place = pom.model.artifact.as_ref()?.span;
        Some(context.apply(site(pom, place), Note::new(what, ""), change))
    }

    fn knows_release(&self, pom: &BuildFile, reactor: &Reactor) -> bool {
        let written = reactor.plugin_version(&pom.path, &self.compiler);
        let version = written.and_then(|value| reactor.evaluate(&pom.path, &value.text).ok());
        version.is_some_and(|version| !version::is_before(&version, &self.knows_release))
    }
}

fn judged(name: &str, value: &Value, pom: &Arc<BuildFile>, context: &Context<'_>) -> Option<Finding> {
    let (level, wanted) = (level(&value.text)?, context.settings.target.java);
    if level < wanted {
        let what = format!("{name} moves from {} to {wanted}.", value.text);
        let change = Change::in_file(&pom.path, vec![value.replaced_by(&wanted.to_string())]);
        return Some(context.apply(site(pom, value.span), Note::new(what, ""), change));
    }
    match context.platform {
        Platform::ManagedFlink if level > wanted => {
            let what = format!(
                "{name} moves from {level} to {wanted}: Managed Service for Apache Flink runs no newer Java."
            );
            let change = Change::in_file(&pom.path, vec![value.replaced_by(&wanted.to_string())]);
            let note = Note::new(what, "Take out what only newer Java has.");
            Some(context.review(site(pom, value.span), note, change))
        }
        Platform::ManagedFlink | Platform::OpenSource => None,
    }
}

/// The level that a text says: `1.8`, `8` and the mistaken `1.11` too.
fn level(text: &str) -> Option<u32> {
    text.strip_prefix("1.").unwrap_or(text).parse().ok()
}

fn site(pom: &BuildFile, span: Span) -> Site {
    Site { path: Arc::clone(&pom.path), span }
}
