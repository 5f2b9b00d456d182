//! The values of constant strings.

use tree_sitter::Node;

use super::JavaScope;
use crate::syntax::java;

impl JavaScope<'_> {
    /// The string that the expression `node` always is: a literal, a final variable of the project, or a sum of these.
    pub fn string_value(&self, node: Node<'_>) -> Option<String> {
        if self.is_too_deep() {
            return None;
        }
        let node = java::unparenthesized(node);
        match node.kind() {
            "string_literal" => literal(self.file.text_of(node)),
            "binary_expression" => self.sum(node),
            "identifier" | "field_access" => {
                let declaration = self.declaration(node).known()?;
                let is_final = match declaration.field() {
                    Some(field) => field.modifiers.has("final"),
                    None => self.is_never_assigned(&declaration),
                };
                let scope = self.within(&declaration.file);
                scope.string_value(declaration.file.node(declaration.initializer.filter(|_| is_final)?)?)
            }
            _ => None,
        }
    }

    /// The value of a chain of sums; the chain may be long, so it is not descended by recursion.
    fn sum(&self, node: Node<'_>) -> Option<String> {
        let mut parts = Vec::new();
        let mut rest = node;
        while rest.kind() == "binary_expression" {
            let operator = rest.child_by_field_name("operator")?;
            parts.push(self.string_value(rest.child_by_field_name("right")?)?);
            rest = rest.child_by_field_name("left").filter(|_| self.file.text_of(operator) == "+")?;
        }
        parts.push(self.string_value(rest)?);
        parts.reverse();
        Some(parts.concat())
    }

    /// Whether no assignment gives the local variable another value than its first.
    pub fn is_never_assigned(&self, declaration: &super::Declaration) -> bool {
        let uses = self.uses(declaration);
        uses.possible.is_empty()
            && uses.known.iter().all(|used| {
                let node = used.file.node(used.span);
                let parent = node.and_then(|node| Some((node, node.parent()?)));
                !parent.is_some_and(|(node, parent)| {
                    parent.child_by_field_name("left") == Some(node)
                        && parent.kind() == "assignment_expression"
                        || parent.kind() == "update_expression"
                })
            })
    }
}

/// The value of a string literal without escapes beyond the usual ones; `None` for a text block.
fn literal(text: &str) -> Option<String> {
    if text.starts_with("\"\"\"") {
        return None;
    }
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut value = String::new();
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        let letter = match letter {
            '\\' => match letters.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                same @ ('\\' | '"' | '\'') => same,
                _ => return None,
            },
            _ => letter,
        };
        value.push(letter);
    }
    Some(value)
}
