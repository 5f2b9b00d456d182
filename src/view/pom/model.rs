//! What one project file says by itself, as plain data with spans.

use crate::syntax::xml::{Node, NodeId};
use crate::text::Span;

/// The text of an element without children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Its characters, trimmed, with character references resolved.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A property and its definition.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its name.
    pub name: String,
    /// What it is set to.
    pub value: Value,
    /// The whole element.
    pub element: NodeId,
    /// The profile that sets it.
    pub profile: Option<String>,
}

/// Which list an entry stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// It is used.
    Used,
    /// It is managed: it says the version for those who use it.
    Managed,
    /// It is a dependency of a plugin.
    OfPlugin,
}

/// A dependency of a project, a profile or a plugin.
#[derive(Clone, Debug)]
pub struct Dependency {
    /// The whole element.
    pub element: NodeId,
    /// The list that it stands in.
    pub section: Section,
    /// The profile that has it.
    pub profile: Option<String>,
    /// `groupId`.
    pub group: Value,
    /// `artifactId`.
    pub artifact: Value,
    /// `version`.
    pub version: Option<Value>,
    /// `scope`.
    pub scope: Option<Value>,
    /// `type`, or else `classifier`: what makes two entries for one artifact differ.
    pub kind: Option<Value>,
}

/// A plugin of a build.
#[derive(Clone, Debug)]
pub struct Plugin {
    /// The whole element.
    pub element: NodeId,
    /// The list that it stands in.
    pub section: Section,
    /// `groupId`; `None` for Maven's own.
    pub group: Option<Value>,
    /// `artifactId`.
    pub artifact: Value,
    /// `version`.
    pub version: Option<Value>,
}

/// The project that this one inherits from.
#[derive(Clone, Debug)]
pub struct Parent {
    /// `groupId`.
    pub group: Value,
    /// `artifactId`.
    pub artifact: Value,
    /// `version`.
    pub version: Option<Value>,
    /// `relativePath`; the text is empty when it says to look in no folder.
    pub relative_path: Option<Value>,
}

/// What a project file says.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The project that this one inherits from.
    pub parent: Option<Parent>,
    /// `groupId`.
    pub group: Option<Value>,
    /// `artifactId`.
    pub artifact: Option<Value>,
    /// `version`.
    pub version: Option<Value>,
    /// `packaging`.
    pub packaging: Option<Value>,
    /// `name`.
    pub name: Option<Value>,
    /// Properties of the project and its profiles.
    pub properties: Vec<Property>,
    /// Dependencies of all lists.
    pub dependencies: Vec<Dependency>,
    /// Plugins of all lists.
    pub plugins: Vec<Plugin>,
}

impl Value {
    /// The text of `node`; an empty element has an empty text, and `[1.2]`, which allows one version, is that version.
    pub fn of(node: Node<'_>) -> Option<Self> {
        if let Some((text, span)) = node.text() {
            return Some(match pinned(text).filter(|_| span.len() == text.len()) {
                Some(version) => {
                    Self { text: version.to_owned(), span: Span::new(span.start + 1, span.end - 1) }
                }
                None => Self { text: text.to_owned(), span },
            });
        }
        Some(Self { text: String::new(), span: Span::at(node.content()?.start) })
    }

    /// The name of the property when the whole text is `${name}`.
    pub fn reference(&self) -> Option<&str> {
        let name = self.text.strip_prefix("${")?.strip_suffix('}')?;
        (!name.contains(['$', '{', '}'])).then_some(name)
    }

    /// Whether the text refers to no property.
    pub fn is_literal(&self) -> bool {
        !self.text.contains("${")
    }
}

impl Plugin {
    /// `group:artifact`.
    pub fn coordinate(&self) -> String {
        let group = self.group.as_ref().map_or("org.apache.maven.plugins", |group| &group.text);
        format!("{group}:{}", self.artifact.text)
    }
}

impl Model {
    /// Reads `<project>`.
    pub(super) fn read(project: Node<'_>) -> Self {
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
            self.properties.push(Property { name, value, element: property.id(), profile });
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
        let list = node.child("dependencies").into_iter();
        for dependency in list.flat_map(|list| list.children_named("dependency")) {
            let (Some(group), Some(artifact)) =
                (value(dependency, "groupId"), value(dependency, "artifactId"))
            else {
                continue;
            };
            self.dependencies.push(Dependency {
                element: dependency.id(),
                section,
                profile: profile.map(str::to_owned),
                group,
                artifact,
                version: value(dependency, "version"),
                scope: value(dependency, "scope"),
                kind: value(dependency, "type").or_else(|| value(dependency, "classifier")),
            });
        }
    }

    fn read_plugins(&mut self, node: Node<'_>, section: Section, profile: Option<&str>) {
        let list = node.child("plugins").into_iter();
        for plugin in list.flat_map(|list| list.children_named("plugin")) {
            self.read_dependencies(plugin, Section::OfPlugin, profile);
            let Some(artifact) = value(plugin, "artifactId") else { continue };
            let (group, version) = (value(plugin, "groupId"), value(plugin, "version"));
            self.plugins.push(Plugin { element: plugin.id(), section, group, artifact, version });
        }
    }
}

fn parent(node: Node<'_>) -> Option<Parent> {
    let relative = node.child("relativePath");
    let nowhere = |node: Node<'_>| Value { text: String::new(), span: node.span() };
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
