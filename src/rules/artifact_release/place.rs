//! Where the version of a dependency is to be changed.

use super::{Search, Wanted};
use crate::rules::version::{Age, age_of_release};
use crate::types::reactor::{Definition, Lookup, Managed, Used};
use crate::view::build::{Dependency, Section, Value};

/// What is to be done about the version of a dependency.
pub(super) enum Version {
    /// Nothing here: it is right, or its property or manager is moved.
    Elsewhere,
    /// It is replaced here.
    Own(Value),
    /// A range or a snapshot.
    Moving(String),
    /// It cannot be known; a sentence.
    Unknown(String),
}

impl Search<'_> {
    /// What is to be done so that `dependency` has the version `wanted`.
    pub(super) fn version(&self, dependency: &Dependency, wanted: &str) -> Version {
        let path = &self.pom.path;
        let Some(version) = &dependency.version else {
            return match self.reactor.managed_version(path, dependency) {
                Managed::By(..) => Version::Elsewhere,
                Managed::Unknown(_) if dependency.section == Section::Managed => Version::Elsewhere,
                Managed::Unknown(why) => Version::Unknown(why),
            };
        };
        if self.is_settled_deeper(version) {
            return Version::Elsewhere;
        }
        match self.reactor.evaluate(path, &version.text) {
            Err(why) => Version::Unknown(why),
            Ok(current) => match age_of_release(&current, wanted) {
                Age::New => Version::Elsewhere,
                Age::Old => Version::Own(version.clone()),
                Age::Moving => Version::Moving(current),
            },
        }
    }

    /// What all users of a property want: the same version, and a look by a person if one of them needs it.
    pub(super) fn agreed(&self, definition: &Definition) -> Option<Wanted<'_>> {
        if self.row.of_flink.contains(&definition.name) {
            return None;
        }
        let mut agreed: Option<Wanted<'_>> = None;
        for one in self.reactor.uses(definition) {
            let wanted = match one.used {
                Used::DependencyVersion(index) => {
                    let dependency = self.reactor.pom(&one.path)?.model.dependencies.get(index)?;
                    self.wanted(dependency).filter(|wanted| !self.is_unused(&one.path, *wanted))?
                }
                Used::PluginVersion(_) => return None,
                Used::Property(_) | Used::Other => continue,
            };
            if agreed.is_some_and(|agreed| agreed.version != wanted.version) {
                return None;
            }
            let review = agreed.and_then(|agreed| agreed.review).or(wanted.review);
            agreed = Some(Wanted { review, ..wanted });
        }
        agreed
    }

    /// Whether the value refers to a property that is moved itself.
    pub(super) fn is_settled_deeper(&self, value: &Value) -> bool {
        let Some(name) = value.reference() else { return false };
        match self.reactor.property(&self.pom.path, name) {
            Lookup::Defined(all) => all.iter().all(|one| self.agreed(one).is_some()),
            Lookup::Project(_) | Lookup::Unknown(_) => false,
        }
    }
}
