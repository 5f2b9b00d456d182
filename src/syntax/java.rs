//! Java trees, and the questions about one tree that need no other file.
//!
//! Deliberately absent: what a name means; `types` knows that.

use tree_sitter::{Node, Parser, Tree};

use crate::text::{Span, indent_at};

/// The nodes that hold the members of a class, interface, enum, record or annotation.
pub const BODIES: [&str; 4] = ["class_body", "interface_body", "enum_body", "annotation_type_body"];

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

/// The part of `text` that `node` names.
pub fn text<'s>(node: Node<'_>, text: &'s str) -> &'s str {
    &text[node.byte_range()]
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
    let mut cursor = node.walk();
    let mut next = Some(node);
    std::iter::from_fn(move || {
        let node = next?;
        let mut found = cursor.goto_first_child() || cursor.goto_next_sibling();
        while !found && cursor.goto_parent() {
            found = cursor.goto_next_sibling();
        }
        next = found.then(|| cursor.node());
        Some(node)
    })
}

/// The nodes of `kind` in `node`, in the order of the text.
pub fn of_kind<'t>(node: Node<'t>, kind: &str) -> impl Iterator<Item = Node<'t>> {
    let id = node.language().id_for_node_kind(kind, true);
    descendants(node).filter(move |node| node.kind_id() == id)
}

/// The named children of `node`, comments too.
pub fn children_with_comments(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).collect()
}

/// The named children of `node` that are no comments.
pub fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| !is_comment(*child)).collect()
}

/// The first child of `node` that is of `kind`.
pub fn child<'t>(node: Node<'t>, kind: &str) -> Option<Node<'t>> {
    children(node).into_iter().find(|child| child.kind() == kind)
}

/// The children of `node` that the grammar calls `name`.
pub fn fields<'t>(node: Node<'t>, name: &str) -> Vec<Node<'t>> {
    let mut cursor = node.walk();
    node.children_by_field_name(name, &mut cursor).collect()
}

/// Whether `node` is a comment.
pub fn is_comment(node: Node<'_>) -> bool {
    matches!(node.kind(), "line_comment" | "block_comment")
}

/// The innermost named node that is exactly `span`.
pub fn node_at(root: Node<'_>, span: Span) -> Option<Node<'_>> {
    let node = root.named_descendant_for_byte_range(span.start, span.end)?;
    (self::span(node) == span).then_some(node)
}

/// The nodes around `node`, from the inside.
pub fn ancestors(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    std::iter::successors(node.parent(), Node::parent)
}

/// The innermost node around `node` that is of one of `kinds`.
pub fn enclosing<'t>(node: Node<'t>, kinds: &[&str]) -> Option<Node<'t>> {
    ancestors(node).find(|node| kinds.contains(&node.kind()))
}

