//! Rule kind `artifact-release`: artifacts that have releases of their own, apart from Flink's.
//!
//! A property is moved where all its users agree on the release; else the
//! artifact gets a version of its own. What is for Flink 2 already is left.

use std::sync::Arc;

use serde::Deserialize;

use super::coordinate::{Coordinate, without_scala};
use super::version::{Age, age_of_release, flink_suffix};
use super::{Context, Rule, Wants};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::settings::{ConnectorVersions, Settings};
use crate::snapshot::FileKind;
use crate::text::Edit;
use crate::types::reactor::{Definition, Lookup, Managed, Reactor, Used};
use crate::view::pom::{Dependency, Property, Section, Value};
use crate::view::{File, PomFile, View};

mod companion;

/// Artifacts that are released together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    artifacts: Vec<Artifact>,
    releases: Vec<Releases>,
    /// Artifacts of Flink itself that the new code compiles against.
    #[serde(default)]
    companions: Vec<Coordinate>,
    /// What a person must look at; without it the change is certain.
    review: Option<String>,
}

/// One artifact and its name for Flink 2.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Artifact {
    from: Coordinate,
    /// Its name from now on; the old one when absent.
    to: Option<Coordinate>,
    /// Its newest release, where that is not the newest of all.
    newest: Option<String>,
    /// Artifacts that come with it beside certain others.
    #[serde(default)]
    with: Vec<Beside>,
}

/// What comes with an artifact when another is there, such as the dialect of a driver.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Beside {
    beside: Coordinate,
    add: Coordinate,
}

/// The releases for some minor releases of Flink.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Releases {
    targets: Vec<String>,
    default: String,
    newest: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants { files: vec![(FileKind::Pom, Vec::new())] }
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        match self.review {
            Some(_) => &[RemedyKind::Review, RemedyKind::Manual],
            None => &[RemedyKind::Apply, RemedyKind::Manual],
        }
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Pom(pom) = &file.view else { return Vec::new() };
        let Some(releases) = self.releases_for(context.settings) else { return Vec::new() };
        let search = Search { row: self, releases, context, reactor: context.project.reactor(), pom };
        let dependencies = pom.model.dependencies.iter().filter_map(|one| search.in_dependency(one));
        let properties = pom.model.properties.iter().filter_map(|one| search.in_property(one));
        dependencies.chain(properties).collect()
    }
}

impl Row {
    fn releases_for(&self, settings: &Settings) -> Option<&Releases> {
        let minor = settings.target.minor();
        self.releases.iter().find(|releases| releases.targets.iter().any(|target| target == minor))
    }

    fn artifact(&self, dependency: &Dependency) -> Option<&Artifact> {
        self.artifacts.iter().find(|artifact| artifact.from.names(dependency))
    }
}

impl Artifact {
    fn to(&self) -> &Coordinate {
        self.to.as_ref().unwrap_or(&self.from)
    }
}

/// One look at one project file.
struct Search<'s> {
    row: &'s Row,
    releases: &'s Releases,
    context: &'s Context<'s>,
    reactor: &'s Reactor,
    pom: &'s Arc<PomFile>,
}

/// What is to be done about the version of a dependency.
enum Version {
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
    fn in_dependency(&self, dependency: &Dependency) -> Option<Finding> {
        let artifact = self.row.artifact(dependency)?;
        if dependency.section == Section::OfPlugin || self.keeps(dependency) {
            return None;
        }
        let wanted = self.wanted(artifact);
        let renamed = !artifact.to().is(dependency);
        if renamed && let Some(finding) = self.doubled(artifact, dependency) {
            return Some(finding);
        }
        let (mut edits, mut what) = (Vec::new(), String::new());
        let name = &dependency.artifact.text;
        if renamed {
            let to = artifact.to();
            edits.extend(replaced(&dependency.group, &to.group));
            edits.extend(replaced(&dependency.artifact, &to.artifact));
            what = format!("`{name}` becomes `{}`.", to.artifact);
        }
        let mut site = dependency.artifact.span;
        match self.version(dependency, wanted) {
            Version::Elsewhere => {}
            Version::Own(version) => {
                edits.push(Edit::replace(version.span, wanted));
                if renamed {
                    what = format!("`{name}` becomes `{}` {wanted}.", artifact.to().artifact);
                } else {
                    site = version.span;
                    what = format!("`{name}` moves from {} to {wanted}.", shown(&version.text));
                }
            }
            Version::Moving(current) => {
                let site = Site { path: Arc::clone(&self.pom.path), span: site };
                return Some(self.context.manual(site, moving(name, &current, wanted)));
            }
            Version::Unknown(why) => return Some(self.unknown(artifact, dependency, &why)),
        }
        if edits.is_empty() {
            return None;
        }
        edits.extend(self.companions(artifact, dependency, renamed));
        let site = Site { path: Arc::clone(&self.pom.path), span: site };
        Some(self.finding(site, what, edits))
    }

