//! Classes that keep a method of an interface that is gone, and get others which ask it.

use super::connector::layout;
use crate::syntax::java;
use crate::text::{Edit, Style};
use crate::view::JavaFile;
use crate::view::java::Method;

/// Takes `@Override` away: the method is nobody else's any more.
pub(super) fn without_override(java: &JavaFile, method: &Method) -> Option<Edit> {
    let span = method.modifiers.override_annotation()?;
    let node = java.node(span)?;
    let lines = java::whole_lines(node, java.text());
    let is_alone = lines != java::span(node);
    Some(Edit::delete(if is_alone { lines } else { java::with_space_after(node, java.text()) }))
}

/// Lines with their depths below `indent`, each after a line break.
pub(super) fn lines(java: &JavaFile, indent: &str, lines: &[(usize, String)]) -> String {
    let style = Style::of(java.text(), layout::INDENT);
    let print = |(depth, line): &(usize, String)| {
        let space =
            if line.is_empty() { String::new() } else { indent.to_owned() + &style.indent.repeat(*depth) };
        format!("{}{space}{line}", style.newline)
    };
    lines.iter().map(print).collect()
}
