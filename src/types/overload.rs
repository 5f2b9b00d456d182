//! The overload that fits the arguments of a call best (JLS 15.12.2), as far as types are known.

use tree_sitter::Node;

use super::callable::{Callable, Callables};
use super::conversion::Fit;
use super::resolution::Resolution::{self, Known, Unknown};
use super::{JavaScope, TypeRef};
use crate::syntax::java;

/// How well an overload takes the arguments; the smaller the better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// Whether the last arguments go into an array that the compiler makes.
    is_spread: bool,
    fit: Fit,
}

/// An argument with its type, if that does not depend on the overload.
struct Argument<'t> {
    node: Node<'t>,
    found: Resolution<TypeRef>,
}

/// Whether the type of the expression depends on where it stands.
pub(super) fn is_function(node: Node<'_>) -> bool {
    matches!(node.kind(), "lambda_expression" | "method_reference")
}

impl Callable {
    /// The type of the parameter that the argument at `index` goes to.
    pub(super) fn parameter_at(&self, index: usize, is_spread: bool) -> Option<TypeRef> {
        let last = self.parameters.len().checked_sub(1)?;
        let parameter = self.parameters.get(index.min(last))?;
        let is_element = is_spread && index >= last;
        let dimensions = parameter.dimensions.saturating_sub(usize::from(is_element));
        Some(TypeRef { dimensions, ..parameter.clone() })
    }

    /// `of` with each own type parameter replaced by its bound.
    pub(super) fn bounded(&self, of: &TypeRef) -> TypeRef {
        of.substitute(&|name| {
            let (_, bound) = self.type_parameters.iter().find(|(parameter, _)| parameter.name == name)?;
            // A bound may speak of the parameter itself; its class is enough.
            let bound = bound.as_ref().filter(|bound| !bound.is_parameter());
            Some(TypeRef::new(bound.map_or("java.lang.Object", |bound| bound.name.as_str())))
        })
    }
}