    /// A property whose users all want the same release.
    fn in_property(&self, property: &Property) -> Option<Finding> {
        let definition = Definition::new(&self.pom.path, property);
        let wanted = self.agreed(&definition)?;
        if self.pom.keeps(property.value.span) || self.is_settled_deeper(&property.value) {
            return None;
        }
        let current = self.reactor.evaluate(&self.pom.path, &property.value.text).ok()?;
        let site = Site { path: Arc::clone(&self.pom.path), span: property.value.span };
        match age_of_release(&current, wanted) {
            Age::New => None,
            Age::Old => {
                let what =
                    format!("`{}` moves from {} to {wanted}.", property.name, shown(&property.value.text));
                Some(self.finding(site, what, vec![Edit::replace(property.value.span, wanted)]))
            }
            Age::Moving => Some(self.context.manual(site, moving(&property.name, &current, wanted))),
        }
    }

    fn version(&self, dependency: &Dependency, wanted: &str) -> Version {
        let path = &self.pom.path;
        let Some(version) = &dependency.version else {
            return match self.reactor.managed_version(path, dependency) {
                Managed::By(..) => Version::Elsewhere,
                Managed::Unknown(_) if dependency.section == Section::Managed => Version::Elsewhere,
                Managed::Unknown(why) => Version::Unknown(why),
            };
        };
        if let Some(name) = version.reference() {
            match self.reactor.property(path, name) {
                Lookup::Defined(all) if all.iter().all(|one| self.agreed(one).is_some()) => {
                    return Version::Elsewhere;
                }
                Lookup::Defined(_) | Lookup::Project(_) => {}
                Lookup::Unknown(why) => return Version::Unknown(why),
            }
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

    /// The release that all users of a property want.
    fn agreed(&self, definition: &Definition) -> Option<&str> {
        let mut agreed = None;
        for one in self.reactor.uses(definition) {
            let wanted = match one.used {
                Used::DependencyVersion(index) => {
                    let dependency = self.reactor.pom(&one.path)?.model.dependencies.get(index)?;
                    self.wanted(self.row.artifact(dependency)?)
                }
                Used::PluginVersion(_) => return None,
                Used::Property(_) | Used::Other => continue,
            };
            if agreed.is_some_and(|agreed| agreed != wanted) {
                return None;
            }
            agreed = Some(wanted);
        }
        agreed
    }

    /// Whether the value refers to a property that is moved itself.
    fn is_settled_deeper(&self, value: &Value) -> bool {
        let Some(name) = value.reference() else { return false };
        match self.reactor.property(&self.pom.path, name) {
            Lookup::Defined(all) => all.iter().all(|one| self.agreed(one).is_some()),
            Lookup::Project(_) | Lookup::Unknown(_) => false,
        }
    }

    /// An old name beside its new one in the same list.
    fn doubled(&self, artifact: &Artifact, dependency: &Dependency) -> Option<Finding> {
        let same_list = |other: &&Dependency| {
            artifact.to().is(other)
                && other.section == dependency.section
                && other.profile == dependency.profile
        };
        self.pom.model.dependencies.iter().find(same_list)?;
        let site = Site { path: Arc::clone(&self.pom.path), span: dependency.artifact.span };
        let what = format!(
            "`{}` goes: `{}` is in the list already.",
            dependency.artifact.text,
            artifact.to().artifact
        );
        Some(self.finding(site, what, vec![self.pom.removal(dependency.element)]))
    }

    fn unknown(&self, artifact: &Artifact, dependency: &Dependency, why: &str) -> Finding {
        let (to, wanted) = (artifact.to(), self.wanted(artifact));
        let what = format!(
            "The version of `{}` is not known here. {why}",
            without_scala(&dependency.artifact.text).0
        );
        let now = format!("Use `{}:{}` {wanted} where the version is set.", to.group, to.artifact);
        let site = Site { path: Arc::clone(&self.pom.path), span: dependency.artifact.span };
        self.context.manual(site, Note::new(what, now))
    }

    fn finding(&self, site: Site, what: String, edits: Vec<Edit>) -> Finding {
        let change = Change::in_file(&self.pom.path, edits);
        match &self.row.review {
            Some(now) => self.context.review(site, Note::new(what, now), change),
            None => self.context.apply(site, Note::new(what, ""), change),
        }
    }

    fn wanted<'a>(&'a self, artifact: &'a Artifact) -> &'a str {
        match self.context.settings.connector_versions {
            ConnectorVersions::Default => &self.releases.default,
            ConnectorVersions::Newest => artifact.newest.as_ref().unwrap_or(&self.releases.newest),
        }
    }

    fn keeps(&self, dependency: &Dependency) -> bool {
        let element = self.pom.tree.node(dependency.element).span();
        let version = dependency.version.as_ref().map(|version| version.span);
        self.pom.keeps(element) || version.is_some_and(|span| self.pom.keeps(span))
    }
}

fn replaced(value: &Value, by: &str) -> Option<Edit> {
    (value.text != by).then(|| Edit::replace(value.span, by))
}

/// A version as a message shows it.
fn shown(version: &str) -> String {
    if version.contains("${") { format!("`{version}`") } else { version.to_owned() }
}

fn moving(name: &str, current: &str, wanted: &str) -> Note {
    Note::new(
        format!("`{name}` is {current}, which is not one certain release."),
        format!("Set it to {wanted}."),
    )
}
