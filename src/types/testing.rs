//! Small projects for unit tests, with marked places.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Project;
use crate::snapshot::{Contents, Entry, FileKind, Origin, Snapshot};
use crate::text::{SourceText, Span};
use crate::view::JavaFile;

/// Begins a marked place.
pub(crate) const MARK_START: char = '«';
/// Ends it.
pub(crate) const MARK_END: char = '»';

struct Files(BTreeMap<String, String>);

impl Contents for Files {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).map(|text| text.clone().into_bytes()).ok_or_else(|| format!("no {path}"))
    }
}

/// A project of files, all at hand, and the marked places by path.
pub(crate) struct Marked {
    pub(crate) project: Project,
    pub(crate) marks: BTreeMap<String, Vec<Span>>,
}

impl Marked {
    /// The file at `path`.
    pub(crate) fn java(&self, path: &str) -> Arc<JavaFile> {
        self.project.java(path).expect("the test has the file")
    }
}

/// Reads `files`, path and text, and takes the marks out.
pub(crate) fn project(files: &[(&str, &str)]) -> Marked {
    let mut marks = BTreeMap::new();
    let mut texts = BTreeMap::new();
    for (path, marked) in files {
        let (text, spans) = unmarked(marked);
        marks.insert((*path).to_owned(), spans);
        texts.insert((*path).to_owned(), text);
    }
    let kind = |path: &str| FileKind::of(path).expect("flinkmod reads the file");
    let entry = |path: &String| Entry { path: path.as_str().into(), kind: kind(path), size: None };
    let read = |(path, text): (&String, &String)| {
        let source = SourceText::new(text.clone().into_bytes()).expect("tests are text");
        (path.as_str().into(), Arc::new(source))
    };
    let at_hand: Vec<_> = texts.iter().map(read).collect();
    let entries = texts.keys().map(entry).collect();
    let contents = Arc::new(Files(texts));
    let snapshot =
        Snapshot { origin: Origin::Folder, scope: String::new(), entries, skipped: Vec::new(), contents };
    Marked { project: Project::new(snapshot, at_hand), marks }
}

fn unmarked(marked: &str) -> (String, Vec<Span>) {
    let (mut text, mut starts, mut spans) = (String::new(), Vec::new(), Vec::new());
    for letter in marked.chars() {
        match letter {
            MARK_START => starts.push(text.len()),
            MARK_END => spans.push(Span::new(starts.pop().expect("marks are in pairs"), text.len())),
            _ => text.push(letter),
        }
    }
    (text, spans)
}
