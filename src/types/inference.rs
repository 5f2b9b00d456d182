//! What the type parameters of a generic method stand for in a call (JLS 18, simplified).

use tree_sitter::Node;

use super::callable::Callable;
use super::conversion::Fit;
use super::function::lambda_parameters;
use super::overload::is_function;
use super::resolution::Resolution::{self, Known, Unknown};
use super::{JavaScope, TypeRef};
use crate::syntax::java;

/// What the own type parameters of a method are known to stand for.
struct Bindings<'c> {
    callable: &'c Callable,
    values: Vec<Option<TypeRef>>,
}

impl Bindings<'_> {
    /// `of` with the values put in; what is open is [`TypeRef::UNKNOWN`].
    fn put_in(&self, of: &TypeRef) -> TypeRef {
        of.substitute(&|name| {
            let index = self.index_of(name)?;
            Some(self.values[index].clone().unwrap_or_else(|| TypeRef::new(TypeRef::UNKNOWN)))
        })
    }

    /// `of` with the values put in; what is open stays a type parameter.
    fn put_in_known(&self, of: &TypeRef) -> TypeRef {
        of.substitute(&|name| self.values[self.index_of(name)?].clone())
    }

    fn index_of(&self, name: &str) -> Option<usize> {
        self.callable.type_parameters.iter().position(|(parameter, _)| parameter.name == name)
    }
}

