//! Classes that keep a method of an interface that is gone, and get others which ask it.

use tree_sitter::Node;

use super::connector::layout;
use crate::syntax::java;
use crate::text::{Edit, Span, Style};
use crate::view::JavaFile;
use crate::view::java::{DeclaredType, Method, TypeKind};

/// Takes `@Override` away: the method is nobody else's any more.
pub(super) fn without_override(java: &JavaFile, method: &Method) -> Option<Edit> {
    let span = method.modifiers.override_annotation()?;
    let node = java.node(span)?;
    let lines = java::whole_lines(node, java.text());
    let is_alone = lines != java::span(node);
    Some(Edit::delete(if is_alone { lines } else { java::with_space_after(node, java.text()) }))
}

/// `implements Old<…>`, of which `head` is the type, becomes `extends` with the class `new`.
pub(super) fn extending(
    java: &JavaFile,
    declared: &DeclaredType,
    head: Node<'_>,
    new: &str,
) -> Result<Vec<Edit>, String> {
    if declared.kind == TypeKind::Anonymous {
        return Ok(vec![Edit::replace(java::span(head), new)]);
    }
    if declared.kind != TypeKind::Class || declared.superclass.is_some() {
        return Err("it cannot extend another class".to_owned());
    }
    let clause = java::enclosing(head, &["super_interfaces"]).ok_or("it does not parse")?;
    match declared.interfaces.as_slice() {
        [_] => Ok(vec![Edit::replace(java::span(clause), format!("extends {new}"))]),
        [first, second, ..] if *first == java::span(head) => {
            let gone = Span { start: first.start, end: second.start };
            Ok(vec![Edit::insert(clause.start_byte(), format!("extends {new} ")), Edit::delete(gone)])
        }
        _ => Err(format!("`{}` is not the first of its interfaces", java.text_of(head))),
    }
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
