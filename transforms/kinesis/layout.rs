//! How new calls stand in the text: comments kept, one argument a line where it grows long.

use tree_sitter::Node;

use crate::syntax::java;
use crate::view::JavaFile;

/// An argument of a call with the comments that stand at it.
pub(crate) struct Argument<'t> {
    /// The expression.
    pub(crate) node: Node<'t>,
    /// Its comments, each as it is written.
    pub(crate) comments: Vec<String>,
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
        let comment = file.text_of(node).to_owned();
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