impl JavaScope<'_> {
    /// Those of `taking`, which take so many arguments, that the arguments fit best; several where that is open.
    pub(super) fn best(&self, taking: Vec<Callable>, arguments: &[Node<'_>]) -> Vec<Callable> {
        if taking.len() < 2 {
            return taking;
        }
        let arguments = self.typed(arguments);
        let ranked = taking.into_iter().map(|one| (self.rank(&one, &arguments), one));
        let ranked: Vec<_> = ranked.filter(|(rank, _)| rank.fit != Fit::No).collect();
        let best = ranked.iter().map(|(rank, _)| *rank).filter(|rank| rank.fit < Fit::Maybe).min();
        let Some(best) = best else { return ranked.into_iter().map(|(_, one)| one).collect() };
        let may_be_better = |rank: Rank| rank.fit == Fit::Maybe && rank.is_spread <= best.is_spread;
        let is_open = ranked.iter().any(|(rank, _)| may_be_better(*rank));
        let kept = ranked.into_iter().filter(|(rank, _)| *rank == best || may_be_better(*rank));
        let kept: Vec<_> = kept.map(|(_, one)| one).collect();
        if is_open { kept } else { self.most_specific(kept, &arguments) }
    }

    /// Whether the releases of this scope have something that the call or `new` at `node` can mean.
    ///
    /// What it is called on and its arguments have the types that they have in `written`.
    pub fn takes_call(&self, node: Node<'_>, written: &JavaScope<'_>) -> Resolution<bool> {
        let arguments = java::arguments(node);
        self.named_by(node, written).and_then(|Callables { found, open }| {
            let typed = written.typed(&arguments);
            let hides = |one: &Callable| one.library().is_some_and(|(_, member)| member.is("protected"));
            let may_be_hidden = is_from_outside(node);
            let visible = found.iter().filter(|one| !(may_be_hidden && hides(one)));
            let taking = visible.filter(|one| one.takes(arguments.len()));
            match (taking.map(|one| self.rank(one, &typed).fit).min(), open) {
                (None | Some(Fit::No), None) => Known(false),
                (None | Some(Fit::No), Some(why)) => Unknown(why),
                (Some(Fit::Strict | Fit::Loose), _) => Known(true),
                (Some(Fit::Maybe), _) => Unknown("the types of the arguments are not known".to_owned()),
            }
        })
    }

    fn typed<'t>(&self, arguments: &[Node<'t>]) -> Vec<Argument<'t>> {
        let typed = arguments.iter().map(|node| {
            let node = java::unparenthesized(*node);
            let found = if is_function(node) { Unknown(String::new()) } else { self.type_of(node) };
            Argument { node, found }
        });
        typed.collect()
    }

    fn rank(&self, one: &Callable, arguments: &[Argument<'_>]) -> Rank {
        let fit = |is_spread| {
            let fits = arguments.iter().enumerate().map(|(index, argument)| {
                let parameter = one.parameter_at(index, is_spread);
                parameter.map_or(Fit::No, |parameter| self.fit_argument(argument, &parameter, one))
            });
            fits.max().unwrap_or(Fit::Strict)
        };
        let fixed = Rank { is_spread: false, fit: fit(false) };
        if one.parameters.len() == arguments.len() && fixed.fit != Fit::No {
            return fixed;
        }
        Rank { is_spread: true, fit: if one.is_variadic { fit(true) } else { Fit::No } }
    }

    fn fit_argument(&self, argument: &Argument<'_>, to: &TypeRef, one: &Callable) -> Fit {
        match (argument.node.kind(), &argument.found) {
            ("lambda_expression" | "method_reference", _) => self.fit_function(argument.node, to),
            ("null_literal", _) if to.is_primitive() => Fit::No,
            ("null_literal", _) => Fit::Strict,
            (_, Known(from)) => self.fit_open(from, to, one),
            (_, Unknown(_)) => Fit::Maybe,
        }
    }

    /// How a value of type `from` goes to a parameter of `one` whose type parameters are still open.
    pub(super) fn fit_open(&self, from: &TypeRef, to: &TypeRef, one: &Callable) -> Fit {
        self.fit(from, &one.bounded(to))
    }

    /// Those of `callables` that no other one is more specific than.
    fn most_specific(&self, callables: Vec<Callable>, arguments: &[Argument<'_>]) -> Vec<Callable> {
        let beats_all =
            |one: &&Callable| callables.iter().all(|other| self.is_as_specific(one, other, arguments));
        let best: Vec<_> = callables.iter().filter(beats_all).cloned().collect();
        // The release that has the class decides between forms of one method.
        if best.len() == 1 { best } else { callables }
    }

    fn is_as_specific(&self, one: &Callable, other: &Callable, arguments: &[Argument<'_>]) -> bool {
        let is_spread =
            |callable: &Callable| callable.is_variadic && callable.parameters.len() != arguments.len();
        arguments.iter().enumerate().all(|(index, argument)| {
            let parameters =
                one.parameter_at(index, is_spread(one)).zip(other.parameter_at(index, is_spread(other)));
            let Some((own, others)) = parameters else { return true };
            let (own, others) = (one.bounded(&own), other.bounded(&others));
            if own == others
                || !own.is_primitive() && !others.is_primitive() && self.fit(&own, &others) == Fit::Strict
            {
                return true;
            }
            if own.is_primitive() && others.is_primitive() {
                return self.fit(&own, &others) == Fit::Strict;
            }
            is_function(argument.node) && self.is_more_specific_function(argument.node, &own, &others)
        })
    }
}

/// Whether what the call or `new` at `node` means must be visible for other classes than subclasses.
fn is_from_outside(node: Node<'_>) -> bool {
    match node.kind() {
        "object_creation_expression" => java::child(node, "class_body").is_none(),
        "method_invocation" => {
            java::receiver(node).is_some_and(|object| !matches!(object.kind(), "this" | "super"))
        }
        _ => false,
    }
}
