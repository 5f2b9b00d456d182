//! Who else has the version of Flink, or says it within a version of its own.

use std::collections::BTreeSet;

use super::Search;
use crate::types::reactor::{Definition, Use, Used};
use crate::view::build::{Model, Property};

/// Who gets a property's value as a version.
#[derive(Default)]
pub(super) struct Users {
    pub(super) of_flink: usize,
    /// Dependencies of other groups; those of the same group have a finding of their own.
    others: BTreeSet<String>,
    /// Versions of which the value is only a part, with those who have them.
    parts: BTreeSet<String>,
}

impl Users {
    /// Whether nobody but artifacts of Flink has the version.
    pub(super) fn are_of_flink(&self) -> bool {
        self.others.is_empty()
    }

    /// What a person must look at when the value moves.
    pub(super) fn to_check(&self) -> Option<String> {
        let listed = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(", ");
        let others = (!self.others.is_empty()).then(|| {
            let names = listed(&self.others);
            format!("{names} has this version too: check that there is such a release, or give it a version of its own.")
        });
        let parts = (!self.parts.is_empty()).then(|| {
            let names = listed(&self.parts);
            format!("It is a part of {names}: set the release for Flink 2 there, or take out what has none.")
        });
        let all: Vec<String> = others.into_iter().chain(parts).collect();
        (!all.is_empty()).then(|| all.join(" "))
    }
}

impl Search<'_> {
    pub(super) fn users(&self, property: &Property) -> Users {
        let definition = Definition::new(&self.pom.path, property);
        let mut users = Users::default();
        for one in self.reactor.uses(&definition) {
            let Some(model) = self.reactor.pom(&one.path).map(|pom| &pom.model) else { continue };
            match one.used {
                Used::DependencyVersion(index) => {
                    let Some(dependency) = model.dependencies.get(index) else { continue };
                    if self.row.has(dependency) {
                        users.of_flink += 1;
                    } else if dependency.group.text != self.row.group {
                        users.others.insert(format!("`{}`", dependency.artifact.text));
                    }
                }
                Used::PluginVersion(index) => {
                    let plugin = model.plugins.get(index);
                    users.others.extend(plugin.map(|plugin| format!("`{}`", plugin.artifact.text)));
                }
                Used::Property(_) => {}
                Used::Other => users.parts.extend(self.part(model, &one)),
            }
        }
        users
    }

    /// The version of which the use is a part, unless that is another artifact of Flink's own.
    fn part(&self, model: &Model, one: &Use) -> Option<String> {
        let mut dependencies = model.dependencies.iter();
        let dependency = dependencies.find(|other| {
            let version = other.version.as_ref();
            version.is_some_and(|version| version.span == one.span) && !self.row.has(other)
        });
        if let Some(dependency) = dependency {
            let version = dependency.version.as_ref()?;
            return Some(format!("the version `{}` of `{}`", version.text, dependency.artifact.text));
        }
        let property = model.properties.iter().find(|other| other.value.span == one.span)?;
        let uses = self.reactor.uses(&Definition::new(&one.path, property));
        let is_version = uses.iter().any(|one| matches!(one.used, Used::DependencyVersion(_)));
        is_version.then(|| format!("`{}`, which is `{}`", property.name, property.value.text))
    }
}
