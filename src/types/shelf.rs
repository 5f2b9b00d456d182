//! The files that were opened: the tree of a Java file is far larger than its text, so few trees stay.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use lru::LruCache;

use crate::text::SourceText;
use crate::view::java::Outline;
use crate::view::{File, JavaFile, View};

/// How many bytes of Java text may have a tree when nobody holds the files; trees take about twenty times as much.
const MOST_TEXT: usize = 32 * 1024 * 1024;

/// So many trees stay, however long the texts are.
const FEWEST_TREES: usize = 4;

/// So many files stay for which nobody may ever make a tree.
const MOST_OUTLINED: usize = 256;

/// Opened files. As long as somebody holds a file, everybody gets the same.
#[derive(Debug)]
pub(super) struct Shelf(Mutex<Opened>);

#[derive(Debug)]
struct Opened {
    known: HashMap<Arc<str>, Known>,
    /// Java files that had no tree when they were asked for last; the latest goes last.
    outlined: LruCache<Arc<str>, Arc<File>>,
    /// Java files with trees; the latest goes last.
    parsed: LruCache<Arc<str>, Arc<File>>,
    /// The bytes of the texts of those.
    bytes: usize,
}

/// A file that was opened once.
#[derive(Debug)]
enum Known {
    /// Somebody may hold it; else it is made of its outline again.
    Java(Weak<File>, Arc<SourceText>, Arc<Outline>),
    /// It is small, and stays.
    Other(Arc<File>),
}

impl Default for Shelf {
    fn default() -> Self {
        let (outlined, parsed) = (LruCache::unbounded(), LruCache::unbounded());
        Self(Mutex::new(Opened { known: HashMap::new(), outlined, parsed, bytes: 0 }))
    }
}

impl Shelf {
    /// The file at `path`, which is opened when it is not open.
    pub(super) fn get_or(&self, path: &str, open: impl FnOnce() -> Option<File>) -> Option<Arc<File>> {
        let known = self.with(|opened| opened.get(path));
        // Nobody waits while a file is read; of two that open it at once, the second takes what the first has.
        known.or_else(|| {
            open().map(|file| self.with(|opened| opened.get(path).unwrap_or_else(|| opened.put(file))))
        })
    }

    /// Puts `file` in the place of the one with its path.
    pub(super) fn replace(&mut self, file: File) {
        self.with(|opened| {
            opened.outlined.pop(&file.path);
            if let Some(old) = opened.parsed.pop(&file.path) {
                opened.bytes -= old.text().len();
            }
            opened.put(file);
        });
    }

    fn with<T>(&self, act: impl FnOnce(&mut Opened) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Opened {
    fn get(&mut self, path: &str) -> Option<Arc<File>> {
        if let Some(file) = self.parsed.get(path) {
            return Some(Arc::clone(file));
        }
        let file = match self.outlined.pop(path) {
            Some(file) => file,
            None => self.known.get_mut(path)?.file(path),
        };
        self.keep(&file);
        Some(file)
    }

    fn put(&mut self, file: File) -> Arc<File> {
        let file = Arc::new(file);
        self.known.insert(Arc::clone(&file.path), Known::of(&file));
        self.keep(&file);
        file
    }

    /// Lets a Java file stay for a while.
    fn keep(&mut self, file: &Arc<File>) {
        let (path, kept) = (Arc::clone(&file.path), Arc::clone(file));
        let View::Java(java) = &file.view else { return };
        if java.is_parsed() {
            self.keep_tree(path, kept);
        } else {
            self.outlined.put(path, kept);
        }
        while self.outlined.len() > MOST_OUTLINED {
            let (path, oldest) = self.outlined.pop_lru().expect("there are more than the most");
            if matches!(&oldest.view, View::Java(java) if java.is_parsed()) {
                self.keep_tree(path, oldest);
            }
        }
    }

    fn keep_tree(&mut self, path: Arc<str>, file: Arc<File>) {
        self.bytes += file.text().len();
        self.parsed.put(path, file);
        while self.bytes > MOST_TEXT && self.parsed.len() > FEWEST_TREES {
            let (_, oldest) = self.parsed.pop_lru().expect("there are more than the fewest");
            self.bytes -= oldest.text().len();
        }
    }
}

impl Known {
    fn of(file: &Arc<File>) -> Self {
        match &file.view {
            View::Java(java) => {
                Self::Java(Arc::downgrade(file), Arc::clone(&file.source), Arc::clone(java.outline()))
            }
            View::Build(_) | View::Text => Self::Other(Arc::clone(file)),
        }
    }

    /// The file at `path`, which nobody may hold any more.
    fn file(&mut self, path: &str) -> Arc<File> {
        match self {
            Self::Other(file) => Arc::clone(file),
            Self::Java(held, source, outline) => held.upgrade().unwrap_or_else(|| {
                let (path, source) = (Arc::from(path), Arc::clone(source));
                let java = JavaFile::outlined(Arc::clone(&path), Arc::clone(&source), Arc::clone(outline));
                let file = Arc::new(File { path, source, view: View::Java(Arc::new(java)) });
                *held = Arc::downgrade(&file);
                file
            }),
        }
    }
}
