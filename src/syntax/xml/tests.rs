//! What the tree says about odd texts.

use super::*;

fn text_of<'t>(text: &'t str, tree: &Tree, name: &str) -> &'t str {
    let node = tree.nodes().find(|node| node.name() == name).expect("the element is there");
    node.text().expect("it has text").1.of(text)
}

#[test]
fn spans_count_bytes_of_the_file_behind_a_byte_order_mark() {
    let text = "\u{feff}<?xml version=\"1.0\"?>\r\n<a>\r\n  <b> x </b>\r\n</a>\r\n";
    let tree = parse(text);
    assert_eq!(tree.error(), None);
    assert_eq!(text_of(text, &tree, "b"), "x");
    let outer = tree.root().expect("a root").span();
    assert_eq!(outer.of(text), "<a>\r\n  <b> x </b>\r\n</a>");
}

#[test]
fn cdata_and_character_references_are_text() {
    let text = "<a><b><![CDATA[ 1.0 ]]></b><c>x&amp;y</c></a>";
    let tree = parse(text);
    assert_eq!(text_of(text, &tree, "b"), "1.0");
    let c = tree.root().and_then(|root| root.child("c")).expect("`c`");
    assert_eq!(c.text().map(|(text, _)| text), Some("x&y"));
}

#[test]
fn prefixes_and_self_closing_tags_are_read() {
    let tree = parse("<m:a xmlns:m=\"u\"><m:b/></m:a>");
    let b = tree.root().and_then(|root| root.child("b")).expect("`b`");
    assert_eq!(b.content(), None);
}

#[test]
fn a_document_type_is_an_error_and_nothing_is_expanded() {
    let text = "<!DOCTYPE a [<!ENTITY x \"y\">]>\n<a>&x;</a>";
    let error = parse(text).error().cloned().expect("an error");
    assert_eq!(error.offset, 0);
    assert!(parse("<a>&x;</a>").error().is_some());
}

#[test]
fn broken_text_gives_the_tree_up_to_the_error() {
    let tree = parse("<a><b>1</b><c></a>");
    assert!(tree.error().is_some());
    assert!(tree.root().and_then(|root| root.child("b")).is_some());
    assert!(parse("<a>").error().is_some());
    assert!(parse("").error().is_some());
}
