//! Lambdas and method references: which method they stand for, and what they give.

use tree_sitter::Node;

use super::callable::{CONSTRUCTOR, Callable};
use super::conversion::Fit;
use super::resolution::Resolution::{self, Known, Unknown};
use super::{JavaScope, TypeRef};
use crate::flink::Api;
use crate::syntax::java;
use crate::text::Span;
use crate::view::java::TypeKind;

/// What a functional interface may declare beside its method, because every object has it.
const OF_EVERY_OBJECT: [&str; 3] = ["equals", "hashCode", "toString"];

impl JavaScope<'_> {
    /// The one method of a functional interface; known to be `None` when `of` is none.
    pub(super) fn function(&self, of: &TypeRef) -> Resolution<Option<Callable>> {
        if of.dimensions > 0 || of.is_primitive() || self.is_no_interface(&of.name) {
            return Known(None);
        }
        let all = self.methods_of(of);
        let mut open = all.found.into_iter().filter(|one| one.is_abstract);
        let mut open = open.by_ref().filter(|one| !OF_EVERY_OBJECT.contains(&one.name.as_str()));
        match (open.next(), open.next(), all.open) {
            (_, Some(_), _) | (None, _, None) => Known(None),
            (Some(only), None, None) => Known(Some(only)),
            (_, None, Some(why)) => Unknown(why),
        }
    }

    fn is_no_interface(&self, name: &str) -> bool {
        match self.class(name) {
            Some(class) => class.declared().kind != TypeKind::Interface,
            None => Api.class(name).is_some_and(|class| !class.is("interface")),
        }
    }

    /// How the lambda or method reference `node` goes to a parameter of type `to`.
    pub(super) fn fit_function(&self, node: Node<'_>, to: &TypeRef) -> Fit {
        if to.is_parameter() {
            return Fit::Maybe;
        }
        match self.function(to) {
            Known(None) => Fit::No,
            Unknown(_) => Fit::Maybe,
            Known(Some(_)) if node.kind() == "method_reference" => Fit::Strict,
            Known(Some(function)) => self.fit_lambda(node, &function),
        }
    }

    fn fit_lambda(&self, lambda: Node<'_>, function: &Callable) -> Fit {
        let parameters = lambda_parameters(lambda);
        if parameters.len() != function.parameters.len() {
            return Fit::No;
        }
        let is_void = function.result.is("void");
        let fits = match lambda.child_by_field_name("body") {
            Some(body) if body.kind() == "block" => {
                let gives = returned_values(body).next().is_some();
                if gives { !is_void } else { is_void || !can_end(body) }
            }
            Some(body) if is_void => is_statement_expression(body),
            // What an untyped parameter is depends on the overload that is looked for.
            Some(body) => !parameters.is_empty() || !self.type_of(body).is(&TypeRef::new("void")),
            None => true,
        };
        if fits { Fit::Strict } else { Fit::No }
    }

    /// The method that the lambda or method reference at `node` is to stand for.
    pub(super) fn function_wanted(&self, node: Node<'_>) -> Resolution<Callable> {
        self.target_type(node).and_then(|wanted| {
            let function = self.function(&wanted);
            function.and_then(|function| {
                Resolution::or_unknown(function, || format!("`{wanted}` is no functional interface"))
            })
        })
    }

    /// The type of the parameter of a lambda whose name is at `span`.
    pub(super) fn type_of_lambda_parameter(&self, span: Span) -> Resolution<TypeRef> {
        let name = self.file.node(span);
        let lambda = name.and_then(|name| java::enclosing(name, &["lambda_expression"]));
        let Some(lambda) = lambda else { return Unknown("the lambda does not parse".to_owned()) };
        let holds = |node: &Node<'_>| java::span(*node).contains(span);
        let index = lambda_parameters(lambda).iter().position(holds).unwrap_or_default();
        self.function_wanted(lambda).and_then(|function| match function.parameters.get(index) {
            Some(parameter) => parameter.clone().whole(),
            None => Unknown(format!("`{}` takes other parameters", function.name)),
        })
    }

    /// Whether the function `node` fits the type `own` better than `other` (JLS 15.12.2.5).
    pub(super) fn is_more_specific_function(&self, node: Node<'_>, own: &TypeRef, other: &TypeRef) -> bool {
        let (Known(Some(own)), Known(Some(other))) = (self.function(own), self.function(other)) else {
            return false;
        };
        if other.result.is("void") {
            return true;
        }
        if own.result.is_primitive() == other.result.is_primitive() {
            return self.fit(&own.result, &other.result) == Fit::Strict;
        }
        let given = match node.kind() {
            "lambda_expression" => self.given_by_lambda(node),
            _ => self.given_by_reference(node, &own),
        };
        given.known().is_some_and(|given| given.is_primitive() == own.result.is_primitive())
    }

    /// What the lambda gives back.
    pub(super) fn given_by_lambda(&self, lambda: Node<'_>) -> Resolution<TypeRef> {
        let Some(body) = lambda.child_by_field_name("body") else {
            return Unknown("the lambda does not parse".to_owned());
        };
        if body.kind() != "block" {
            return self.type_of(body);
        }
        let values = returned_values(body).filter(|value| value.kind() != "null_literal");
        let types: Vec<_> = values.map(|value| self.type_of(value)).collect();
        match types.split_first() {
            None => Known(TypeRef::new("void")),
            Some((first, others)) if others.iter().all(|other| other == first) => first.clone(),
            Some(_) => Unknown("the lambda returns values of different types".to_owned()),
        }
    }

    /// What the method reference gives back to `function`, whose parameter types are known as far as they are.
    pub(super) fn given_by_reference(&self, node: Node<'_>, function: &Callable) -> Resolution<TypeRef> {
        self.referred(node, function).map(|method| method.result)
    }

    /// The method or constructor that the method reference at `node` means.
    pub fn referenced(&self, node: Node<'_>) -> Resolution<Callable> {
        self.function_wanted(node).and_then(|function| self.referred(node, &function))
    }

    /// The method that a method reference means where `function` is wanted.
    pub(super) fn referred(&self, node: Node<'_>, function: &Callable) -> Resolution<Callable> {
        let Some((object, name)) = reference_parts(node, self.file.text()) else {
            return Unknown("the method reference does not parse".to_owned());
        };
        let is_type = object.kind().ends_with("_type") || object.kind() == "type_identifier";
        let receiver = if is_type { self.type_of_node(object) } else { self.receiver_type(object) };
        receiver.and_then(|receiver| {
            let callables = match name {
                CONSTRUCTOR if receiver.dimensions > 0 => return Unknown("it makes an array".to_owned()),
                CONSTRUCTOR => self.constructors(&receiver, false),
                _ => self.callables(&receiver, name),
            };
            let bare: Vec<TypeRef> = function.parameters.clone();
            let found = self.chosen_for(&callables.found, &bare);
            let found = found.or_else(|| self.chosen_for(&callables.found, bare.get(1..)?));
            Resolution::or_unknown(found, || {
                callables.open.unwrap_or_else(|| format!("it is not sure which `{name}` is meant"))
            })
        })
    }

    /// The only one of `callables` that takes values of these types.
    fn chosen_for(&self, callables: &[Callable], types: &[TypeRef]) -> Option<Callable> {
        let fits = |one: &&Callable| {
            let pairs = one.parameters.iter().zip(types);
            one.takes(types.len())
                && pairs.into_iter().all(|(to, from)| self.fit_open(from, to, one) != Fit::No)
        };
        let mut fitting = callables.iter().filter(fits);
        let first = fitting.next()?;
        let rest: Vec<_> = fitting.collect();
        if rest.is_empty() {
            return Some(first.clone());
        }
        let exact = |one: &&Callable| one.parameters.iter().zip(types).all(|(to, from)| to == from);
        let mut exact = std::iter::once(first).chain(rest).filter(exact);
        exact.next().cloned()
    }
}

