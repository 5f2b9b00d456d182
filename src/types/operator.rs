//! The types that operators make.

use tree_sitter::Node;

use super::resolution::Resolution::{self, Known, Unknown};
use super::{JavaScope, TypeRef};
use crate::syntax::java;

impl JavaScope<'_> {
    /// The type of `condition ? one : two`.
    pub(super) fn conditional(&self, node: Node<'_>) -> Resolution<TypeRef> {
        let sides = ["consequence", "alternative"].map(|field| node.child_by_field_name(field));
        self.one_of(sides.into_iter().flatten().collect())
    }

    /// The type of a `switch` that gives a value.
    pub(super) fn switched(&self, node: Node<'_>) -> Resolution<TypeRef> {
        let is_own = |inner: &Node<'_>| java::enclosing(*inner, &["switch_expression"]) == Some(node);
        let values = java::descendants(node).filter(is_own).filter_map(|inner| match inner.kind() {
            "yield_statement" => java::children(inner).pop(),
            "expression_statement" if inner.parent()?.kind() == "switch_rule" => java::children(inner).pop(),
            _ => None,
        });
        self.one_of(values.collect())
    }

    /// The type of a value that is one of `values`.
    fn one_of(&self, values: Vec<Node<'_>>) -> Resolution<TypeRef> {
        let values =
            values.into_iter().map(java::unparenthesized).filter(|value| value.kind() != "null_literal");
        let types: Vec<_> = values.map(|value| self.type_of(value)).collect();
        let mut common: Option<TypeRef> = None;
        for found in types {
            let found = match found {
                Known(found) => found,
                unknown @ Unknown(_) => return unknown,
            };
            common = Some(match common {
                Some(known) if known.is_primitive() && found.is_primitive() && known != found => {
                    wider(&known, &found)
                }
                Some(known) => self.common(known, found),
                None => found,
            });
        }
        let common = common.filter(|common| common.name != TypeRef::UNKNOWN);
        Resolution::or_unknown(common, || "the values have different types".to_owned())
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
