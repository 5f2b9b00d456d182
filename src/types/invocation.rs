//! Which methods or constructors a call can mean, and what it gives.

use std::sync::Arc;

use tree_sitter::Node;

use super::callable::{Callable, Callables};
use super::class::Class;
use super::resolution::Resolution::{self, Known, Unknown};
use super::{JavaScope, TypeRef};
use crate::syntax::java;

impl JavaScope<'_> {
    /// The method or constructor that the call at `node` means.
    ///
    /// Code is taken to compile: where one overload alone takes so many arguments, it is meant.
    pub fn invoked(&self, node: Node<'_>) -> Resolution<Callable> {
        self.candidates(node).and_then(|candidates| match candidates.as_slice() {
            [only] => Known(only.clone()),
            several => Unknown(format!(
                "the types of the arguments do not say which of {} methods `{}` is meant",
                several.len(),
                several[0].name
            )),
        })
    }

    /// What the call at `node` can mean, at least one: several when the types of the arguments do not tell them apart.
    pub fn candidates(&self, node: Node<'_>) -> Resolution<Arc<Vec<Callable>>> {
        self.ask_chain(node);
        self.remembered_candidates(node)
    }

    /// What the call or `new` at `node` gives.
    pub(super) fn returned(&self, node: Node<'_>) -> Resolution<TypeRef> {
        self.ask_chain(node);
        self.remembered_result(node)
    }

    /// Asks for the calls below `node` in its chain, the first one first: a chain may be too long for recursion.
    fn ask_chain(&self, node: Node<'_>) {
        let chain: Vec<_> = std::iter::successors(Some(node), |node| call_below(*node)).skip(1).collect();
        for call in chain.into_iter().rev() {
            // The answer is kept, and the next call asks for it.
            let _answer = self.remembered_result(call);
        }
    }

    fn remembered_candidates(&self, node: Node<'_>) -> Resolution<Arc<Vec<Callable>>> {
        self.project.memo.candidates.get_or(self, node, || self.looked_up(node).map(Arc::new))
    }

    fn remembered_result(&self, node: Node<'_>) -> Resolution<TypeRef> {
        self.project.memo.results.get_or(self, node, || self.result(node))
    }

    fn looked_up(&self, node: Node<'_>) -> Resolution<Vec<Callable>> {
        if self.is_too_deep() {
            return Unknown("the type of a call goes in a circle".to_owned());
        }
        let callables = self.named_by(node, self);
        let name = node.child_by_field_name("name").map_or("constructor", |name| self.file.text_of(name));
        callables.and_then(|Callables { found, open }| {
            let arguments = java::arguments(node);
            let taking: Vec<_> = found.into_iter().filter(|one| one.takes(arguments.len())).collect();
            let best = self.best(taking, &arguments);
            let why = || open.unwrap_or_else(|| format!("there is no such `{name}`"));
            Resolution::or_unknown((!best.is_empty()).then_some(best), why)
        })
    }

    /// What the call or `new` at `node` names; what it is called on has the type that it has in `written`.
    pub(super) fn named_by(&self, node: Node<'_>, written: &JavaScope<'_>) -> Resolution<Callables> {
        match node.kind() {
            "object_creation_expression" => self.constructors_of(node),
            "explicit_constructor_invocation" => self.constructors_before(node),
            _ => {
                let name = java::method_name(node, self.file.text());
                match java::receiver(node).map(|object| written.receiver_type(object)) {
                    Some(receiver) => receiver.map(|receiver| self.callables(&receiver, name)),
                    None => Known(self.callables_in_sight(node, name)),
                }
            }
        }
    }

    /// The methods called `name` of the innermost class around `at` that has any, else those that are imported.
    pub(super) fn callables_in_sight(&self, at: Node<'_>, name: &str) -> Callables {
        let mut open = None;
        for class in std::iter::successors(self.class_around(at), Class::outer) {
            let own = self.callables(&class.type_ref(), name);
            if !own.found.is_empty() {
                return own;
            }
            open = open.or(own.open);
        }
        let mut found = Vec::new();
        for owner in self.static_imports_of(name) {
            let own = self.callables(&TypeRef::new(owner), name);
            found.extend(own.found);
            open = open.or(own.open);
        }
        Callables { found, open }
    }

    fn constructors_of(&self, node: Node<'_>) -> Resolution<Callables> {
        let created = self.in_field(node, "type", |written| self.type_of_node(written));
        created.map(|created| self.constructors(&created, has_diamond(node)))
    }

    /// The constructors that `this(…)` or `super(…)` can mean.
    fn constructors_before(&self, node: Node<'_>) -> Resolution<Callables> {
        let Some(class) = self.class_around(node) else {
            return Unknown("the constructor stands in no class".to_owned());
        };
        let is_own = node.child_by_field_name("constructor").is_some_and(|word| word.kind() == "this");
        let called = if is_own {
            Some(Known(class.type_ref()))
        } else {
            self.direct_supertypes(&class).into_iter().next()
        };
        let called = called.filter(|_| is_own || class.declared().superclass.is_some());
        let called = called.unwrap_or_else(|| Known(TypeRef::new("java.lang.Object")));
        called.map(|called| self.constructors(&called, false))
    }

    fn result(&self, node: Node<'_>) -> Resolution<TypeRef> {
        let candidates = self.remembered_candidates(node);
        let found = candidates.and_then(|candidates| self.result_of(node, &candidates));
        found.or_else(
            |why| if self.is_text(node) { Known(TypeRef::new("java.lang.String")) } else { Unknown(why) },
        )
    }

    /// Whether the call is one of `toString`, which gives the same of every object.
    fn is_text(&self, call: Node<'_>) -> bool {
        let is_bare = java::receiver(call).is_some() && java::arguments(call).is_empty();
        is_bare && java::method_name(call, self.file.text()) == "toString"
    }

    fn result_of(&self, node: Node<'_>, candidates: &[Callable]) -> Resolution<TypeRef> {
        let results: Vec<_> = candidates.iter().map(|one| self.inferred_result(node, one)).collect();
        let (first, others) = results.split_first().expect("there is at least one candidate");
        if others.iter().all(|other| other == first) {
            return first.clone();
        }
        let same_class = |other: &Resolution<TypeRef>| match (first, other) {
            (Known(first), Known(other)) => first.name == other.name && first.dimensions == other.dimensions,
            _ => false,
        };
        match first {
            Known(first) if others.iter().all(same_class) => {
                let arguments = vec![TypeRef::new(TypeRef::UNKNOWN); first.arguments.len()];
                Known(TypeRef { arguments, ..first.clone() })
            }
            _ => Unknown(format!("the methods called `{}` return different types", candidates[0].name)),
        }
    }
}

/// The call whose result `call` is made on.
fn call_below(call: Node<'_>) -> Option<Node<'_>> {
    java::receiver(call).map(java::unparenthesized).filter(|object| object.kind() == "method_invocation")
}

/// Whether the `new` at `node` leaves its type arguments open.
pub(super) fn has_diamond(node: Node<'_>) -> bool {
    let list = node.child_by_field_name("type").and_then(|written| java::child(written, "type_arguments"));
    list.is_some_and(|list| java::children(list).is_empty())
}
