//! A match that is written anew: its parts change places, or the row lays it out in lines.

use tree_sitter::Node;

use super::pattern::Holes;
use super::template::{Template, is_primary};
use super::tokens::{Kind, Token};
use crate::syntax::java;
use crate::text::{Edit, EditSet, Span, Style};
use crate::view::JavaFile;

impl Template {
    /// The text that takes the place of `node`; comments get lines of their own, where the row has lines.
    pub(super) fn written(
        &self,
        file: &JavaFile,
        node: Node<'_>,
        holes: &Holes<'_>,
        boxed: &dyn Fn(&str, Node<'_>) -> Vec<Edit>,
    ) -> Result<String, String> {
        let comments = comments(file, node, holes);
        let is_one_line = !self.text.contains('\n');
        if is_one_line && !comments.is_empty() {
            return Err("a comment stands in it".to_owned());
        }
        let line = line_break(file, node);
        let lines = self.lines();
        // What stands behind nothing, or behind the receiver, comes before the second line.
        let line_of = |hole: &Option<String>| {
            let holds = |tokens: &[Token]| tokens.iter().any(|token| token.is_hole(hole.as_deref()));
            lines.iter().position(|tokens| holds(tokens)).unwrap_or_default().max(1)
        };
        let mut text = String::new();
        for (index, tokens) in lines.iter().enumerate() {
            for (_, comment) in comments.iter().filter(|(hole, _)| line_of(hole) == index) {
                text.push_str(&line);
                text.push_str(file.text_of(*comment).trim_end());
            }
            text.push_str(if index == 0 { "" } else { &line });
            text.push_str(&self.line(file, tokens, holes, boxed)?);
        }
        Ok(text)
    }

    /// The tokens of each line of the row.
    fn lines(&self) -> Vec<&[Token]> {
        let (mut lines, mut rest) = (Vec::new(), self.tokens.as_slice());
        while !rest.is_empty() {
            let (line, after) = rest.split_at(self.first_line(rest));
            lines.push(line);
            rest = after;
        }
        lines
    }

    /// How many of `tokens` stand on the first line of the row.
    fn first_line(&self, tokens: &[Token]) -> usize {
        let breaks = |pair: &[Token]| self.text[pair[0].span.end..pair[1].span.start].contains('\n');
        tokens.windows(2).position(breaks).map_or(tokens.len(), |last| last + 1)
    }

    fn line(
        &self,
        file: &JavaFile,
        tokens: &[Token],
        holes: &Holes<'_>,
        boxed: &dyn Fn(&str, Node<'_>) -> Vec<Edit>,
    ) -> Result<String, String> {
        let mut text = String::new();
        let mut from = tokens.first().map_or(0, |token| token.span.start);
        for (index, token) in tokens.iter().enumerate() {
            text.push_str(&self.text[from..token.span.start]);
            from = token.span.end;
            let Kind::Hole(name) = &token.kind else {
                text.push_str(&self.marked(std::slice::from_ref(token)));
                continue;
            };
            let hole = holes.get(name).ok_or("what it is called on is not written")?;
            let is_receiver = tokens.get(index + 1).is_some_and(|next| self.said(next) == ".");
            let (open, close) = if is_receiver && !is_primary(*hole) { ("(", ")") } else { ("", "") };
            text.push_str(&[open, &filled(file, *hole, &boxed(name, *hole)), close].concat());
        }
        Ok(text)
    }
}

/// The comments in `node` that are in no hole, each with the hole that it speaks of: the one behind a
/// comment with a line of its own, else the one before.
fn comments<'f>(file: &JavaFile, node: Node<'f>, holes: &Holes<'f>) -> Vec<(Option<String>, Node<'f>)> {
    let is_inside =
        |comment: Node<'_>| holes.values().any(|hole| java::span(*hole).contains(java::span(comment)));
    let comments = java::descendants(node).filter(|node| java::is_comment(*node) && !is_inside(*node));
    let hole_of = |comment: Node<'_>| {
        let before = holes.iter().filter(|(_, hole)| hole.end_byte() <= comment.start_byte());
        let before = before.max_by_key(|(_, hole)| hole.end_byte());
        let after = holes.iter().filter(|(_, hole)| hole.start_byte() >= comment.end_byte());
        let after = after.min_by_key(|(_, hole)| hole.start_byte());
        let line = file.text()[..comment.start_byte()].rsplit('\n').next().unwrap_or_default();
        let is_alone = line.trim().is_empty();
        let hole = if is_alone { after.or(before) } else { before.or(after) };
        hole.map(|(name, _)| name.clone())
    };
    comments.map(|comment| (hole_of(comment), comment)).collect()
}

/// The text of a hole, with `edits` made.
fn filled(file: &JavaFile, hole: Node<'_>, edits: &[Edit]) -> String {
    let mut set = EditSet::default();
    let start = hole.start_byte();
    let moved = edits.iter().map(|edit| {
        let span = Span::new(edit.span.start - start, edit.span.end - start);
        Edit::replace(span, edit.insert.as_str())
    });
    set.union(&moved.collect::<Vec<_>>()).expect("edits that box a value are at its two ends");
    String::from_utf8(set.apply(file.text_of(hole).as_bytes())).expect("text was put into text")
}

/// A line break, and the indentation of a line that goes on with the statement of `node`.
fn line_break(file: &JavaFile, node: Node<'_>) -> String {
    let style = Style::of(file.text(), "    ");
    let first = java::enclosing_statement(node).unwrap_or(node);
    let indent = java::indent(first, file.text());
    format!("{}{indent}{step}{step}", style.newline, step = style.indent)
}
