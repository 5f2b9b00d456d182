//! Finds the options of tables in SQL: pairs of quoted texts with `=` between them.
//!
//! Deliberately absent: the rest of SQL.

use crate::syntax::java;
use crate::text::Span;
use crate::view::{File, View};

/// `'key' = 'value'`, both without their quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) key: Span,
    /// In Java it may hold the end of one string and the beginning of another.
    pub(super) value: Span,
}

/// The options of each piece of SQL in the file, in the order of the text.
pub(super) fn tables(file: &File) -> Vec<Vec<Pair>> {
    let text = file.text();
    let pieces = match &file.view {
        View::Java(java) => strings(java.root()),
        View::Text if file.path.ends_with(".sql") => statements(text),
        View::Build(_) | View::Text => Vec::new(),
    };
    pieces.into_iter().map(|piece| pairs(text, piece)).filter(|pairs| !pairs.is_empty()).collect()
}

/// The strings of Java, those with `+` between them as one.
fn strings(root: tree_sitter::Node<'_>) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    for literal in java::of_kind(root, "string_literal") {
        let sums = java::ancestors(literal).take_while(|node| node.kind() == "binary_expression");
        let whole = java::span(sums.last().unwrap_or(literal));
        if pieces.last().is_none_or(|last| !last.contains(whole)) {
            pieces.push(whole);
        }
    }
    pieces
}

/// The statements of a file of SQL.
fn statements(text: &str) -> Vec<Span> {
    let mut pieces = Vec::new();
    let (mut start, mut is_quoted, mut is_said) = (0, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            '\n' => is_said = false,
            _ if is_said => {}
            '-' if !is_quoted && text[at..].starts_with("--") => is_said = true,
            '\'' => is_quoted = !is_quoted,
            ';' if !is_quoted => {
                pieces.push(Span::new(start, at));
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(Span::new(start, text.len()));
    pieces
}

fn pairs(text: &str, piece: Span) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut at = piece.start;
    while let Some(key) = quoted(text, at, piece.end) {
        // What is no key may be the text between two values.
        at = key.start;
        let rest = text[key.end + 1..piece.end].trim_start();
        let Some(rest) = rest.strip_prefix('=').filter(|_| is_key(key.of(text))) else { continue };
        let rest = rest.trim_start();
        if !rest.starts_with('\'') || is_comment(text, key) {
            continue;
        }
        if let Some(value) = quoted(text, piece.end - rest.len(), piece.end) {
            pairs.push(Pair { key, value });
            at = value.end + 1;
        }
    }
    pairs
}

/// The text between the next two quotes.
fn quoted(text: &str, from: usize, end: usize) -> Option<Span> {
    let start = from + text[from..end].find('\'')? + 1;
    let length = text[start..end].find('\'')?;
    Some(Span::new(start, start + length))
}

fn is_key(key: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    !key.is_empty() && key.chars().all(is_part)
}

/// Whether the line of SQL begins as a comment.
fn is_comment(text: &str, key: Span) -> bool {
    let line = text[..key.start].rfind('\n').map_or(0, |end| end + 1);
    text[line..key.start].trim_start().starts_with("--")
}
