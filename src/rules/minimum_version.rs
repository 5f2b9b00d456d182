//! Rule kind `minimum-version`: plugins and tools of the build that must not be too old.
//!
//! What has no version is left: Maven or a parent picks it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;

use super::coordinate::Coordinate;
use super::{Context, Rule, Wants, family, version};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::syntax::xml::Node;
use crate::text::Span;
use crate::types::reactor::{Definition, Lookup, Reactor};
use crate::view::build::{Property, Value};
use crate::view::{BuildFile, File, View};

/// The group of plugins that name none.
const OF_MAVEN: &str = "org.apache.maven.plugins";

/// One plugin or artifact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// Projects that depend on this group are judged.
    group: String,
    artifact: Coordinate,
    /// The oldest version that does.
    minimum: String,
    /// What older ones become.
    to: String,
    /// An element of its configuration that only newer versions serve.
    newer_for: Option<NewerFor>,
    /// Why older ones do not do.
    why: String,
    /// What a person must look at.
    review: String,
    /// What makes the look necessary; without it, it always is.
    review_for: Option<ReviewFor>,
}

/// What asks for more than the minimum.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewerFor {
    element: String,
    minimum: String,
}

/// An element of the configuration in which one of some words stands.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReviewFor {
    elements: BTreeSet<String>,
    words: Vec<String>,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::builds()
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        match self.review_for {
            Some(_) => &[RemedyKind::Apply, RemedyKind::Review],
            None => &[RemedyKind::Review],
        }
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Build(pom) = &file.view else { return Vec::new() };
        let reactor = context.project.reactor();
        let is_named = |pom: &Arc<BuildFile>| pom.text().contains(&self.artifact.artifact);
        if !reactor.heirs(&pom.path).iter().any(is_named) || !family::serves(reactor, &pom.path, &self.group)
        {
            return Vec::new();
        }
        let users = Users { row: self, reactor, known: RefCell::default() };
        let own = self.versions(pom).into_iter().filter(|value| !users.are_moved(pom, value));
        let is_theirs = |one: &&Property| users.own(&Definition::new(&pom.path, one));
        let properties = pom.model.properties.iter().filter(is_theirs);
        let values = own.chain(properties.map(|property| property.value.clone()));
        values.filter_map(|value| self.judged(&value, pom, context)).collect()
    }
}

/// Which texts are versions of the artifact, found out once for each file that is asked about.
struct Users<'s> {
    row: &'s Row,
    reactor: &'s Reactor,
    known: RefCell<BTreeMap<Arc<str>, BTreeSet<Span>>>,
}

impl Users<'_> {
    /// Whether the version is a property that is moved where it is set.
    fn are_moved(&self, pom: &BuildFile, value: &Value) -> bool {
        let Some(name) = value.reference() else { return false };
        match self.reactor.property(&pom.path, name) {
            Lookup::Defined(all) => all.iter().all(|one| self.own(one)),
            Lookup::Project(_) | Lookup::Unknown(_) => true,
        }
    }

    /// Whether all who refer to the definition are versions of the artifact.
    fn own(&self, definition: &Definition) -> bool {
        let uses = self.reactor.uses(definition);
        !uses.is_empty() && uses.iter().all(|one| self.is_version(&one.path, one.span))
    }

    fn is_version(&self, path: &Arc<str>, span: Span) -> bool {
        let mut known = self.known.borrow_mut();
        let of_file = known.entry(Arc::clone(path)).or_insert_with(|| {
            let versions = self.reactor.pom(path).map(|pom| self.row.versions(pom));
            versions.into_iter().flatten().map(|value| value.span).collect()
        });
        of_file.contains(&span)
    }
}

impl Row {
    /// The versions of the artifact, wherever the file names it.
    fn versions(&self, pom: &BuildFile) -> Vec<Value> {
        let fits = |node: &Node<'_>| {
            let text = |name| node.child(name).and_then(Node::text).map(|(text, _)| text);
            let group = match node.name() {
                "plugin" => Some(text("groupId").unwrap_or(OF_MAVEN)),
                "dependency" | "path" => text("groupId"),
                _ => None,
            };
            group == Some(&self.artifact.group) && text("artifactId") == Some(&self.artifact.artifact)
        };
        if pom.project().is_none() || !pom.text().contains(&self.artifact.artifact) {
            return Vec::new();
        }
        let nodes = pom.tree.nodes().filter(fits);
        nodes.filter_map(|node| Value::of(node.child("version")?)).collect()
    }

    /// The oldest version that does for a project and those that inherit from it.
    fn minimum_for(&self, reactor: &Reactor, path: &str) -> &str {
        let Some(newer) = &self.newer_for else { return &self.minimum };
        let asks = |_: &BuildFile, node: Node<'_>| node.name() == newer.element;
        if self.configures(reactor, path, asks) { &newer.minimum } else { &self.minimum }
    }

    /// Whether a person must look at a project or at those that inherit from it.
    fn needs_review(&self, reactor: &Reactor, path: &str) -> bool {
        let Some(ReviewFor { elements, words }) = &self.review_for else { return true };
        self.configures(reactor, path, |pom, node| {
            let holds = |word: &String| node.span().of(pom.text()).contains(word.as_str());
            elements.contains(node.name()) && words.iter().any(holds)
        })
    }

    /// Whether the plugin has an element that `fits`, in a project or in those that inherit from it.
    fn configures(&self, reactor: &Reactor, path: &str, fits: impl Fn(&BuildFile, Node<'_>) -> bool) -> bool {
        reactor.heirs(path).iter().any(|pom| {
            let plugins =
                pom.model.plugins.iter().filter(|plugin| plugin.coordinate() == self.artifact.to_string());
            plugins
                .map(|plugin| pom.tree.node(plugin.element))
                .any(|node| node.descendants().any(|inner| fits(pom, inner)))
        })
    }

    fn judged(&self, value: &Value, pom: &Arc<BuildFile>, context: &Context<'_>) -> Option<Finding> {
        let current = context.project.reactor().evaluate(&pom.path, &value.text).ok()?;
        let minimum = self.minimum_for(context.project.reactor(), &pom.path);
        if pom.keeps(value.span) || !version::is_before(&current, minimum) {
            return None;
        }
        let to = context.settings.artifacts.get(&self.artifact.to_string()).unwrap_or(&self.to);
        let what = format!("`{}` moves from {current} to {to}.", self.artifact.artifact);
        let change = Change::in_file(&pom.path, vec![value.replaced_by(to)]);
        let site = Site { path: Arc::clone(&pom.path), span: value.span };
        if self.needs_review(context.project.reactor(), &pom.path) {
            return Some(context.review(site, Note::new(what, &self.review).because(&self.why), change));
        }
        Some(context.apply(site, Note::new(what, "").because(&self.why), change))
    }
}
