//! Where an import line stands, and what goes with one that is taken away.

use std::collections::BTreeSet;

use crate::syntax::java;
use crate::text::{Edit, Span, Style, indent_at};
use crate::view::JavaFile;
use crate::view::java::Import;

/// The imports of a text, as lines.
pub(super) struct Lines<'t> {
    /// The whole text.
    pub(super) text: &'t str,
    /// The file with that text.
    pub(super) file: &'t JavaFile,
    /// All imports that stand in the text, also those that go.
    pub(super) imports: &'t [Import],
}

impl Lines<'_> {
    /// The edits that add imports of the types `needed` and take `removed` away.
    pub(super) fn edits(&self, needed: &BTreeSet<String>, removed: &[&Import]) -> Vec<Edit> {
        let blocks = self.blocks();
        let mut edits: Vec<_> = if self.imports.iter().any(|import| !import.is_static()) {
            needed.iter().map(|name| self.added(name, &blocks)).collect()
        } else {
            self.first_imports(needed).into_iter().collect()
        };
        for block in &blocks {
            let goes = |import: &&Import| removed.iter().any(|removed| removed.span == import.span);
            let is_filled = edits.iter().any(|edit| self.lines_of(block).contains(edit.span));
            let is_emptied = block.iter().all(|import| goes(&import)) && !is_filled;
            let going = block.iter().filter(goes).map(|import| self.line_of(import));
            edits.extend(going.map(Edit::delete));
            if is_emptied {
                edits.extend(self.blank_lines_after(self.lines_of(block)).map(Edit::delete));
            }
        }
        edits
    }

    /// The imports that follow each other without an empty line or a comment between.
    fn blocks(&self) -> Vec<&[Import]> {
        let belong = |one: &Import, two: &Import| {
            let between = Span::new(one.span.end, two.span.start).of(self.text);
            between.trim().is_empty() && between.matches('\n').count() <= 1
        };
        self.imports.chunk_by(belong).collect()
    }

    fn added(&self, name: &str, blocks: &[&[Import]]) -> Edit {
        let closest = |block: &[Import]| {
            let kin = block.iter().filter(|import| !import.is_static());
            kin.map(|import| shared_segments(&import.name, name)).max()
        };
        let block = blocks.iter().filter(|block| closest(block).is_some()).max_by_key(|block| closest(block));
        let block = block.expect("the caller knows of an import that is not static");
        let kin: Vec<_> = block.iter().filter(|import| !import.is_static()).collect();
        let run = sorted_run(&kin, name);
        match run.iter().rfind(|import| import.name.as_str() < name) {
            Some(import) => self.line_after(import, name),
            None => self.line_before(run[0], name),
        }
    }

    fn line_after(&self, import: &Import, name: &str) -> Edit {
        let (indent, newline) = (indent_at(self.text, import.span.start), self.newline());
        match self.text[import.span.end..].find('\n') {
            Some(end) => Edit::insert(import.span.end + end + 1, format!("{indent}import {name};{newline}")),
            None => Edit::insert(self.text.len(), format!("{newline}{indent}import {name};")),
        }
    }

    fn line_before(&self, import: &Import, name: &str) -> Edit {
        let indent = indent_at(self.text, import.span.start);
        let start = import.span.start - indent.len();
        let is_first = self.text[..start].trim_start_matches('\u{feff}').is_empty()
            || self.text[..start].ends_with('\n');
        let start = if is_first { start } else { import.span.start };
        Edit::insert(start, format!("{indent}import {name};{}", self.newline()))
    }

    /// Imports for a file that has none, or only static ones.
    fn first_imports(&self, needed: &BTreeSet<String>) -> Option<Edit> {
        let newline = self.newline();
        let lines: Vec<_> = needed.iter().map(|name| format!("import {name};{newline}")).collect();
        let lines = lines.concat();
        if lines.is_empty() {
            return None;
        }
        if let Some(import) = self.imports.first() {
            return Some(Edit::insert(import.span.start, format!("{lines}{newline}")));
        }
        let Some(package) = self.file.package_span else {
            return Some(Edit::insert(self.first_declaration(), format!("{lines}{newline}")));
        };
        let rest = &self.text[package.end..];
        let (at, before) = match rest.find('\n') {
            Some(end) => (package.end + end + 1, newline.to_owned()),
            None => (package.end, newline.repeat(2)),
        };
        // Imports that went have left an empty line before and one behind.
        if self.text[at..].starts_with(&newline.repeat(2)) {
            return Some(Edit::insert(at + newline.len(), lines));
        }
        let is_tight = self.text[at..].lines().next().is_some_and(|line| !line.trim().is_empty());
        let after = if is_tight { newline } else { "" };
        Some(Edit::insert(at, format!("{before}{lines}{after}")))
    }

    /// Where the first type begins, with the comment that belongs to it.
    fn first_declaration(&self) -> usize {
        let children = java::children_with_comments(self.file.root());
        let Some(first) = children.iter().position(|child| !java::is_comment(*child)) else {
            return self.text.len();
        };
        let comment = first.checked_sub(1).map(|index| children[index]);
        let comment = comment.filter(|comment| self.file.text_of(*comment).starts_with("/**"));
        comment.unwrap_or(children[first]).start_byte()
    }

    /// From the line of the first import of `block` to after the line of the last.
    fn lines_of(&self, block: &[Import]) -> Span {
        let last = block.last().map_or(0, |import| self.line_of(import).end);
        Span::new(block.first().map_or(last, |import| self.line_of(import).start), last)
    }

    fn line_of(&self, import: &Import) -> Span {
        self.file.node(import.span).map_or(import.span, |node| java::whole_lines(node, self.text))
    }

    /// The empty lines after `lines`, when an empty line or nothing stands before it, so that they would be doubled.
    fn blank_lines_after(&self, lines: Span) -> Option<Span> {
        let before = self.text[..lines.start].trim_start_matches('\u{feff}');
        let is_doubled = before.is_empty() || before.ends_with("\n\n") || before.ends_with("\n\r\n");
        let rest = &self.text[lines.end..];
        let blank = rest.len() - rest.trim_start().len();
        let end = rest[..blank].rfind('\n').map_or(0, |at| at + 1);
        (is_doubled && end > 0).then(|| Span::new(lines.end, lines.end + end))
    }

    fn newline(&self) -> &'static str {
        Style::of(self.text, "").newline
    }
}

/// Of imports that follow each other, those in alphabetical order among which `name` has its closest kin.
///
/// A block may be sorted in parts: `org` before `java`, or one's own packages first.
fn sorted_run<'r, 'i>(kin: &'r [&'i Import], name: &str) -> &'r [&'i Import] {
    let closeness =
        |run: &&[&Import]| (run.iter().map(|import| shared_segments(&import.name, name)).max(), run.len());
    let runs = kin.chunk_by(|one, two| one.name <= two.name);
    runs.max_by_key(closeness).expect("the block has an import that is not static")
}

/// How many segments two dotted names have in common from the start.
fn shared_segments(one: &str, two: &str) -> usize {
    one.split('.').zip(two.split('.')).take_while(|(one, two)| one == two).count()
}
