//! What a property is in a project, and where it is set.

use std::sync::Arc;

use super::{DEEPEST, Reactor};
use crate::text::Span;
use crate::view::BuildFile;
use crate::view::build::{Property, Value, plain_name};

/// A place that sets a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The project file.
    pub path: Arc<str>,
    /// The property.
    pub name: String,
    /// What it is set to.
    pub value: Value,
    /// The profile that sets it.
    pub profile: Option<String>,
}

/// What a property is in a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// Set in these places: at most one outside of profiles, which comes last.
    Defined(Vec<Definition>),
    /// It comes with the project: `project.version` and its like.
    Project(Value),
    /// Unknown; the sentence says why.
    Unknown(String),
}

impl Definition {
    /// What `property` of the project file at `path` sets.
    pub fn new(path: &Arc<str>, property: &Property) -> Self {
        Self {
            path: Arc::clone(path),
            name: property.name.clone(),
            value: property.value.clone(),
            profile: property.profile.clone(),
        }
    }

    pub(super) fn key(&self) -> (Arc<str>, Span) {
        (Arc::clone(&self.path), self.value.span)
    }
}

impl Reactor {
    /// What `${name}` means in the project at `path`.
    pub fn property(&self, path: &str, name: &str) -> Lookup {
        let is_gradle = self.lineages.contains_key(path);
        let plain = if is_gradle { plain_name(name) } else { name.to_owned() };
        let name = plain.as_str();
        let mut definitions = Vec::new();
        for pom in self.lineage(path) {
            let named = || self.named(pom, name);
            let of_profiles = named().filter(|property| property.profile.is_some());
            definitions.extend(of_profiles.map(|property| Definition::new(&pom.path, property)));
            if let Some(property) = named().rfind(|property| property.profile.is_none()) {
                definitions.push(Definition::new(&pom.path, property));
                break;
            }
        }
        if !definitions.is_empty() {
            return Lookup::Defined(definitions);
        }
        if let Some(value) = self.of_project(path, name) {
            return Lookup::Project(value);
        }
        Lookup::Unknown(match self.outside_parent(path) {
            Some(parent) => {
                format!("`${{{name}}}` comes from the parent `{parent}`, which is not in this repository.")
            }
            None if is_gradle => format!("`{name}` is computed, or set outside of this build."),
            None => format!("`${{{name}}}` is not set in this repository."),
        })
    }

    /// `text` with every property put in, or the sentence that says why it cannot be known.
    ///
    /// Profiles are taken to be off, unless only they set the property.
    pub fn evaluate(&self, path: &str, text: &str) -> Result<String, String> {
        self.evaluate_to(path, text, DEEPEST)
    }

    fn evaluate_to(&self, path: &str, text: &str, depth: usize) -> Result<String, String> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(format!("`{text}` refers to itself."));
        };
        let mut result = String::new();
        let mut rest = text;
        while let Some(start) = rest.find("${") {
            let Some(length) = rest[start..].find('}') else { break };
            result.push_str(&rest[..start]);
            let value = match self.property(path, &rest[start + 2..start + length]) {
                Lookup::Defined(definitions) => definitions.last().map(|last| last.value.clone()),
                Lookup::Project(value) => Some(value),
                Lookup::Unknown(why) => return Err(why),
            };
            let value = value.expect("a defined property has a definition");
            result.push_str(&self.evaluate_to(path, &value.text, depth)?);
            rest = &rest[start + length + 1..];
        }
        result.push_str(rest);
        Ok(result)
    }

    fn of_project(&self, path: &str, name: &str) -> Option<Value> {
        let name = name.strip_prefix("project.").or_else(|| name.strip_prefix("pom."))?;
        let lineage = self.lineage(path);
        let pom = lineage.first()?;
        let parent = pom.model.parent.as_ref();
        let literal = |text: &str| Value::plain(text, Span::at(0));
        match name {
            "groupId" => pom.model.group.clone().or_else(|| parent.map(|parent| parent.group.clone())),
            "artifactId" => pom.model.artifact.clone(),
            "version" => pom.model.version.clone().or_else(|| parent?.version.clone()),
            "name" => pom.model.name.clone().or_else(|| pom.model.artifact.clone()),
            "packaging" => Some(pom.model.packaging.clone().unwrap_or_else(|| literal("jar"))),
            "parent.groupId" => parent.map(|parent| parent.group.clone()),
            "parent.artifactId" => parent.map(|parent| parent.artifact.clone()),
            "parent.version" => parent?.version.clone(),
            "build.finalName" => final_name(&lineage),
            _ => None,
        }
    }
}

fn final_name(lineage: &[&Arc<BuildFile>]) -> Option<Value> {
    let own = |pom: &&Arc<BuildFile>| Value::of(pom.project()?.at(&["build", "finalName"])?);
    lineage.iter().find_map(own)
}
