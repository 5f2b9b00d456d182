//! Variables that live in a method: locals, parameters, resources, patterns.

use std::sync::Arc;

use tree_sitter::Node;

use super::{Declaration, DeclarationKind, JavaScope};
use crate::syntax::java;

impl JavaScope<'_> {
    /// The variable `name` that `around` declares for `inside`, its child, in which `at` stands.
    pub(super) fn local(
        &self,
        name: &str,
        at: Node<'_>,
        inside: Node<'_>,
        around: Node<'_>,
    ) -> Option<Declaration> {
        let is_child = |field: &str| java::fields(around, field).contains(&inside);
        match around.kind() {
            "block" | "constructor_body" | "switch_block_statement_group" => {
                self.before_in_block(name, inside, around).or_else(|| self.in_labels(name, around))
            }
            "local_variable_declaration" => self.declarator(name, around, at.start_byte()),
            "for_statement" => {
                let init = around.child_by_field_name("init").filter(|init| *init != inside)?;
                self.declarator(name, init, at.start_byte())
            }
            "enhanced_for_statement" if is_child("body") || is_child("name") => {
                self.holder(name, around, DeclarationKind::Element)
            }
            "try_with_resources_statement" if is_child("body") => {
                self.resources(name, around.child_by_field_name("resources")?, usize::MAX)
            }
            "resource_specification" => self.resources(name, around, at.start_byte()),
            "catch_clause" => {
                self.holder(name, java::child(around, "catch_formal_parameter")?, DeclarationKind::Parameter)
            }
            "lambda_expression" => self.lambda_parameter(name, around.child_by_field_name("parameters")?),
            "method_declaration" | "constructor_declaration" => {
                self.parameter(name, around.child_by_field_name("parameters")?, DeclarationKind::Parameter)
            }
            _ => self.bound_by_pattern(name, inside, around),
        }
    }

    /// The variable of a pattern in `around` that is bound where `inside`, its child, stands.
    fn bound_by_pattern(&self, name: &str, inside: Node<'_>, around: Node<'_>) -> Option<Declaration> {
        let is_child = |field: &str| java::fields(around, field).contains(&inside);
        match around.kind() {
            "if_statement" | "while_statement" | "ternary_expression" => {
                let holds = !is_child("alternative");
                let condition =
                    around.child_by_field_name("condition").filter(|condition| *condition != inside)?;
                self.pattern(name, condition, holds)
            }
            "binary_expression" if is_child("right") => {
                let operator = self.file.text_of(around.child_by_field_name("operator")?);
                let left = around.child_by_field_name("left")?;
                matches!(operator, "&&" | "||").then(|| self.pattern(name, left, operator == "&&")).flatten()
            }
            "switch_rule" | "switch_label" => self.in_labels(name, around),
            "instanceof_expression" if is_child("name") => self.pattern(name, around, true),
            _ => None,
        }
    }

    /// What statements before `inside` declare for those after them.
    fn before_in_block(&self, name: &str, inside: Node<'_>, block: Node<'_>) -> Option<Declaration> {
        let before =
            java::children(block).into_iter().rev().filter(|node| node.end_byte() <= inside.start_byte());
        before.into_iter().find_map(|node| match node.kind() {
            "local_variable_declaration" => self.declarator(name, node, usize::MAX),
            "if_statement" if !can_go_on(node.child_by_field_name("consequence")?) => {
                self.pattern(name, node.child_by_field_name("condition")?, false)
            }
            _ => None,
        })
    }

    /// The variable `name` of a declaration of several, when it begins at or before `until`.
    fn declarator(&self, name: &str, declaration: Node<'_>, until: usize) -> Option<Declaration> {
        let declarators = java::fields(declaration, "declarator").into_iter();
        let mut declarators = declarators.filter(|node| node.start_byte() <= until);
        let (declarator, name_node) = declarators.find_map(|node| Some((node, self.named(name, node)?)))?;
        let type_node = declaration.child_by_field_name("type");
        Some(self.declared(DeclarationKind::Local, name_node, type_node, declarator))
    }

    fn resources(&self, name: &str, list: Node<'_>, until: usize) -> Option<Declaration> {
        let resources = java::children(list).into_iter().rev().filter(|node| node.start_byte() <= until);
        resources.into_iter().find_map(|resource| self.holder(name, resource, DeclarationKind::Local))
    }

    /// The variable that `node` itself declares with its fields `type` and `name`.
    fn holder(&self, name: &str, node: Node<'_>, kind: DeclarationKind) -> Option<Declaration> {
        let name_node = self.named(name, node)?;
        let type_node = node.child_by_field_name("type").or_else(|| java::child(node, "catch_type"));
        Some(self.declared(kind, name_node, type_node, node))
    }

    fn lambda_parameter(&self, name: &str, parameters: Node<'_>) -> Option<Declaration> {
        let kind = DeclarationKind::LambdaParameter;
        let untyped =
            |node: Node<'_>| (self.file.text_of(node) == name).then(|| self.declared(kind, node, None, node));
        match parameters.kind() {
            "identifier" => untyped(parameters),
            "inferred_parameters" => java::children(parameters).into_iter().find_map(untyped),
            _ => self.parameter(name, parameters, kind),
        }
    }

    fn parameter(&self, name: &str, list: Node<'_>, kind: DeclarationKind) -> Option<Declaration> {
        java::children(list).into_iter().find_map(|node| {
            if node.kind() != "spread_parameter" {
                return self.holder(name, node, kind);
            }
            let name_node = self.named(name, java::child(node, "variable_declarator")?)?;
            let type_node = java::children(node).into_iter().find(|child| child.kind() != "modifiers");
            let declared = self.declared(kind, name_node, type_node, node);
            Some(Declaration { dimensions: declared.dimensions + 1, ..declared })
        })
    }

    /// The variable of a pattern in `condition` that is bound when the condition is `holds`.
    fn pattern(&self, name: &str, condition: Node<'_>, holds: bool) -> Option<Declaration> {
        match condition.kind() {
            "parenthesized_expression" => self.pattern(name, java::unparenthesized(condition), holds),
            "unary_expression" => self.pattern(name, condition.child_by_field_name("operand")?, !holds),
            "binary_expression" => {
                let wanted = if holds { "&&" } else { "||" };
                let operator = self.file.text_of(condition.child_by_field_name("operator")?);
                let sides = ["left", "right"].into_iter().filter(|_| operator == wanted);
                sides
                    .into_iter()
                    .find_map(|side| self.pattern(name, condition.child_by_field_name(side)?, holds))
            }
            "instanceof_expression" if holds => {
                if let Some(name_node) = self.named(name, condition) {
                    let type_node = condition.child_by_field_name("right");
                    return Some(self.declared(DeclarationKind::Pattern, name_node, type_node, condition));
                }
                self.in_record(name, condition.child_by_field_name("pattern")?)
            }
            _ => None,
        }
    }

    /// The variable of a pattern in the `case` labels of `node`.
    fn in_labels(&self, name: &str, node: Node<'_>) -> Option<Declaration> {
        let is_label = node.kind() == "switch_label";
        let labels: Vec<_> = if is_label { vec![node] } else { java::children(node) };
        let mut labels = labels.into_iter().filter(|label| label.kind() == "switch_label");
        labels.find_map(|label| self.in_record(name, java::child(label, "pattern")?))
    }

    /// The variable `name` of a type or record pattern.
    fn in_record(&self, name: &str, pattern: Node<'_>) -> Option<Declaration> {
        java::descendants(pattern).find_map(|node| {
            if !matches!(node.kind(), "type_pattern" | "record_pattern_component") {
                return None;
            }
            let children = java::children(node);
            let name_node = children.last().copied().filter(|last| self.file.text_of(*last) == name)?;
            Some(self.declared(DeclarationKind::Pattern, name_node, children.first().copied(), node))
        })
    }

    fn named<'t>(&self, name: &str, node: Node<'t>) -> Option<Node<'t>> {
        node.child_by_field_name("name").filter(|node| self.file.text_of(*node) == name)
    }

    fn declared(
        &self,
        kind: DeclarationKind,
        name: Node<'_>,
        type_node: Option<Node<'_>>,
        holder: Node<'_>,
    ) -> Declaration {
        let dimensions = holder.child_by_field_name("dimensions").map_or("", |node| self.file.text_of(node));
        Declaration {
            kind,
            name: self.file.text_of(name).to_owned(),
            file: Arc::clone(self.file),
            span: java::span(name),
            type_span: type_node.map(java::span),
            dimensions: dimensions.matches('[').count(),
            initializer: holder.child_by_field_name("value").map(java::span),
            owner: None,
        }
    }
}

/// Whether the statement after `node` can be reached through it.
fn can_go_on(node: Node<'_>) -> bool {
    match node.kind() {
        "block" => java::children(node).last().is_none_or(|last| can_go_on(*last)),
        kind => {
            !matches!(kind, "return_statement" | "throw_statement" | "break_statement" | "continue_statement")
        }
    }
}