impl JavaScope<'_> {
    /// What the call at `node` gives when it means `callable`.
    pub(super) fn inferred_result(&self, node: Node<'_>, callable: &Callable) -> Resolution<TypeRef> {
        if callable.name == "getClass" && callable.parameters.is_empty() {
            let receiver = java::receiver(node).map(|object| self.receiver_type(object));
            let argument =
                receiver.and_then(Resolution::known).unwrap_or_else(|| TypeRef::new(TypeRef::UNKNOWN));
            return Known(TypeRef { arguments: vec![argument], ..TypeRef::new("java.lang.Class") });
        }
        if callable.name == "clone" && callable.owner.dimensions > 0 {
            return Known(callable.owner.clone());
        }
        if callable.type_parameters.is_empty() {
            return whole_result(callable, callable.result.clone());
        }
        let bindings = self.bindings(node, callable, true);
        let result = bindings.put_in(&callable.result);
        whole_result(callable, result)
    }

    /// The type that the argument `argument` of the call at `node` has to have, as far as other arguments tell.
    pub(super) fn wanted_argument(&self, node: Node<'_>, argument: Node<'_>) -> Resolution<TypeRef> {
        let arguments = java::arguments(node);
        let Some(index) = arguments.iter().position(|other| *other == argument) else {
            return Unknown("it is no argument".to_owned());
        };
        self.candidates(node).and_then(|candidates| {
            let wanted = candidates.iter().filter_map(|one| {
                let is_spread = one.is_variadic && one.parameters.len() != arguments.len();
                let parameter = one.parameter_at(index, is_spread)?;
                Some(self.bindings(node, one, false).put_in(&parameter))
            });
            let wanted: Vec<_> = wanted.collect();
            match wanted.split_first() {
                Some((first, others)) if others.iter().all(|other| other == first) => Known(first.clone()),
                _ => Unknown(format!("it is not sure which `{}` is called", candidates[0].name)),
            }
        })
    }

    /// What the arguments say; functions, whose own types depend on the others, only where `with_functions`.
    fn bindings<'c>(&self, node: Node<'_>, callable: &'c Callable, with_functions: bool) -> Bindings<'c> {
        let mut bindings = Bindings { callable, values: vec![None; callable.type_parameters.len()] };
        if callable.type_parameters.is_empty() {
            return bindings;
        }
        if let Some(written) = self.written_arguments(node).filter(|list| list.len() == bindings.values.len())
        {
            bindings.values = written.into_iter().map(Some).collect();
            return bindings;
        }
        let arguments: Vec<_> = java::arguments(node).into_iter().map(java::unparenthesized).collect();
        let is_spread = self.is_spread(callable, &arguments);
        for (index, argument) in arguments.iter().enumerate().filter(|(_, argument)| !is_function(**argument))
        {
            let parameter = callable.parameter_at(index, is_spread);
            if let (Some(parameter), Known(found)) = (parameter, self.type_of(*argument)) {
                self.bind(&mut bindings, &parameter, &found);
            }
        }
        let functions = arguments.iter().enumerate().filter(|(_, argument)| is_function(**argument));
        for (index, argument) in functions.filter(|_| with_functions) {
            if let Some(parameter) = callable.parameter_at(index, is_spread) {
                self.bind_function(&mut bindings, &parameter, *argument);
            }
        }
        bindings
    }

    fn written_arguments(&self, node: Node<'_>) -> Option<Vec<TypeRef>> {
        let list = node.child_by_field_name("type_arguments")?;
        let read = |node| self.type_of_node(node).known().unwrap_or_else(|| TypeRef::new(TypeRef::UNKNOWN));
        Some(java::children(list).into_iter().map(read).collect())
    }

    /// Whether the last arguments go into an array that the compiler makes.
    fn is_spread(&self, callable: &Callable, arguments: &[Node<'_>]) -> bool {
        if !callable.is_variadic || callable.parameters.len() != arguments.len() {
            return callable.is_variadic;
        }
        let last = arguments.last().map(|last| self.type_of(*last));
        !matches!(last, Some(Known(last)) if last.dimensions > 0)
    }

    fn bind_function(&self, bindings: &mut Bindings<'_>, parameter: &TypeRef, argument: Node<'_>) {
        let wanted = bindings.put_in_known(parameter);
        let Known(Some(function)) = self.function(&wanted) else { return };
        let given = if argument.kind() == "lambda_expression" {
            self.bind_written_parameters(bindings, &function, argument);
            self.given_by_lambda(argument)
        } else {
            let parameters = function.parameters.iter().map(|one| bindings.put_in(one)).collect();
            self.given_by_reference(argument, &Callable { parameters, ..function.clone() })
        };
        if let Known(given) = given {
            self.bind(bindings, &function.result, &given);
        }
    }

    /// What the types say that a lambda writes before its parameters.
    fn bind_written_parameters(&self, bindings: &mut Bindings<'_>, function: &Callable, lambda: Node<'_>) {
        for (own, parameter) in lambda_parameters(lambda).into_iter().zip(&function.parameters) {
            let written = own
                .child_by_field_name("type")
                .filter(|written| !self.file.is_inferred(java::span(*written)));
            if let Some(Known(found)) = written.map(|written| self.type_of_node(written)) {
                self.bind(bindings, parameter, &found);
            }
        }
    }

    /// Lets the type parameters in `pattern` stand for what is at their place in `found`.
    fn bind(&self, bindings: &mut Bindings<'_>, pattern: &TypeRef, found: &TypeRef) {
        if found.name == TypeRef::UNKNOWN || found.is("void") {
            return;
        }
        if let Some(index) = bindings.index_of(&pattern.name) {
            if let Some(dimensions) = found.dimensions.checked_sub(pattern.dimensions) {
                let value = TypeRef { dimensions, ..found.clone() }.boxed();
                bindings.values[index] = Some(match bindings.values[index].take() {
                    Some(known) => self.common(known, value),
                    None => value,
                });
            }
            return;
        }
        if pattern.arguments.is_empty() || pattern.dimensions != found.dimensions {
            return;
        }
        let element = TypeRef { dimensions: 0, ..found.clone() };
        if let Known(Some(seen)) = self.as_supertype(&element, &pattern.name) {
            for (pattern, found) in pattern.arguments.iter().zip(&seen.arguments) {
                self.bind(bindings, pattern, found);
            }
        }
    }

    /// The one of both types that the other is a subtype of.
    pub(super) fn common(&self, one: TypeRef, two: TypeRef) -> TypeRef {
        if one == two || self.fit(&two, &one) == Fit::Strict {
            return one;
        }
        if self.fit(&one, &two) == Fit::Strict { two } else { TypeRef::new(TypeRef::UNKNOWN) }
    }
}

/// The result, unless it is itself not known.
fn whole_result(callable: &Callable, result: TypeRef) -> Resolution<TypeRef> {
    if result.name != TypeRef::UNKNOWN {
        return Known(result);
    }
    Unknown(format!("what `{}` returns depends on how it is called", callable.name))
}
