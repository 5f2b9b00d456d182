//! How new calls stand in the text: comments kept, one argument a line where it grows long.

use std::sync::Arc;

use tree_sitter::Node;

use crate::finding::{Site, qualified};
use crate::rules::chain::Chain;
use crate::syntax::java;
use crate::text::{Edit, Style, UNKNOWN_CHAR, indent_at};
use crate::types::JavaScope;
use crate::view::JavaFile;

/// The step of files that show none.
pub(crate) const INDENT: &str = "    ";

/// An argument of a call with the comments that stand at it.
pub(crate) struct Argument<'t> {
    /// The expression.
    pub(crate) node: Node<'t>,
    /// Its comments, each as it is written.
    pub(crate) comments: Vec<String>,
}

impl Argument<'_> {
    /// Whether a comment stands at it.
    pub(crate) fn is_commented(&self) -> bool {
        !self.comments.is_empty()
    }
}

/// The arguments of `call`; a comment belongs to the argument that ends on its line, else to the next one.
pub(crate) fn arguments<'t>(file: &JavaFile, call: Node<'t>) -> Vec<Argument<'t>> {
    let Some(list) = call.child_by_field_name("arguments") else { return Vec::new() };
    let mut cursor = list.walk();
    let mut found: Vec<Argument<'t>> = Vec::new();
    let mut waiting = Vec::new();
    for node in list.named_children(&mut cursor) {
        if !java::is_comment(node) {
            found.push(Argument { node, comments: std::mem::take(&mut waiting) });
            continue;
        }
        let comment = file.text_of(node).trim_end().to_owned();
        match found.last_mut().filter(|last| last.node.end_position().row == node.start_position().row) {
            Some(last) => last.comments.push(comment),
            None => waiting.push(comment),
        }
    }
    if let Some(last) = found.last_mut() {
        last.comments.append(&mut waiting);
    }
    found
}

/// The chain as it stands in the place of `maker`: deeper when it is an argument, which then has a line of its own.
pub(crate) fn printed(file: &JavaFile, maker: Node<'_>, chain: &Chain) -> String {
    let style = Style::of(file.text(), INDENT);
    chain.print(&indent_of(file, maker, &style), &style)
}

fn indent_of(file: &JavaFile, maker: Node<'_>, style: &Style) -> String {
    let call =
        maker.parent().and_then(|list| list.parent()).filter(|call| call.kind() == "method_invocation");
    match call.and_then(|call| call.child_by_field_name("name")) {
        Some(name) => format!("{}{}", indent_at(file.text(), name.start_byte()), style.indent.repeat(2)),
        None => indent_at(file.text(), maker.start_byte()).to_owned(),
    }
}

/// A chain that is the argument of a call of the chain in the place of `maker`.
pub(crate) fn nested(file: &JavaFile, maker: Node<'_>, chain: &Chain) -> String {
    let style = Style::of(file.text(), INDENT);
    chain.print(&format!("{}{}", indent_of(file, maker, &style), style.indent.repeat(2)), &style)
}

/// The line end and the indentation of a line inside a call of the chain in the place of `maker`.
pub(crate) fn line_in_chain(file: &JavaFile, maker: Node<'_>) -> String {
    let style = Style::of(file.text(), INDENT);
    format!("{}{}{}", style.newline, indent_of(file, maker, &style), style.indent.repeat(4))
}

/// Edits that put `rest` in the place of all that follows the first argument of `call`: its end, and more arguments.
///
/// They stand one a line when `is_long`.
pub(crate) fn rearranged(
    file: &JavaFile,
    call: Node<'_>,
    arguments: &[Argument<'_>],
    (end, added): (&str, &[String]),
    is_long: bool,
) -> Vec<Edit> {
    let (text, style) = (file.text(), Style::of(file.text(), INDENT));
    let list = call.child_by_field_name("arguments").map(|list| list.byte_range());
    let name = call.child_by_field_name("name").map(|name| name.start_byte());
    let (Some(list), Some(name), Some(first)) = (list, name, arguments.first()) else { return Vec::new() };
    let line = format!("{}{}{}", style.newline, indent_at(text, name), style.indent.repeat(2));
    let (before, separator) =
        if is_long { (line.as_str(), format!(",{line}")) } else { ("", ", ".to_owned()) };
    let comments = arguments.iter().flat_map(|argument| &argument.comments);
    let comments = comments.fold(String::new(), |all, comment| all + before + comment);
    let rest = added.iter().fold(end.to_owned(), |all, argument| all + &separator + argument);
    vec![
        Edit::replace((list.start + 1..first.node.start_byte()).into(), format!("{comments}{before}")),
        Edit::replace((first.node.end_byte()..list.end - 1).into(), rest),
    ]
}

/// The literal in `.name("…")` further on in the chain that `call` stands in.
pub(crate) fn name_in_chain(file: &JavaFile, call: Node<'_>) -> Option<String> {
    let mut next = call.parent();
    while let Some(call) = next.filter(|next| next.kind() == "method_invocation") {
        if java::method_name(call, file.text()) == "name" {
            let arguments = java::arguments(call);
            let literal = arguments.first().filter(|name| name.kind() == "string_literal")?;
            return Some(file.text_of(*literal).to_owned()).filter(|name| !name.contains(UNKNOWN_CHAR));
        }
        next = call.parent();
    }
    None
}

/// The edit that declares a variable or method, declared as one of `known`, to be of the type `new`; its arguments stay.
pub(crate) fn retyped(
    scope: &JavaScope<'_>,
    written: Node<'_>,
    known: &[&str],
    new: &str,
) -> Result<Edit, String> {
    if !known.iter().any(|name| scope.means_type(written, name).is(&true)) {
        return Err(format!("it is declared as `{}`", scope.file.text_of(written)));
    }
    let name = match written.kind() {
        "generic_type" => written.named_child(0).unwrap_or(written),
        _ => written,
    };
    Ok(Edit::replace(java::span(name), qualified(new)))
}

/// The place of the type in `new Type<>(…)`.
pub(crate) fn type_site(file: &Arc<JavaFile>, maker: Node<'_>) -> Site {
    let made = maker.child_by_field_name("type").unwrap_or(maker);
    Site { path: Arc::clone(&file.path), span: java::span(made) }
}
