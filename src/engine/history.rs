//! Where a place in a rewritten text stood in the file as it was read, and where it ends up.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::Finding;
use crate::plan::{Place, Reported};
use crate::text::{EditSet, LineIndex, SourceText, Span};

/// The layers of edits of each file that was rewritten.
#[derive(Default)]
pub(super) struct Histories {
    files: BTreeMap<Arc<str>, History>,
    /// Files that were not rewritten but have findings.
    untouched: BTreeMap<Arc<str>, Version>,
}

struct History {
    /// The file as it was read.
    original: Version,
    /// The file as it is now.
    current: Version,
    layers: Vec<EditSet>,
}

/// A text with its line starts.
struct Version {
    source: Arc<SourceText>,
    lines: LineIndex,
}

impl Version {
    fn new(source: Arc<SourceText>) -> Self {
        let lines = LineIndex::new(source.text());
        Self { source, lines }
    }

    fn place(&self, span: Span) -> Place {
        Place { start: self.lines.line_column(self.source.text(), span.start), span }
    }
}

impl Histories {
    /// Remembers a text that findings may speak of.
    pub(super) fn see(&mut self, path: &Arc<str>, source: &Arc<SourceText>) {
        if !self.files.contains_key(path) && !self.untouched.contains_key(path) {
            self.untouched.insert(Arc::clone(path), Version::new(Arc::clone(source)));
        }
    }

    /// Adds layers that lead from `before` to `after`.
    pub(super) fn add(
        &mut self,
        path: &Arc<str>,
        before: &Arc<SourceText>,
        after: &Arc<SourceText>,
        layers: Vec<EditSet>,
    ) {
        self.untouched.remove(path);
        let history = self.files.entry(Arc::clone(path)).or_insert_with(|| History {
            original: Version::new(Arc::clone(before)),
            current: Version::new(Arc::clone(after)),
            layers: Vec::new(),
        });
        history.current = Version::new(Arc::clone(after));
        history.layers.extend(layers);
    }

    /// How many layers the file at `path` has now.
    pub(super) fn layers(&self, path: &str) -> usize {
        self.files.get(path).map_or(0, |history| history.layers.len())
    }

    /// The files that have layers, as they were read.
    pub(super) fn originals(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<SourceText>)> {
        self.files.iter().map(|(path, history)| (path, &history.original.source))
    }

    /// A finding that was made when its file had `layer` layers, with the places that people can look up.
    pub(super) fn report(&self, mut finding: Finding, layer: usize) -> Reported {
        let span = finding.site.span;
        let (place, result) = if let Some(history) = self.files.get(&finding.site.path) {
            history.places(span, layer)
        } else {
            let version = self.untouched.get(&finding.site.path).expect("texts with findings were seen");
            (version.place(span), version.place(span))
        };
        finding.site.span = place.span;
        Reported { finding, place, result }
    }
}

impl History {
    fn places(&self, span: Span, layer: usize) -> (Place, Place) {
        let (before, after) = self.layers.split_at(layer);
        let back = |offset| before.iter().rev().fold(offset, |offset, edits| edits.backward(offset));
        let on = |offset| after.iter().fold(offset, |offset, edits| edits.forward(offset));
        (self.original.place(moved(span, back)), self.current.place(moved(span, on)))
    }
}

fn moved(span: Span, place: impl Fn(usize) -> usize) -> Span {
    let start = place(span.start);
    Span::new(start, place(span.end).max(start))
}
