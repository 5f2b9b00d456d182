//! The build files of a repository, of Maven and Gradle, and what they inherit from one another.
//!
//! Built once for a state of the files. Deliberately absent: parents, imported
//! lists and properties from outside of the repository; what depends on them is
//! unknown, with a sentence that says why.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Project;
use crate::snapshot::{Entry, FileKind};
use crate::text::Span;
use crate::view::build::{Dependency, Model, Plugin, Property, Section, Value};
use crate::view::{BuildFile, View};

mod gradle;
mod property;
mod uses;

pub use property::{Definition, Lookup};
pub use uses::{Use, Used};

/// Deeper chains of parents or properties are taken for circles.
const DEEPEST: usize = 32;

/// All Maven projects of a repository.
#[derive(Debug, Default)]
pub struct Reactor {
    modules: BTreeMap<Arc<str>, Module>,
    /// What a file of a Gradle build sees, nearest first, itself too.
    lineages: BTreeMap<Arc<str>, Vec<Arc<BuildFile>>>,
    /// Every project and those that inherit from it, sorted by path.
    heirs: BTreeMap<Arc<str>, Vec<Arc<BuildFile>>>,
    uses: BTreeMap<(Arc<str>, Span), Vec<Use>>,
}

#[derive(Debug)]
struct Module {
    pom: Arc<BuildFile>,
    parent: Parent,
    /// Its properties, by name.
    properties: BTreeMap<String, Vec<usize>>,
    /// Its managed entries with a version, the first of each group and artifact.
    managed: BTreeMap<(String, String), usize>,
}

/// What a project inherits from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parent {
    /// Nothing.
    None,
    /// A project of this repository, by its path.
    Inside(Arc<str>),
    /// A project that is not in this repository, as `group:artifact`.
    Outside(String),
}

/// Where the version of a dependency or plugin without one comes from.
#[derive(Clone, Debug)]
pub enum Managed {
    /// An entry of a managed list in the project at this path.
    By(Arc<str>, Value),
    /// Unknown; the sentence says who may manage it.
    Unknown(String),
}

impl Module {
    fn new(pom: &Arc<BuildFile>, parent: Parent) -> Self {
        let mut properties: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, property) in pom.model.properties.iter().enumerate() {
            properties.entry(property.name.clone()).or_default().push(index);
        }
        let mut managed = BTreeMap::new();
        for (index, entry) in pom.model.dependencies.iter().enumerate() {
            if entry.section == Section::Managed && entry.version.is_some() {
                let key = (entry.group.text.clone(), entry.artifact.text.clone());
                managed.entry(key).or_insert(index);
            }
        }
        Self { pom: Arc::clone(pom), parent, properties, managed }
    }
}

impl Reactor {
    /// Reads all projects of `project`.
    pub(super) fn new(project: &Project) -> Self {
        let is_build = |entry: &&Entry| matches!(entry.kind, FileKind::Pom | FileKind::Gradle);
        let entries = project.snapshot().entries.iter().filter(is_build);
        let poms: BTreeMap<Arc<str>, Arc<BuildFile>> = entries
            .filter_map(|entry| match &project.file(&entry.path)?.view {
                View::Build(pom) => Some((Arc::clone(&entry.path), Arc::clone(pom))),
                View::Java(_) | View::Text => None,
            })
            .collect();
        let module = |(path, pom): (&Arc<str>, &Arc<BuildFile>)| {
            (Arc::clone(path), Module::new(pom, parent_of(path, &pom.model, &poms)))
        };
        let modules = poms.iter().map(module).collect();
        let mut reactor = Self { modules, lineages: gradle::lineages(&poms), ..Self::default() };
        reactor.heirs = heirs(&reactor);
        reactor.uses = uses::index(&reactor);
        reactor
    }

    /// The innermost project whose folder holds the file at `path`.
    pub fn nearest(&self, path: &str) -> Option<&Arc<BuildFile>> {
        let folder = |pom: &BuildFile| pom.path.rfind('/').map_or(0, |end| end + 1);
        let around = self.poms().filter(|pom| pom.is_project() && path.starts_with(&pom.path[..folder(pom)]));
        around.max_by_key(|pom| folder(pom))
    }

    /// All build files, sorted by path.
    pub fn poms(&self) -> impl Iterator<Item = &Arc<BuildFile>> {
        self.modules.values().map(|module| &module.pom)
    }

    /// The project at `path`.
    pub fn pom(&self, path: &str) -> Option<&Arc<BuildFile>> {
        self.modules.get(path).map(|module| &module.pom)
    }