/// The method or constructor around `node`; lambdas and anonymous classes are looked through.
pub fn enclosing_method(node: Node<'_>) -> Option<Node<'_>> {
    enclosing(node, &["method_declaration", "constructor_declaration", "compact_constructor_declaration"])
}

/// The body of the class around `node`, be it anonymous or not.
pub fn enclosing_class_body(node: Node<'_>) -> Option<Node<'_>> {
    enclosing(node, &BODIES)
}

/// The block around `node`.
pub fn enclosing_block(node: Node<'_>) -> Option<Node<'_>> {
    enclosing(node, &["block", "constructor_body"])
}

/// The statement that `node` is or is a part of: a child of a block, of a switch case, or of an `if` or loop.
pub fn enclosing_statement(node: Node<'_>) -> Option<Node<'_>> {
    let around = std::iter::once(node).chain(ancestors(node));
    around.take_while(|node| !BODIES.contains(&node.kind())).find(|node| is_statement(*node))
}

fn is_statement(node: Node<'_>) -> bool {
    let kind = node.kind();
    kind == "local_variable_declaration"
        || (kind.ends_with("_statement") && !kind.starts_with("switch_block"))
        || (kind == "switch_expression" && node.parent().is_some_and(|parent| parent.kind() == "block"))
}

/// Whether the value of the expression `node` is used by nobody: it is a statement.
pub fn is_expression_statement(node: Node<'_>) -> bool {
    node.parent().is_some_and(|parent| parent.kind() == "expression_statement")
}

/// The arguments of a call or of a `new`.
pub fn arguments(call: Node<'_>) -> Vec<Node<'_>> {
    call.child_by_field_name("arguments").map(children).unwrap_or_default()
}

/// The name of the method that a `method_invocation` calls.
pub fn method_name<'s>(call: Node<'_>, source: &'s str) -> &'s str {
    call.child_by_field_name("name").map_or("", |name| text(name, source))
}

/// What the method is called on; `None` when nothing is written.
pub fn receiver(call: Node<'_>) -> Option<Node<'_>> {
    call.child_by_field_name("object")
}

/// The expression inside any parentheses around it.
pub fn unparenthesized(mut node: Node<'_>) -> Node<'_> {
    while node.kind() == "parenthesized_expression" {
        let Some(inner) = children(node).into_iter().next() else { break };
        node = inner;
    }
    node
}

/// What the method with this body returns; lambdas and classes inside return for themselves.
pub fn returned_values(body: Node<'_>) -> Vec<Node<'_>> {
    let own = |statement: &Node<'_>| {
        enclosing(*statement, &["lambda_expression", "class_body", "method_declaration"]).is_some_and(
            |around| around.kind() == "method_declaration" && around.end_byte() == body.end_byte(),
        )
    };
    let statements = of_kind(body, "return_statement").filter(own);
    statements.filter_map(|statement| children(statement).into_iter().next()).collect()
}

/// A name of identifiers and dots, without white space, comments, annotations and type arguments.
///
/// `None` for what is more than a name, such as a call.
pub fn dotted(node: Node<'_>, source: &str) -> Option<String> {
    match node.kind() {
        "identifier" | "type_identifier" => Some(text(node, source).to_owned()),
        "generic_type" | "annotated_type" => {
            let name = children(node).into_iter().find(|child| is_name(*child))?;
            dotted(name, source)
        }
        "scoped_identifier" | "scoped_type_identifier" | "field_access" => dotted_parts(node, source),
        _ => None,
    }
}

fn dotted_parts(node: Node<'_>, source: &str) -> Option<String> {
    let mut parts = Vec::new();
    let mut rest = Some(node);
    while let Some(node) = rest {
        let mut children: Vec<_> =
            children(node).into_iter().filter(|child| !is_annotation(*child)).collect();
        if matches!(node.kind(), "identifier" | "type_identifier") {
            parts.push(text(node, source));
            break;
        }
        if node.kind() == "generic_type" {
            rest = children.first().copied();
            continue;
        }
        let last = children.pop().filter(|last| matches!(last.kind(), "identifier" | "type_identifier"))?;
        parts.push(text(last, source));
        rest = Some(children.pop().filter(|first| is_name(*first))?);
    }
    parts.reverse();
    Some(parts.join("."))
}

fn is_name(node: Node<'_>) -> bool {
    let kind = node.kind();
    matches!(kind, "identifier" | "type_identifier" | "scoped_identifier" | "scoped_type_identifier")
        || matches!(kind, "generic_type" | "field_access")
}

/// Whether `node` is an annotation, with arguments or without.
pub fn is_annotation(node: Node<'_>) -> bool {
    matches!(node.kind(), "marker_annotation" | "annotation")
}

/// The white space before the line on which `node` begins.
pub fn indent<'s>(node: Node<'_>, source: &'s str) -> &'s str {
    indent_at(source, node.start_byte())
}

/// The whole lines that `node` stands on when nothing else does, with the line end; else the node alone.
pub fn whole_lines(node: Node<'_>, source: &str) -> Span {
    let before = source[..node.start_byte()].trim_end_matches([' ', '\t']);
    let after = source[node.end_byte()..].trim_start_matches([' ', '\t']);
    let end = source.len() - after.len();
    let alone = before.is_empty() || before.ends_with(['\n', '\u{feff}']);
    let line_end = ["\r\n", "\n"].into_iter().find(|line_end| after.starts_with(line_end));
    match line_end {
        Some(line_end) if alone => Span::new(before.len(), end + line_end.len()),
        None if alone && after.is_empty() => Span::new(before.len(), end),
        _ => span(node),
    }
}

/// `node` and the white space up to the next token.
pub fn with_space_after(node: Node<'_>, source: &str) -> Span {
    let rest = &source[node.end_byte()..];
    let space = rest.len() - rest.trim_start().len();
    Span::new(node.start_byte(), node.end_byte() + space)
}
