//! The lines of sites in files that no plan changes; each file is read once.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::Site;
use crate::snapshot::Contents;
use crate::text::{LineIndex, SourceText};

/// Files that were asked for.
pub(super) struct Lines<'c> {
    contents: &'c dyn Contents,
    texts: BTreeMap<Arc<str>, Option<(SourceText, LineIndex)>>,
}

impl<'c> Lines<'c> {
    pub(super) fn new(contents: &'c dyn Contents) -> Self {
        Self { contents, texts: BTreeMap::new() }
    }

    /// Line and column of the site, from 1.
    pub(super) fn at(&mut self, site: &Site) -> (usize, usize) {
        let contents = self.contents;
        let text = self.texts.entry(Arc::clone(&site.path)).or_insert_with(|| {
            let source = SourceText::new(contents.read(&site.path).ok()?).ok()?;
            let index = LineIndex::new(source.text());
            Some((source, index))
        });
        let at = text.as_ref().map(|(source, index)| index.line_column(source.text(), site.span.start));
        at.map_or((1, 1), |at| (at.line, at.column))
    }
}
