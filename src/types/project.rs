//! The files of a repository as lookups see them: loaded once, more on demand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use memchr::memmem::Finder;
use rayon::prelude::*;

use super::memo::Memo;
use super::origin::Origins;
use super::reactor::Reactor;
use crate::snapshot::{FileKind, Snapshot};
use crate::text::SourceText;
use crate::view::{File, JavaFile, View};

/// All files of a repository: those that some rule asked for are at hand, others are read when a lookup needs them.
#[derive(Debug)]
pub struct Project {
    snapshot: Snapshot,
    files: BTreeMap<Arc<str>, Arc<File>>,
    /// Paths of all Java files, by file name without the suffix.
    java_paths: BTreeMap<Arc<str>, Vec<Arc<str>>>,
    /// What lookups have read; `None` for what cannot be read.
    looked_up: Mutex<BTreeMap<Arc<str>, Option<Arc<File>>>>,
    /// Which Java files hold a word, as far as it was asked; they were not at hand then.
    holding: Mutex<BTreeMap<String, Arc<[Arc<str>]>>>,
    /// The Maven projects in the state of the files.
    reactor: OnceLock<Reactor>,
    /// What lookups found out.
    pub(super) memo: Memo,
    /// The releases of Flink that the files were written for.
    pub(super) origins: OnceLock<Origins>,
}

impl Project {
    /// A project whose `files` are at hand.
    pub fn new(snapshot: Snapshot, files: impl IntoIterator<Item = File>) -> Self {
        let mut java_paths: BTreeMap<Arc<str>, Vec<Arc<str>>> = BTreeMap::new();
        for entry in snapshot.entries.iter().filter(|entry| entry.kind == FileKind::Java) {
            java_paths.entry(stem(&entry.path).into()).or_default().push(Arc::clone(&entry.path));
        }
        let files = files.into_iter().map(|file| (Arc::clone(&file.path), Arc::new(file))).collect();
        let (looked_up, holding, reactor) = (Mutex::default(), Mutex::default(), OnceLock::new());
        let (memo, origins) = (Memo::default(), OnceLock::new());
        Self { snapshot, files, java_paths, looked_up, holding, reactor, memo, origins }
    }

    /// The files and how they are read.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The files at hand, sorted by path.
    pub fn files(&self) -> impl Iterator<Item = &Arc<File>> {
        self.files.values()
    }

    /// The file at `path`, read when it is not at hand; `None` when there is none or it cannot be read.
    pub fn file(&self, path: &str) -> Option<Arc<File>> {
        if let Some(file) = self.files.get(path) {
            return Some(Arc::clone(file));
        }
        let mut looked_up = self.looked_up.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = looked_up.get(path) {
            return known.clone();
        }
        let index = self.snapshot.entries.binary_search_by(|entry| (*entry.path).cmp(path)).ok()?;
        let entry = &self.snapshot.entries[index];
        let bytes = self.snapshot.contents.read(path).ok();
        let source = bytes.and_then(|bytes| SourceText::new(bytes).ok());
        let file =
            source.map(|source| Arc::new(File::new(Arc::clone(&entry.path), entry.kind, Arc::new(source))));
        looked_up.insert(Arc::clone(&entry.path), file.clone());
        file
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

    /// All Java files of the repository in which `word` stands, sorted by path.
    pub fn java_files_with(&self, word: &str) -> Vec<Arc<JavaFile>> {
        let at_hand = self.files.values().filter(|file| file.text().contains(word));
        let mut paths: BTreeSet<Arc<str>> = at_hand.map(|file| Arc::clone(&file.path)).collect();
        let others = self.others_with(word);
        paths.extend(others.iter().filter(|path| !self.files.contains_key(*path)).cloned());
        paths.into_iter().filter_map(|path| self.java(&path)).collect()
    }

    /// The Java files that are not at hand and hold `word`; their texts do not change as long as they are not at hand.
    fn others_with(&self, word: &str) -> Arc<[Arc<str>]> {
        let known = |holding: &BTreeMap<String, Arc<[Arc<str>]>>| holding.get(word).cloned();
        if let Some(known) = known(&self.holding.lock().unwrap_or_else(PoisonError::into_inner)) {
            return known;
        }
        let finder = Finder::new(word);
        let holds = |path: &str| {
            let bytes = self.snapshot.contents.read(path);
            bytes.is_ok_and(|bytes| finder.find(&bytes).is_some())
        };
        let entries = self.snapshot.entries.par_iter().filter(|entry| entry.kind == FileKind::Java);
        let others = entries.filter(|entry| !self.files.contains_key(&entry.path) && holds(&entry.path));
        let found: Arc<[Arc<str>]> = others.map(|entry| Arc::clone(&entry.path)).collect();
        let mut holding = self.holding.lock().unwrap_or_else(PoisonError::into_inner);
        holding.insert(word.to_owned(), Arc::clone(&found));
        found
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
        let holds = |text: &str| words.iter().any(|word| text.contains(word.as_str()));
        if let Some(file) = self.files.get(path) {
            return holds(file.text());
        }
        let bytes = self.snapshot.contents.read(path).ok();
        bytes.is_some_and(|bytes| holds(&String::from_utf8_lossy(&bytes)))
    }

    /// The Maven projects of the repository.
    pub fn reactor(&self) -> &Reactor {
        self.reactor.get_or_init(|| Reactor::new(self))
    }

    /// Puts `files` in the place of those with the same path.
    pub fn replace(&mut self, files: impl IntoIterator<Item = File>) {
        // Rewritten builds do not say any more what the files were written for.
        self.origins.get_or_init(|| Origins::new(self.reactor.get_or_init(|| Reactor::new(self))));
        let looked_up = self.looked_up.get_mut().unwrap_or_else(PoisonError::into_inner);
        self.reactor = OnceLock::new();
        self.memo = Memo::default();
        for file in files {
            looked_up.remove(&file.path);
            self.files.insert(Arc::clone(&file.path), Arc::new(file));
        }
    }
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".java").unwrap_or(name)
}
