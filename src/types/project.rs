//! The files of a repository as lookups see them: loaded once, more on demand.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use super::identifiers::Identifiers;
use super::memo::Memo;
use super::origin::Origins;
use super::reactor::Reactor;
use super::shelf::Shelf;
use crate::snapshot::{FileKind, Snapshot};
use crate::text::SourceText;
use crate::view::{File, JavaFile, View};

/// All files of a repository: the texts that some rule asked for are at hand, others are read when a lookup needs them.
#[derive(Debug)]
pub struct Project {
    snapshot: Snapshot,
    at_hand: BTreeMap<Arc<str>, Arc<SourceText>>,
    /// Paths of all Java files, by file name without the suffix.
    java_paths: HashMap<Arc<str>, Vec<Arc<str>>>,
    shelf: Shelf,
    /// The words of all Java files.
    identifiers: OnceLock<Identifiers>,
    /// The Maven projects in the state of the files.
    reactor: OnceLock<Reactor>,
    /// What lookups found out.
    pub(super) memo: Memo,
    /// The releases of Flink that the files were written for.
    pub(super) origins: OnceLock<Origins>,
}

impl Project {
    /// A project with the texts `at_hand`, by their paths.
    pub fn new(snapshot: Snapshot, at_hand: impl IntoIterator<Item = (Arc<str>, Arc<SourceText>)>) -> Self {
        let mut java_paths: HashMap<Arc<str>, Vec<Arc<str>>> = HashMap::new();
        for entry in snapshot.entries.iter().filter(|entry| entry.kind == FileKind::Java) {
            java_paths.entry(stem(&entry.path).into()).or_default().push(Arc::clone(&entry.path));
        }
        Self {
            snapshot,
            at_hand: at_hand.into_iter().collect(),
            java_paths,
            shelf: Shelf::default(),
            identifiers: OnceLock::new(),
            reactor: OnceLock::new(),
            memo: Memo::default(),
            origins: OnceLock::new(),
        }
    }

    /// The files and how they are read.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The texts at hand, sorted by path.
    pub fn texts(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<SourceText>)> {
        self.at_hand.iter()
    }

    /// The text at `path`, read when it is not at hand; `None` when there is none or it cannot be read.
    pub fn text(&self, path: &str) -> Option<Arc<SourceText>> {
        let read = || Some(Arc::new(SourceText::new(self.snapshot.contents.read(path).ok()?).ok()?));
        self.at_hand.get(path).cloned().or_else(read)
    }

    /// The file at `path`; `None` when there is none or it cannot be read.
    pub fn file(&self, path: &str) -> Option<Arc<File>> {
        self.shelf.get_or(path, || {
            let index = self.snapshot.entries.binary_search_by(|entry| (*entry.path).cmp(path)).ok()?;
            let entry = &self.snapshot.entries[index];
            Some(File::new(Arc::clone(&entry.path), entry.kind, self.text(path)?))
        })
    }

    /// The Java files that can declare the outermost class `name` (fully qualified), sorted by path.
    ///
    /// There can be several: modules may declare the same class.
    pub fn java_files_of(&self, name: &str) -> Vec<(Arc<str>, Arc<JavaFile>)> {
        let simple = name.rsplit('.').next().unwrap_or(name);
        let Some(paths) = self.java_paths.get(simple) else { return Vec::new() };
        let suffix = format!("{}.java", name.replace('.', "/"));
        let fitting = paths.iter().filter(|path| {
            path.strip_suffix(suffix.as_str())
                .is_some_and(|folder| folder.is_empty() || folder.ends_with('/'))
        });
        fitting.filter_map(|path| Some((Arc::clone(path), self.java(path)?))).collect()
    }

    /// The Java files of the repository in which the identifiers of `words` stand, sorted by path.
    ///
    /// Each is opened when its turn comes, since they can be many.
    pub fn java_files_with(&self, words: &str) -> impl Iterator<Item = Arc<JavaFile>> {
        self.java_paths_with(words).filter_map(|path| self.java(path))
    }

    /// Their paths.
    pub fn java_paths_with(&self, words: &str) -> impl Iterator<Item = &Arc<str>> {
        self.identifiers().holding(words)
    }

    fn identifiers(&self) -> &Identifiers {
        self.identifiers.get_or_init(|| {
            let entries = self.snapshot.entries.iter().filter(|entry| entry.kind == FileKind::Java);
            let paths: Vec<&Arc<str>> = entries.map(|entry| &entry.path).collect();
            Identifiers::of(&paths, |path| self.text(path))
        })
    }

    /// The Java file at `path`.
    pub fn java(&self, path: &str) -> Option<Arc<JavaFile>> {
        match &self.file(path)?.view {
            View::Java(java) => Some(Arc::clone(java)),
            View::Build(_) | View::Text => None,
        }
    }

    /// Whether the file at `path` holds one of `words`; it is not parsed for that.
    pub fn mentions(&self, path: &str, words: &[String]) -> bool {
        let text = self.text(path);
        text.is_some_and(|text| words.iter().any(|word| text.text().contains(word.as_str())))
    }

    /// The Maven projects of the repository.
    pub fn reactor(&self) -> &Reactor {
        self.reactor.get_or_init(|| Reactor::new(self))
    }

    /// Puts `files` in the place of those with the same path.
    pub fn replace(&mut self, files: impl IntoIterator<Item = File>) {
        // Rewritten builds do not say any more what the files were written for.
        self.origins.get_or_init(|| Origins::new(self.reactor.get_or_init(|| Reactor::new(self))));
        self.reactor = OnceLock::new();
        self.memo = Memo::default();
        for file in files {
            if let (Some(identifiers), View::Java(java)) = (self.identifiers.get_mut(), &file.view) {
                identifiers.replace(&file.path, java.text());
            }
            self.at_hand.insert(Arc::clone(&file.path), Arc::clone(&file.source));
            self.shelf.replace(file);
        }
    }
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".java").unwrap_or(name)
}
