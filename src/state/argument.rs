//! The type that an argument of a descriptor names: a class, a hint, or type information that is made.

use std::collections::BTreeSet;

use tree_sitter::Node;

use super::judge::{Era, told};
use super::kept::Asked;
use super::serializer::{Part, Serializer};
use crate::syntax::java;
use crate::types::TypeRef;

/// Longer ways through variables are not followed.
const FARTHEST: usize = 4;

/// A type, and what serializes it.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    /// The type as people write it.
    pub(super) of: String,
    /// What serializes it in Flink 1.
    pub(super) before: Serializer,
    /// What serializes it in Flink 2.
    pub(super) after: Serializer,
    /// The classes that its values are made of, by their full names.
    pub(super) classes: BTreeSet<String>,
}

impl Typed {
    fn both(of: impl Into<String>, serializer: Serializer) -> Self {
        let classes = BTreeSet::new();
        Self { of: of.into(), before: serializer.clone(), after: serializer, classes }
    }
}

impl Asked<'_> {
    /// What `node` says of a type; none where it is no type but a function.
    pub(super) fn typed(&self, node: Node<'_>, far: usize) -> Option<Typed> {
        let node = java::unparenthesized(node);
        let text = self.scope.file.text_of(node);
        match node.kind() {
            "class_literal" => {
                let written = java::children(node).into_iter().next()?;
                let found = self.scope.type_of_node(written).known();
                Some(found.map_or_else(|| Self::unread(text), |found| self.judged(&found)))
            }
            "object_creation_expression" => self.made(node),
            "method_invocation" => Some(self.given(node, far)),
            "field_access" | "identifier" => self.named(node, far),
            kind if kind.ends_with("_literal") || matches!(kind, "true" | "false") => None,
            "lambda_expression" | "method_reference" => None,
            _ => self.is_type(node).then(|| Self::unread(text)),
        }
    }

    pub(super) fn judged(&self, found: &TypeRef) -> Typed {
        let serializer = |era| self.judge(era).serializer(found);
        let mut classes = BTreeSet::new();
        self.judge(self.era).names(found, &mut classes);
        Typed { of: told(found), before: serializer(self.era), after: serializer(Era::Two), classes }
    }

    fn unread(text: &str) -> Typed {
        let why = format!("`{}` is made where it cannot be read.", text.lines().next().unwrap_or_default());
        Typed::both("?", Serializer::Unknown(why))
    }

    /// A hint; every other object may be a function.
    fn made(&self, node: Node<'_>) -> Option<Typed> {
        let written = node.child_by_field_name("type")?;
        if self.scope.means_type(written, &self.places.hint).is(&true) {
            let hinted = self.scope.type_of_node(written).known()?.arguments.into_iter().next()?;
            return Some(self.judged(&hinted));
        }
        let made = self.scope.type_of_node(written).known()?;
        if made.name == self.places.factories.kryo_class {
            let of = java::arguments(node).first().and_then(|first| self.typed(*first, 0))?;
            return Some(Typed { classes: of.classes, ..Typed::both(of.of, Serializer::Kryo(None)) });
        }
        let is_type = |name: &str| made.name.ends_with(name);
        let says = is_type("TypeInfo") || is_type("TypeInformation") || is_type("Serializer");
        says.then(|| Self::unread(self.scope.file.text_of(node)))
    }

    /// What a call gives: `Types.LIST(…)`, `TypeInformation.of(…)`, `hint.getTypeInfo()`.
    fn given(&self, call: Node<'_>, far: usize) -> Typed {
        let text = self.scope.file.text_of(call);
        let (name, arguments) = (java::method_name(call, self.scope.file.text()), java::arguments(call));
        let owner = java::receiver(call)
            .and_then(|node| self.scope.named_type(node))
            .and_then(crate::types::Resolution::known);
        let first = || arguments.first().and_then(|node| self.typed(*node, far));
        let read = match owner.as_deref() {
            Some(owner) if owner == self.places.type_information => first(),
            Some(owner) if owner == self.places.factories.owner => self.factory(name, &arguments, far),
            Some(_) => None,
            None => {
                java::receiver(call).filter(|_| name == "getTypeInfo").and_then(|node| self.typed(node, far))
            }
        };
        read.unwrap_or_else(|| Self::unread(text))
    }

    fn factory(&self, name: &str, arguments: &[Node<'_>], far: usize) -> Option<Typed> {
        let factories = &self.places.factories;
        let types = || arguments.iter().filter_map(|node| self.typed(*node, far)).collect::<Vec<_>>();
        if factories.same.iter().any(|known| known == name) {
            return types().into_iter().next();
        }
        if factories.kryo.iter().any(|known| known == name) {
            let one = types().into_iter().next()?;
            return Some(Typed { classes: one.classes, ..Typed::both(one.of, Serializer::Kryo(None)) });
        }
        let word = factories.parts.get(name)?;
        let types = types();
        let parts = |pick: &dyn Fn(&Typed) -> Serializer| {
            let part = |(index, typed): (usize, &Typed)| {
                let (name, of) = (format!("f{index}"), typed.of.clone());
                Part { place: format!("{word}.{name}"), name, of, serializer: pick(typed) }
            };
            Serializer::Parts(word.clone(), types.iter().enumerate().map(part).collect())
        };
        let of = types.iter().map(|one| one.of.clone()).collect::<Vec<_>>().join(", ");
        let (before, after) = (parts(&|typed| typed.before.clone()), parts(&|typed| typed.after.clone()));
        let classes = types.into_iter().flat_map(|one| one.classes).collect();
        Some(Typed { of: format!("{name}({of})"), before, after, classes })
    }

    /// A constant of Flink, or a variable that is set once.
    fn named(&self, node: Node<'_>, far: usize) -> Option<Typed> {
        let text = self.scope.file.text_of(node);
        let factories = &self.places.factories;
        let constant = self.scope.constant_name(node).known();
        if constant.is_some_and(|name| factories.is_fixed(&name)) {
            return Some(Typed::both(text, Serializer::Fixed("basic".to_owned())));
        }
        let declaration = self.scope.declaration(node).known();
        let here = declaration.filter(|one| one.file.path == self.scope.file.path && far < FARTHEST);
        let initializer = here.and_then(|one| one.initializer).and_then(|span| self.scope.file.node(span));
        let set = initializer.and_then(|node| self.typed(node, far + 1));
        self.is_type(node).then(|| set.unwrap_or_else(|| Self::unread(text)))
    }

    /// Whether the value of `node` may say a type.
    fn is_type(&self, node: Node<'_>) -> bool {
        let says = ["TypeInformation", "TypeHint", "Serializer", "TypeInfo", "java.lang.Class"];
        self.scope.type_of(node).known().is_none_or(|of| says.iter().any(|end| of.name.ends_with(end)))
    }
}
