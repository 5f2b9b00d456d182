//! JSON trees.

use tree_sitter::{Node, Parser, Tree};

/// Parses `text`; a broken text gives a tree with error nodes.
pub fn parse(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser
        .set_language(&tree_sitter_json::LANGUAGE.into())
        .expect("the grammar and the library were built together");
    parser.parse(text, None).expect("a parser with a language and no limit answers")
}

/// The value of the member `key` of an object.
pub fn member<'t>(object: Node<'t>, key: &str, text: &str) -> Option<Node<'t>> {
    pair(object, key, text)?.child_by_field_name("value")
}

/// The whole member `key` of an object: key, colon and value.
pub fn pair<'t>(object: Node<'t>, key: &str, text: &str) -> Option<Node<'t>> {
    let mut cursor = object.walk();
    let pairs = object.named_children(&mut cursor).filter(|child| child.kind() == "pair");
    let mut pairs = pairs.collect::<Vec<_>>().into_iter();
    pairs.find(|pair| pair.child_by_field_name("key").and_then(|node| string(node, text)) == Some(key))
}

/// What stands between the quotes of a string without escapes.
pub fn string<'s>(node: Node<'_>, text: &'s str) -> Option<&'s str> {
    let inner = text.get(node.byte_range())?.strip_prefix('"')?.strip_suffix('"')?;
    (node.kind() == "string" && !inner.contains('\\')).then_some(inner)
}
