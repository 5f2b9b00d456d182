//! Reads the files that some transform could care about, and parses only these.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Progress;
use super::detect::Detector;
use super::words::{WordSet, Words};
use crate::snapshot::{Entry, FileKind, Skipped, Snapshot};
use crate::text::SourceText;
use crate::view::File;

/// Files with more bytes than this are not read.
pub const LARGEST_FILE: u64 = 20 * 1024 * 1024;

/// What was read.
pub(super) struct Loaded {
    pub(super) files: Vec<File>,
    /// The words that stand in each of them.
    pub(super) found: BTreeMap<Arc<str>, WordSet>,
    pub(super) skipped: Vec<Skipped>,
}

enum Read {
    File(Box<File>, WordSet),
    Skipped(Skipped),
    Nothing,
}

pub(super) fn load(
    snapshot: &Snapshot,
    detectors: &[Detector<'_>],
    words: &Words,
    progress: &dyn Progress,
) -> Loaded {
    let wanted = |entry: &&Entry| detectors.iter().any(|detector| detector.wants_kind(entry.kind));
    let entries: Vec<&Entry> = snapshot.entries.iter().filter(wanted).collect();
    progress.files(entries.len());
    let read: Vec<Read> = entries
        .par_iter()
        .map(|entry| {
            let read = read(entry, snapshot, detectors, words);
            progress.file();
            read
        })
        .collect();
    let mut loaded = Loaded { files: Vec::new(), found: BTreeMap::new(), skipped: Vec::new() };
    for read in read {
        match read {
            Read::File(file, found) => {
                loaded.found.insert(Arc::clone(&file.path), found);
                loaded.files.push(*file);
            }
            Read::Skipped(skipped) => loaded.skipped.push(skipped),
            Read::Nothing => {}
        }
    }
    loaded
}

fn read(entry: &Entry, snapshot: &Snapshot, detectors: &[Detector<'_>], words: &Words) -> Read {
    let skip = |why: String| {
        let matters = snapshot.in_scope(&entry.path) && matches!(entry.kind, FileKind::Java | FileKind::Pom);
        if matters { Read::Skipped(Skipped { path: entry.path.to_string(), why }) } else { Read::Nothing }
    };
    if let Some(size) = entry.size.filter(|size| *size > LARGEST_FILE) {
        let (mib, limit) = (size / (1024 * 1024), LARGEST_FILE / (1024 * 1024));
        return skip(format!("It has {mib} MiB; files over {limit} MiB are not read. Move it by hand."));
    }
    let bytes = match snapshot.contents.read(&entry.path) {
        Ok(bytes) => bytes,
        Err(why) => return skip(why),
    };
    let found = words.found(&bytes);
    if !detectors.iter().any(|detector| detector.wants(entry.kind, &found)) {
        return Read::Nothing;
    }
    match SourceText::new(bytes) {
        Ok(source) => {
            let file = File::new(Arc::clone(&entry.path), entry.kind, Arc::new(source));
            Read::File(Box::new(file), found)
        }
        Err(why) => skip(format!("It is not read: {why}. Convert it to UTF-8, or move it by hand.")),
    }
}
