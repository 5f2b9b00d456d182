//! What one build file says by itself, as plain data with spans.
//!
//! Deliberately absent: how it is written; Maven and Gradle give the same.

use crate::syntax::xml::NodeId;
use crate::text::{Edit, Span};

/// A piece of text that a build file gives to something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// What it says; a reference is `${name}`, however it is written.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// How another text is put in its place.
    pub writing: Writing,
}

/// How a text is written in the place of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// As it is: the value stands in an element or between quotes.
    Plain,
    /// With quotes: an expression stands there.
    Quoted,
    /// As the `version` of an entry in a catalog.
    CatalogVersion,
    /// As the call that says the version of a library in a catalog of the settings.
    SettingsVersion,
}

/// A property and its definition.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its name.
    pub name: String,
    /// What it is set to.
    pub value: Value,
    /// The whole element or statement.
    pub element: Span,
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
    /// The whole element or statement.
    pub element: Span,
    /// The whole list that it stands in.
    pub list: Span,
    /// The kind of that list.
    pub section: Section,
    /// The profile that has it.
    pub profile: Option<String>,
    /// `groupId`.
    pub group: Value,
    /// `artifactId`.
    pub artifact: Value,
    /// `version`.
    pub version: Option<Value>,
    /// `scope`, or the name of a configuration as it is written.
    pub scope: Option<Value>,
    /// `type`, or else `classifier`: what makes two entries for one artifact differ.
    pub kind: Option<Value>,
    /// The name by which scripts mean it, where it is an entry of a catalog.
    pub alias: Option<Value>,
}

/// A statement of a script, or an item of a bundle, that means an entry of a catalog.
#[derive(Clone, Debug)]
pub struct AliasUse {
    /// The name of the entry, with dots.
    pub name: String,
    /// The whole statement, or the text with its quotes.
    pub element: Span,
    /// Where the name stands.
    pub span: Span,
    /// The name of the configuration as it is written; `None` in a bundle.
    pub scope: Option<Value>,
}

/// An artifact that a list names so that it is left out or packed.
#[derive(Clone, Debug)]
pub struct Filter {
    /// The whole element or statement.
    pub element: Span,
    /// The whole list that it stands in.
    pub list: Span,
    /// Its group; `None` where any group will do.
    pub group: Option<Value>,
    /// Its name.
    pub artifact: Value,
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

/// What a build file says.
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
    /// Who means entries of a catalog.
    pub aliases: Vec<AliasUse>,
    /// Exclusions, and what plugins pack or leave out by name.
    pub filters: Vec<Filter>,
}

impl Value {
    /// A value that stands between quotes or in an element.
    pub fn plain(text: impl Into<String>, span: Span) -> Self {
        Self { text: text.into(), span, writing: Writing::Plain }
    }

    /// Puts `text` in its place.
    pub fn replaced_by(&self, text: &str) -> Edit {
        Edit::replace(
            self.span,
            match self.writing {
                Writing::Plain => text.to_owned(),
                Writing::Quoted => format!("\"{text}\""),
                Writing::CatalogVersion => format!("version = \"{text}\""),
                Writing::SettingsVersion => format!("version(\"{text}\")"),
            },
        )
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

impl Dependency {
    /// Whether it is a file that lies beside the project, so that no registry is asked.
    pub fn is_file(&self) -> bool {
        self.scope.as_ref().is_some_and(|scope| scope.text == "system")
    }
}

impl Plugin {
    /// `group:artifact`.
    pub fn coordinate(&self) -> String {
        let group = self.group.as_ref().map_or("org.apache.maven.plugins", |group| &group.text);
        format!("{group}:{}", self.artifact.text)
    }
}
