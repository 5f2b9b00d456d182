//! Offsets are for machines; people want lines and columns.

use serde::Serialize;

/// A place as people say it: both count from one, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LineColumn {
    /// Line number, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Finds the line of an offset.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the line starts of `text`; `\n`, `\r\n` and a lone `\r` end a line.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        starts.extend(memchr::memchr2_iter(b'\n', b'\r', bytes).filter_map(|offset| {
            let is_end = bytes[offset] == b'\n' || bytes.get(offset + 1) != Some(&b'\n');
            is_end.then_some(offset + 1)
        }));
        Self { starts }
    }

    /// Line and column of `offset` in `text`, the text that the index was made for.
    pub fn line_column(&self, text: &str, offset: usize) -> LineColumn {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let before = text.get(start..offset.min(text.len())).unwrap_or_default();
        let column = before.trim_start_matches('\u{feff}').chars().count() + 1;
        LineColumn { line, column }
    }

    /// The line with the number `line` (from 1), without its line end.
    pub fn line<'t>(&self, text: &'t str, line: usize) -> &'t str {
        let Some(start) = line.checked_sub(1).and_then(|index| self.starts.get(index)) else {
            return "";
        };
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        text.get(*start..end).unwrap_or_default().trim_end_matches(['\r', '\n'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_every_kind_of_line_end() {
        let text = "a\nb\r\nc\rd";
        let index = LineIndex::new(text);
        let lines: Vec<_> = (1..=4).map(|line| index.line(text, line)).collect();
        assert_eq!(lines, ["a", "b", "c", "d"]);
        assert_eq!(index.line_column(text, 7), LineColumn { line: 4, column: 1 });
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let text = "\u{feff}ab";
        let index = LineIndex::new(text);
        assert_eq!(index.line_column(text, 4), LineColumn { line: 1, column: 2 });
    }
}
