//! The type of an expression.

use std::sync::Arc;

use tree_sitter::Node;

use super::class::{Class, ProjectMethod};
use super::invocation::has_diamond;
use super::operator::number;
use super::resolution::Resolution::{self, Known, Unknown};
use super::{JavaScope, TypeRef};
use crate::syntax::java;

/// Bytes of the stack that one expression may need.
const STACK_LEFT: usize = 128 * 1024;

/// Bytes that are added when fewer are left.
const STACK_MORE: usize = 2 * 1024 * 1024;

impl JavaScope<'_> {
    /// The type that the type node `node` means.
    pub fn type_of_node(&self, node: Node<'_>) -> Resolution<TypeRef> {
        let text = self.file.text_of(node);
        match node.kind() {
            "integral_type" | "floating_point_type" | "boolean_type" | "void_type" => {
                Known(TypeRef::new(text))
            }
            "array_type" => {
                let element = node.child_by_field_name("element").map(|element| self.type_of_node(element));
                let dimensions =
                    node.child_by_field_name("dimensions").map_or("", |node| self.file.text_of(node));
                let element = element.unwrap_or_else(|| Unknown(format!("`{text}` does not parse")));
                element.map(|element| element.array(dimensions.matches('[').count()))
            }
            "annotated_type" => match java::children(node).pop() {
                Some(inner) => self.type_of_node(inner),
                None => Unknown(format!("`{text}` does not parse")),
            },
            "wildcard" => match java::children(node).into_iter().rfind(|child| child.kind() != "super") {
                Some(bound) if !java::is_annotation(bound) => self.type_of_node(bound),
                _ => Known(TypeRef::new("java.lang.Object")),
            },
            _ => self.class_type(node),
        }
    }

    fn class_type(&self, node: Node<'_>) -> Resolution<TypeRef> {
        let Some(name) = java::dotted(node, self.file.text()) else {
            return Unknown(format!("`{}` is not the name of a type", self.file.text_of(node)));
        };
        let list = java::child(node, "type_arguments").map(java::children).unwrap_or_default();
        let argument =
            |node| self.type_of_node(node).known().unwrap_or_else(|| TypeRef::new(TypeRef::UNKNOWN));
        let arguments = list.into_iter().map(argument).collect();
        self.type_name(&name, node).map(|name| TypeRef { name, arguments, dimensions: 0 })
    }

    /// The type of the expression `node`.
    pub fn type_of(&self, node: Node<'_>) -> Resolution<TypeRef> {
        // Generated code nests expressions deeper than the stack of a thread is.
        stacker::maybe_grow(STACK_LEFT, STACK_MORE, || self.type_of_expression(node))
    }

    fn type_of_expression(&self, node: Node<'_>) -> Resolution<TypeRef> {
        let node = java::unparenthesized(node);
        match node.kind() {
            "string_literal" => Known(TypeRef::new("java.lang.String")),
            "true" | "false" | "instanceof_expression" => Known(TypeRef::new("boolean")),
            "character_literal" => Known(TypeRef::new("char")),
            "null_literal" => Unknown("`null` has no type".to_owned()),
            kind if kind.ends_with("_literal") && kind != "class_literal" => {
                Known(number(kind, self.file.text_of(node)))
            }
            "class_literal" => Known(self.class_literal(node)),
            "identifier" | "field_access" => self.type_of_name(node),
            "this" => self.this_type(node),
            "object_creation_expression" | "array_creation_expression" => self.created(node),
            "cast_expression" => self.in_field(node, "type", |node| self.type_of_node(node)),
            "assignment_expression" => self.in_field(node, "left", |node| self.type_of(node)),
            "ternary_expression" => self.conditional(node),
            "binary_expression" => self.binary(node),
            "unary_expression" => self.in_field(node, "operand", |node| self.type_of(node)),
            "update_expression" => match java::children(node).pop() {
                Some(counted) => self.type_of(counted),
                None => Unknown("it does not parse".to_owned()),
            },
            "switch_expression" => self.switched(node),
            "array_access" => self.element(node),
            "method_invocation" => self.returned(node),
            _ => Unknown(format!(
                "the type of `{}` depends on where it stands",
                first_line(self.file.text_of(node))
            )),
        }
    }

    /// Whether the expression `node` has the type `wanted`, which exists; supertypes do not count.
    pub fn has_type(&self, node: Node<'_>, wanted: &str) -> Resolution<bool> {
        self.type_of(node).map(|found| found.is(wanted)).or_else(|why| {
            let declaration = self.declaration(node).known();
            let written =
                declaration.and_then(|declaration| Some((declaration.type_span?, declaration.file)));
            match written {
                Some((span, file)) => match file.node(span) {
                    Some(node) => self.within(&file).means_type(node, wanted),
                    None => Unknown(why),
                },
                None if node.kind() == "object_creation_expression" => {
                    self.in_field(node, "type", |node| self.means_type(node, wanted))
                }
                None => Unknown(why),
            }
        })
    }

    pub(super) fn in_field<T>(
        &self,
        node: Node<'_>,
        field: &str,
        ask: impl Fn(Node<'_>) -> Resolution<T>,
    ) -> Resolution<T> {
        let Some(part) = node.child_by_field_name(field) else {
            return Unknown(format!("`{}` does not parse", first_line(self.file.text_of(node))));
        };
        ask(part)
    }

    fn this_type(&self, node: Node<'_>) -> Resolution<TypeRef> {
        let class = self.class_around(node).map(|class| class.type_ref());
        Resolution::or_unknown(class, || "`this` stands in no class".to_owned())
    }

    /// The type of a `new`: of an anonymous class the class itself; of a diamond the class without arguments.
    fn created(&self, node: Node<'_>) -> Resolution<TypeRef> {
        let body = java::child(node, "class_body").and_then(|body| self.file.type_with_body(body));
        if let Some(index) = body {
            return Known(Class { file: Arc::clone(self.file), index }.type_ref());
        }
        if node.kind() == "object_creation_expression" && has_diamond(node) {
            return self.created_by_diamond(node);
        }
        let brackets: usize =
            java::fields(node, "dimensions").into_iter().map(|node| self.brackets(node)).sum();
        self.in_field(node, "type", |node| self.type_of_node(node)).map(|created| created.array(brackets))
    }

    /// The type arguments are those that the arguments of the constructor say; none when they say nothing.
    fn created_by_diamond(&self, node: Node<'_>) -> Resolution<TypeRef> {
        let written = self.in_field(node, "type", |node| self.type_of_node(node));
        match self.returned(node) {
            Known(inferred) if inferred.arguments.iter().any(|one| one.name != TypeRef::UNKNOWN) => {
                Known(inferred)
            }
            Known(_) | Unknown(_) => written,
        }
    }

    fn class_literal(&self, node: Node<'_>) -> TypeRef {
        let named = java::children(node).pop().map(|named| self.type_of_node(named));
        let argument = named.and_then(Resolution::known).unwrap_or_else(|| TypeRef::new(TypeRef::UNKNOWN));
        TypeRef { arguments: vec![argument.boxed()], ..TypeRef::new("java.lang.Class") }
    }

    fn brackets(&self, node: Node<'_>) -> usize {
        if node.kind() == "dimensions_expr" { 1 } else { self.file.text_of(node).matches('[').count() }
    }

    fn element(&self, node: Node<'_>) -> Resolution<TypeRef> {
        let array = self.in_field(node, "array", |node| self.type_of(node));
        array.map(|array| TypeRef { dimensions: array.dimensions.saturating_sub(1), ..array })
    }

    /// The type on which a member is looked up: that of an expression, or a class by its name, or `super`.
    pub fn receiver_type(&self, object: Node<'_>) -> Resolution<TypeRef> {
        let object = java::unparenthesized(object);
        if object.kind() == "super" {
            let class = self.class_around(object);
            let superclass = class.and_then(|class| self.direct_supertypes(&class).into_iter().next());
            return superclass.unwrap_or_else(|| Known(TypeRef::new("java.lang.Object")));
        }
        let is_name = matches!(object.kind(), "identifier" | "field_access");
        match self.named_type(object).filter(|_| is_name) {
            Some(named) => {
                named.map(TypeRef::new).or_else(|why| self.type_of(object).or_else(|_| Unknown(why)))
            }
            None => self.type_of(object),
        }
    }

    /// The methods of the project that the call can mean: all overloads with this number of arguments, nearest first.
    pub fn called(&self, call: Node<'_>) -> Resolution<Vec<ProjectMethod>> {
        let name = java::method_name(call, self.file.text());
        let count = java::arguments(call).len();
        let (found, why) = match java::receiver(call).map(|object| self.receiver_type(object)) {
            Some(Known(receiver)) => self.methods(&receiver, name, count),
            Some(Unknown(why)) => return Unknown(why),
            None => self.methods_in_sight(call, name, count),
        };
        match why {
            Some(why) if found.is_empty() => Unknown(why),
            _ => Known(found),
        }
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
