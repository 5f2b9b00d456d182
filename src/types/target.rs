//! The type that the place of an expression asks for, and what a diamond stands for.

use tree_sitter::Node;

use super::resolution::Resolution::{self, Known, Unknown};
use super::{JavaScope, TypeRef};
use crate::syntax::java;

impl JavaScope<'_> {
    /// The type that the place of `node` asks for: of the variable that it is given to, or of the method that returns it.
    pub fn target_type(&self, node: Node<'_>) -> Resolution<TypeRef> {
        let parent = node.parent();
        match parent.map(|parent| (parent, parent.kind())) {
            Some((parent, "parenthesized_expression" | "ternary_expression")) => self.target_type(parent),
            Some((parent, "variable_declarator")) => self.in_field(parent, "name", |name| {
                self.declaration(name).and_then(|found| self.written_type(&found))
            }),
            Some((parent, "assignment_expression")) => {
                self.in_field(parent, "left", |left| self.type_of(left))
            }
            Some((parent, "cast_expression")) => self.type_of(parent),
            Some((parent, "return_statement")) => self.returned_around(parent),
            Some((parent, "argument_list")) => match parent.parent() {
                Some(call) => self.wanted_argument(call, node),
                None => Unknown("it is an argument of nothing".to_owned()),
            },
            _ => Unknown("nothing says which type is wanted here".to_owned()),
        }
    }

    /// The type arguments of the `new` at `node`: as written, or of a diamond those that its place asks for.
    pub fn created_arguments(&self, node: Node<'_>) -> Resolution<Vec<TypeRef>> {
        let created = self.in_field(node, "type", |written| self.type_of_node(written));
        created.and_then(|created| {
            if !created.arguments.is_empty() {
                return Known(created.arguments);
            }
            let target = self.target_type(node);
            target.and_then(|target| {
                let fits = target.is(&created.name);
                let why = || format!("a `{target}` is wanted here, which does not say what `<>` stands for");
                Resolution::or_unknown(fits.then(|| target.arguments.clone()), why)
            })
        })
    }

    /// The type of a declaration when it is written there, and no `var`.
    fn written_type(&self, declaration: &super::Declaration) -> Resolution<TypeRef> {
        match declaration.type_span.filter(|span| !declaration.file.is_inferred(*span)) {
            Some(_) => self.type_of_declaration(declaration),
            None => {
                Unknown(format!("the type of `{}` is not written where it is declared", declaration.name))
            }
        }
    }

    fn returned_around(&self, statement: Node<'_>) -> Resolution<TypeRef> {
        let around = java::enclosing(statement, &["method_declaration", "lambda_expression"]);
        match around.map(|around| (around, around.kind())) {
            Some((method, "method_declaration")) => {
                self.in_field(method, "type", |written| self.type_of_node(written))
            }
            Some((lambda, _)) => self.function_wanted(lambda).map(|function| function.result),
            None => Unknown("nothing says what is returned here".to_owned()),
        }
    }
}
