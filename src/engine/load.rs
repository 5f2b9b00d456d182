//! Reads all files, and keeps the texts that some transform could care about.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Progress;
use super::detect::Detector;
use super::platform::{Signs, Witness};
use super::words::{WordSet, Words};
use crate::snapshot::{Entry, FileKind, Skipped, Snapshot};
use crate::text::SourceText;

/// Files with more bytes than this are not read.
pub const LARGEST_FILE: u64 = 20 * 1024 * 1024;

/// What was read.
#[derive(Default)]
pub(super) struct Loaded {
    pub(super) texts: Vec<(Arc<str>, Arc<SourceText>)>,
    /// The words that stand in each of them.
    pub(super) found: BTreeMap<Arc<str>, WordSet>,
    /// The first file that tells the platform, whether a transform cares about it or not.
    pub(super) witness: Option<Witness>,
    pub(super) skipped: Vec<Skipped>,
}

/// What came of one file.
struct Read {
    content: Content,
    sign: Option<Witness>,
}

enum Content {
    Text(Arc<SourceText>, WordSet),
    Skipped(Skipped),
    Nothing,
}

pub(super) fn load(
    snapshot: &Snapshot,
    detectors: &[Detector<'_>],
    words: &Words,
    progress: &dyn Progress,
) -> Loaded {
    let reader = Reader { snapshot, detectors, words, signs: Signs::new(words) };
    let wanted = |entry: &&Entry| reader.is_wanted(entry.kind) || Signs::can_stand_in(entry.kind);
    let entries: Vec<&Entry> = snapshot.entries.iter().filter(wanted).collect();
    progress.files(entries.len());
    let read: Vec<(&Arc<str>, Read)> = entries
        .par_iter()
        .map(|entry| {
            let read = reader.read(entry);
            progress.file();
            (&entry.path, read)
        })
        .collect();
    let mut loaded = Loaded::default();
    for (path, Read { content, sign }) in read {
        loaded.witness = loaded.witness.or(sign);
        match content {
            Content::Text(text, found) => {
                loaded.found.insert(Arc::clone(path), found);
                loaded.texts.push((Arc::clone(path), text));
            }
            Content::Skipped(skipped) => loaded.skipped.push(skipped),
            Content::Nothing => {}
        }
    }
    loaded
}

struct Reader<'r> {
    snapshot: &'r Snapshot,
    detectors: &'r [Detector<'r>],
    words: &'r Words,
    signs: Signs,
}

impl Reader<'_> {
    fn is_wanted(&self, kind: FileKind) -> bool {
        self.detectors.iter().any(|detector| detector.wants_kind(kind))
    }

    fn read(&self, entry: &Entry) -> Read {
        let unread = |why| Read { content: self.skip(entry, why), sign: None };
        if let Some(size) = entry.size.filter(|size| *size > LARGEST_FILE) {
            let (mib, limit) = (size / (1024 * 1024), LARGEST_FILE / (1024 * 1024));
            return unread(format!(
                "It has {mib} MiB; files over {limit} MiB are not read. Move it by hand."
            ));
        }
        let bytes = match self.snapshot.contents.read(&entry.path) {
            Ok(bytes) => bytes,
            Err(why) => return unread(why),
        };
        let found = self.words.found(&bytes);
        let tells = self.snapshot.in_scope(&entry.path) && Signs::can_stand_in(entry.kind);
        let word = self.signs.among(&found).filter(|_| tells);
        let sign = word.map(|word| (Arc::clone(&entry.path), word));
        Read { content: self.kept(entry, bytes, found), sign }
    }

    fn kept(&self, entry: &Entry, bytes: Vec<u8>, found: WordSet) -> Content {
        if !self.detectors.iter().any(|detector| detector.wants(entry.kind, &found)) {
            return Content::Nothing;
        }
        match SourceText::new(bytes) {
            Ok(source) => Content::Text(Arc::new(source), found),
            Err(why) => {
                self.skip(entry, format!("It is not read: {why}. Convert it to UTF-8, or move it by hand."))
            }
        }
    }

    /// The file is not read, which is said where it could have been rewritten.
    fn skip(&self, entry: &Entry, why: String) -> Content {
        let source = matches!(entry.kind, FileKind::Java | FileKind::Pom) && self.is_wanted(entry.kind);
        if source && self.snapshot.in_scope(&entry.path) {
            return Content::Skipped(Skipped { path: entry.path.to_string(), why });
        }
        Content::Nothing
    }
}
