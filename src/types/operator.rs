//! The types that operators make.

use tree_sitter::Node;

use super::resolution::Resolution::{self, Known, Unknown};
use super::{JavaScope, TypeRef};
use crate::syntax::java;

impl JavaScope<'_> {
    pub(super) fn conditional(&self, node: Node<'_>) -> Resolution<TypeRef> {
        let side = |field: &str| self.in_field(node, field, |node| self.type_of(node));
        match (side("consequence"), side("alternative")) {
            (Known(one), Known(two)) if one == two => Known(one),
            (Known(one), Unknown(why)) | (Unknown(why), Known(one)) if why.contains("`null`") => Known(one),
            (Unknown(why), _) | (_, Unknown(why)) => Unknown(why),
            (Known(one), Known(two)) => Unknown(format!("the value is of type `{one}` or of type `{two}`")),
        }
    }

    /// The type of a chain of operators; the chain may be long, so it is not descended by recursion.
    pub(super) fn binary(&self, node: Node<'_>) -> Resolution<TypeRef> {
        let is_binary = |node: &Node<'_>| node.kind() == "binary_expression";
        let chain: Vec<_> = std::iter::successors(Some(node), |node| left(*node).filter(is_binary)).collect();
        let first = chain.last().and_then(|node| left(*node));
        let first =
            first.map_or_else(|| Unknown("it does not parse".to_owned()), |first| self.type_of(first));
        chain.into_iter().rev().fold(first, |left, node| {
            let operator = node.child_by_field_name("operator").map_or("", |node| self.file.text_of(node));
            operated(operator, left, || self.in_field(node, "right", |node| self.type_of(node)))
        })
    }
}

fn left(node: Node<'_>) -> Option<Node<'_>> {
    node.child_by_field_name("left").map(java::unparenthesized)
}

/// The type of `left operator right`.
fn operated(
    operator: &str,
    left: Resolution<TypeRef>,
    right: impl FnOnce() -> Resolution<TypeRef>,
) -> Resolution<TypeRef> {
    const STRING: &str = "java.lang.String";
    if matches!(operator, "==" | "!=" | "<" | ">" | "<=" | ">=" | "&&" | "||") {
        return Known(TypeRef::new("boolean"));
    }
    let is_string = |side: &Resolution<TypeRef>| matches!(side, Known(side) if side.is(STRING));
    if operator == "+" && is_string(&left) {
        return left;
    }
    let right = right();
    if operator == "+" && is_string(&right) {
        return right;
    }
    left.and_then(|left| right.map(|right| wider(&left, &right)))
}

/// What arithmetic makes of two numbers.
fn wider(left: &TypeRef, right: &TypeRef) -> TypeRef {
    let unboxed = |one: &TypeRef| one.name.trim_start_matches("java.lang.").to_lowercase();
    let names = [unboxed(left), unboxed(right)];
    if names.iter().any(|name| name == "boolean") {
        return TypeRef::new("boolean");
    }
    let wide = ["double", "float", "long"].into_iter().find(|wide| names.iter().any(|name| name == wide));
    TypeRef::new(wide.unwrap_or("int"))
}

/// The type of a literal.
pub(super) fn number(kind: &str, text: &str) -> TypeRef {
    let is_float = kind.contains("floating");
    let name = match text.chars().next_back().map(|last| last.to_ascii_lowercase()) {
        Some('l') => "long",
        Some('f') if is_float => "float",
        _ if is_float => "double",
        _ => "int",
    };
    TypeRef::new(name)
}
