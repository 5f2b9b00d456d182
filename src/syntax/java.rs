//! Java trees.

use tree_sitter::{Node, Parser, Tree};

use crate::text::Span;

/// Parses `text`; a broken text gives a tree with error nodes.
pub fn parse(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser
        .set_language(&tree_sitter_java::LANGUAGE.into())
        .expect("the grammar and the library were built together");
    parser.parse(text, None).expect("a parser with a language and no limit answers")
}

/// The bytes of `node`.
pub fn span(node: Node<'_>) -> Span {
    Span::from(node.byte_range())
}

/// How many places of the tree do not parse.
pub fn errors(tree: &Tree) -> usize {
    if !tree.root_node().has_error() {
        return 0;
    }
    descendants(tree.root_node()).filter(|node| node.is_error() || node.is_missing()).count()
}

/// `node` and all nodes below it, in the order of the text.
pub fn descendants(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let mut stack = vec![node];
    std::iter::from_fn(move || {
        let node = stack.pop()?;
        let mut cursor = node.walk();
        let children: Vec<_> = node.children(&mut cursor).collect();
        stack.extend(children.into_iter().rev());
        Some(node)
    })
}