/// The parameters of a lambda, typed or not.
pub(super) fn lambda_parameters(lambda: Node<'_>) -> Vec<Node<'_>> {
    match lambda.child_by_field_name("parameters") {
        Some(only) if only.kind() == "identifier" => vec![only],
        Some(list) => java::children(list),
        None => Vec::new(),
    }
}

/// What stands before and behind the `::`.
pub(super) fn reference_parts<'t, 's>(node: Node<'t>, text: &'s str) -> Option<(Node<'t>, &'s str)> {
    let mut cursor = node.walk();
    let all: Vec<_> = node.children(&mut cursor).collect();
    Some((*all.first()?, java::text(*all.last()?, text)))
}

/// The values that `return` statements of the block give, but for those of lambdas and classes in it.
fn returned_values<'t>(block: Node<'t>) -> impl Iterator<Item = Node<'t>> {
    let own = move |node: &Node<'t>| {
        let around =
            java::enclosing(*node, &["lambda_expression", "method_declaration", "constructor_declaration"]);
        around.is_some_and(|around| around.child_by_field_name("body") == Some(block))
    };
    java::of_kind(block, "return_statement").filter(own).filter_map(|node| java::children(node).pop())
}

/// Whether a block without a value may reach its end: it does not if its last statement throws or loops for ever.
fn can_end(block: Node<'_>) -> bool {
    let last = java::children(block).pop();
    !last.is_some_and(|last| matches!(last.kind(), "throw_statement" | "while_statement"))
}

/// Whether an expression may stand as a statement.
fn is_statement_expression(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "method_invocation" | "object_creation_expression" | "assignment_expression" | "update_expression"
    )
}
