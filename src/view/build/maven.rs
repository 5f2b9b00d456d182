//! What a `pom.xml` says.

use super::model::{Dependency, Filter, Model, Parent, Plugin, Property, Section, Value};
use crate::syntax::xml::Node;
use crate::text::Span;

/// Elements of plugins that name what they pack or leave out.
const FILTERS: [&str; 3] = ["exclude", "include", "artifact"];

impl Value {
    /// The text of `node`; an empty element has an empty text, and `[1.2]`, which allows one version, is that version.
    pub fn of(node: Node<'_>) -> Option<Self> {
        if let Some((text, span)) = node.text() {
            return Some(match pinned(text).filter(|_| span.len() == text.len()) {
                Some(version) => Self::plain(version, Span::new(span.start + 1, span.end - 1)),
                None => Self::plain(text, span),
            });
        }
        Some(Self::plain("", Span::at(node.content()?.start)))
    }
}

impl Model {
    /// Reads `<project>`.
    pub(super) fn of_project(project: Node<'_>) -> Self {
        let mut model = Self {
            parent: project.child("parent").and_then(parent),
            group: value(project, "groupId"),
            artifact: value(project, "artifactId"),
            version: value(project, "version"),
            packaging: value(project, "packaging"),
            name: value(project, "name"),
            ..Self::default()
        };
        model.read_lists(project, None);
        for profile in project.child("profiles").into_iter().flat_map(|node| node.children_named("profile")) {
            let id = value(profile, "id").map_or_else(|| "default".to_owned(), |id| id.text);
            model.read_lists(profile, Some(&id));
        }
        model
    }

    fn read_lists(&mut self, node: Node<'_>, profile: Option<&str>) {
        for property in node.child("properties").into_iter().flat_map(Node::children) {
            let Some(value) = Value::of(property) else { continue };
            let (name, profile) = (property.name().to_owned(), profile.map(str::to_owned));
            self.properties.push(Property { name, value, element: property.span(), profile });
        }
        self.read_dependencies(node, Section::Used, profile);
        if let Some(managed) = node.child("dependencyManagement") {
            self.read_dependencies(managed, Section::Managed, profile);
        }
        if let Some(build) = node.child("build") {
            self.read_plugins(build, Section::Used, profile);
            if let Some(managed) = build.child("pluginManagement") {
                self.read_plugins(managed, Section::Managed, profile);
            }
        }
    }

    fn read_dependencies(&mut self, node: Node<'_>, section: Section, profile: Option<&str>) {
        let Some(list) = node.child("dependencies") else { return };
        for dependency in list.children_named("dependency") {
            let (Some(group), Some(artifact)) =
                (value(dependency, "groupId"), value(dependency, "artifactId"))
            else {
                continue;
            };
            self.read_exclusions(dependency);
            self.dependencies.push(Dependency {
                element: dependency.span(),
                list: list.span(),
                section,
                profile: profile.map(str::to_owned),
                group,
                artifact,
                version: value(dependency, "version"),
                scope: value(dependency, "scope"),
                kind: value(dependency, "type").or_else(|| value(dependency, "classifier")),
                alias: None,
            });
        }
    }

    fn read_exclusions(&mut self, dependency: Node<'_>) {
        let Some(list) = dependency.child("exclusions") else { return };
        self.filters.extend(list.children_named("exclusion").filter_map(|exclusion| {
            Some(Filter {
                element: exclusion.span(),
                list: list.span(),
                group: value(exclusion, "groupId"),
                artifact: value(exclusion, "artifactId")?,
            })
        }));
    }

    fn read_plugins(&mut self, node: Node<'_>, section: Section, profile: Option<&str>) {
        let list = node.child("plugins").into_iter();
        for plugin in list.flat_map(|list| list.children_named("plugin")) {
            self.read_dependencies(plugin, Section::OfPlugin, profile);
            let named = plugin.descendants().filter(|node| FILTERS.contains(&node.name()));
            self.filters.extend(named.filter_map(filter));
            let Some(artifact) = value(plugin, "artifactId") else { continue };
            let (group, version) = (value(plugin, "groupId"), value(plugin, "version"));
            self.plugins.push(Plugin { element: plugin.id(), section, group, artifact, version });
        }
    }
}

/// An artifact that a plugin packs or leaves out: `group:artifact`, and more behind it.
fn filter(node: Node<'_>) -> Option<Filter> {
    let (text, span) = node.text().filter(|(text, span)| span.len() == text.len())?;
    let (group, rest) = text.split_once(':')?;
    let artifact = rest.split(':').next()?;
    let start = span.start + group.len() + 1;
    Some(Filter {
        element: node.span(),
        list: node.parent()?.span(),
        group: Some(Value::plain(group, Span::new(span.start, start - 1))),
        artifact: Value::plain(artifact, Span::new(start, start + artifact.len())),
    })
}

fn parent(node: Node<'_>) -> Option<Parent> {
    let relative = node.child("relativePath");
    let nowhere = |node: Node<'_>| Value::plain("", node.span());
    Some(Parent {
        group: value(node, "groupId")?,
        artifact: value(node, "artifactId")?,
        version: value(node, "version"),
        relative_path: relative.map(|relative| Value::of(relative).unwrap_or_else(|| nowhere(relative))),
    })
}

/// The version in `[version]`.
fn pinned(text: &str) -> Option<&str> {
    let version = text.strip_prefix('[')?.strip_suffix(']')?;
    let is_version = version.starts_with("${") || version.starts_with(|first: char| first.is_ascii_digit());
    (is_version && !version.contains([',', ' ', '[', ']'])).then_some(version)
}

fn value(node: Node<'_>, name: &str) -> Option<Value> {
    Value::of(node.child(name)?)
}