    /// The properties of a build file that are called `name`, in the order of the text.
    fn named<'p>(&self, pom: &'p BuildFile, name: &str) -> impl DoubleEndedIterator<Item = &'p Property> {
        let module = self.modules.get(&pom.path);
        let indexes = module.and_then(|module| module.properties.get(name)).cloned().unwrap_or_default();
        indexes.into_iter().filter_map(|index| pom.model.properties.get(index))
    }

    /// What the project at `path` inherits from.
    pub fn parent(&self, path: &str) -> &Parent {
        self.modules.get(path).map_or(&Parent::None, |module| &module.parent)
    }

    /// The project at `path` and those that it inherits from, nearest first.
    pub fn lineage(&self, path: &str) -> Vec<&Arc<BuildFile>> {
        if let Some(lineage) = self.lineages.get(path) {
            return lineage.iter().collect();
        }
        let mut lineage = Vec::new();
        let mut next = self.modules.get(path);
        while let Some(module) = next.filter(|_| lineage.len() < DEEPEST) {
            lineage.push(&module.pom);
            next = match &module.parent {
                Parent::Inside(path) => self.modules.get(path),
                Parent::None | Parent::Outside(_) => None,
            };
        }
        lineage
    }

    /// The parent outside of the repository that the project at `path` inherits from in the end.
    pub fn outside_parent(&self, path: &str) -> Option<&str> {
        match self.parent(&self.lineage(path).last()?.path) {
            Parent::Outside(coordinate) => Some(coordinate),
            Parent::None | Parent::Inside(_) => None,
        }
    }

    /// The project at `path` and those that inherit from it, sorted by path.
    pub fn heirs(&self, path: &str) -> &[Arc<BuildFile>] {
        self.heirs.get(path).map_or(&[], Vec::as_slice)
    }

    /// Who says the version of a dependency of the project at `path` that has none.
    pub fn managed_version(&self, path: &str, dependency: &Dependency) -> Managed {
        let (group, artifact) = (&dependency.group.text, &dependency.artifact.text);
        let managing = self.managing(path, group, artifact);
        let by = managing.and_then(|(pom, entry)| Some((Arc::clone(&pom.path), entry.version.clone()?)));
        by.map_or_else(
            || Managed::Unknown(self.outside_manager(path)),
            |(path, version)| Managed::By(path, version),
        )
    }

    /// The entry of a managed list, here or in a parent in this repository, that says the version of an artifact.
    pub fn managing(
        &self,
        path: &str,
        group: &str,
        artifact: &str,
    ) -> Option<(&Arc<BuildFile>, &Dependency)> {
        let key = (group.to_owned(), artifact.to_owned());
        self.lineage(path).into_iter().find_map(|pom| {
            let index = self.modules.get(&pom.path)?.managed.get(&key)?;
            Some((pom, pom.model.dependencies.get(*index)?))
        })
    }

    /// Where the version of a dependency of the project at `path` is set in the end; profiles are taken to be off.
    pub fn version_place(&self, path: &Arc<str>, dependency: &Dependency) -> Option<(Arc<str>, Value)> {
        let mut place = match &dependency.version {
            Some(value) => (Arc::clone(path), value.clone()),
            None => match self.managed_version(path, dependency) {
                Managed::By(path, value) => (path, value),
                Managed::Unknown(_) => return None,
            },
        };
        for _ in 0..DEEPEST {
            let Some(name) = place.1.reference() else { return Some(place) };
            place = match self.property(&place.0, name) {
                Lookup::Defined(all) => {
                    all.last().map(|last| (Arc::clone(&last.path), last.value.clone()))?
                }
                Lookup::Project(_) | Lookup::Unknown(_) => return None,
            };
        }
        None
    }

    /// The version of a plugin of the project at `path`, its own or a managed one.
    pub fn plugin_version(&self, path: &str, plugin: &str) -> Option<Value> {
        let mut lineage = self.lineage(path).into_iter();
        let named = |other: &&Plugin| other.coordinate() == plugin;
        lineage.find_map(|pom| pom.model.plugins.iter().filter(named).find_map(|entry| entry.version.clone()))
    }

    fn outside_manager(&self, path: &str) -> String {
        let imports = |pom: &Arc<BuildFile>| {
            let import = pom.model.dependencies.iter().find(|dependency| {
                dependency.section == Section::Managed
                    && dependency.scope.as_ref().is_some_and(|scope| scope.text == "import")
            })?;
            Some(format!("{}:{}", import.group.text, import.artifact.text))
        };
        if let Some(import) = self.lineage(path).into_iter().find_map(imports) {
            return format!("The imported `{import}` may manage the version.");
        }
        match self.outside_parent(path) {
            Some(parent) => format!("The parent `{parent}` is not in this repository."),
            None => "Nothing in this repository says the version.".to_owned(),
        }
    }
}

fn heirs(reactor: &Reactor) -> BTreeMap<Arc<str>, Vec<Arc<BuildFile>>> {
    let mut heirs: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for pom in reactor.poms() {
        for ancestor in reactor.lineage(&pom.path) {
            heirs.entry(Arc::clone(&ancestor.path)).or_default().push(Arc::clone(pom));
        }
    }
    heirs
}

/// The parent of the project at `path`: the project where Maven would look, if its coordinates fit.
fn parent_of(path: &str, model: &Model, poms: &BTreeMap<Arc<str>, Arc<BuildFile>>) -> Parent {
    let Some(parent) = &model.parent else { return Parent::None };
    let relative = parent.relative_path.as_ref().map_or("../pom.xml", |path| &path.text);
    let place = (!relative.is_empty()).then(|| join(path, relative)).flatten();
    let candidates = place.iter().flat_map(|place| [place.clone(), join_file(place)]);
    let fits = |pom: &Arc<BuildFile>| {
        let group = pom.model.group.as_ref().or(pom.model.parent.as_ref().map(|parent| &parent.group));
        let artifact = pom.model.artifact.as_ref().map(|artifact| &artifact.text);
        artifact == Some(&parent.artifact.text)
            && group.is_none_or(|group| !group.is_literal() || group.text == parent.group.text)
    };
    for candidate in candidates {
        if let Some((path, _)) = poms.get_key_value(candidate.as_str()).filter(|(_, pom)| fits(pom)) {
            return Parent::Inside(Arc::clone(path));
        }
    }
    Parent::Outside(format!("{}:{}", parent.group.text, parent.artifact.text))
}

fn join_file(folder: &str) -> String {
    if folder.is_empty() { "pom.xml".to_owned() } else { format!("{folder}/pom.xml") }
}

/// `relative` from the folder of the file at `path`; `None` when it leads out of the repository.
fn join(path: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in relative.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests;
