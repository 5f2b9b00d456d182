//! Which classes have the method from one of the owners, and which methods override each other.

use std::sync::Arc;

use tree_sitter::Node;

use super::{Row, one_line, simple};
use crate::syntax::java;
use crate::types::Resolution::{self, Known, Unknown};
use crate::types::{Class, JavaScope, Project, ProjectMethod};
use crate::view::java::Method;

/// How many classes may stand between a class and an owner; code that compiles needs fewer.
const DEEPEST: u8 = 24;

/// The classes of a project, seen by a row.
#[derive(Clone, Copy)]
pub(super) struct Kin<'s> {
    pub(super) row: &'s Row,
    pub(super) project: &'s Project,
}

/// What the method is called on.
pub(super) enum Receiver {
    /// A type of the library.
    Library,
    /// A class of the project.
    Project(Class),
}

impl Kin<'_> {
    /// Whether `class` is a subtype of an owner.
    pub(super) fn is_kin(&self, class: &Class) -> Resolution<bool> {
        self.is_kin_within(class, DEEPEST)
    }

    fn is_kin_within(&self, class: &Class, depth: u8) -> Resolution<bool> {
        let scope = JavaScope::new(self.project, &class.file);
        let mut unknown = None;
        for (span, supertype) in class.declared().supertypes().zip(scope.direct_supertypes(class)) {
            let is_owner = match supertype {
                Known(supertype) => match scope.class(&supertype.name).filter(|_| depth > 0) {
                    Some(parent) => self.is_kin_within(&parent, depth - 1),
                    None => self.is_owner(&supertype.name),
                },
                Unknown(why) => match class.file.node(span) {
                    Some(node) if self.means_owner(&scope, node) => Known(true),
                    _ => Unknown(why),
                },
            };
            match is_owner {
                Known(true) => return Known(true),
                Known(false) => {}
                Unknown(why) => unknown = unknown.or(Some(why)),
            }
        }
        unknown.map_or(Known(false), Unknown)
    }

    /// Whether the type `name`, which the repository does not declare, is an owner.
    fn is_owner(&self, name: &str) -> Resolution<bool> {
        if name.starts_with("java.") {
            return Known(false);
        }
        let is_owner = self.row.owners.iter().any(|owner| owner == name);
        Resolution::or_unknown(is_owner.then_some(true), || {
            format!("`{}` is not in this repository", simple(name))
        })
    }

    fn means_owner(&self, scope: &JavaScope<'_>, node: Node<'_>) -> bool {
        self.row.owners.iter().any(|owner| scope.means_type(node, owner).is(&true))
    }

    /// The method with the old parameter that `class` itself declares.
    pub(super) fn method(&self, class: &Class) -> Option<ProjectMethod> {
        let index = self.index_of(class, &self.row.from)?;
        Some(ProjectMethod { class: class.clone(), index, owner: class.type_ref() })
    }

    /// The index of the method of `class` that takes one `wanted`.
    fn index_of(&self, class: &Class, wanted: &str) -> Option<usize> {
        let scope = JavaScope::new(self.project, &class.file);
        let takes_it = |method: &Method| match method.parameters.as_slice() {
            [only] if method.name == self.row.method && !only.is_variadic && only.dimensions == 0 => {
                let written = class.file.node(only.type_span);
                written.is_some_and(|written| scope.means_type(written, wanted).is(&true))
            }
            _ => false,
        };
        class.declared().methods.iter().position(takes_it)
    }

    /// Whether `class` itself declares the method as it is now.
    pub(super) fn has_new(&self, class: &Class) -> bool {
        let takes_nothing = |method: &Method| method.name == self.row.method && method.parameters.is_empty();
        match &self.row.to {
            Some(to) => self.index_of(class, to).is_some(),
            None => class.declared().methods.iter().any(takes_nothing),
        }
    }

    /// The methods of the project that a call on `class` can mean: its own, or those that it inherits.
    pub(super) fn nearest(&self, class: &Class) -> Vec<ProjectMethod> {
        self.method(class).map_or_else(|| self.overridden(class), |own| vec![own])
    }

    /// The methods of the project that a method of `class` overrides.
    pub(super) fn overridden(&self, class: &Class) -> Vec<ProjectMethod> {
        self.reached(class, |class| self.parents(class))
    }

    /// Whether the project itself introduces the method of `class`: there or above, it stands without `@Override`.
    pub(super) fn is_introduced(&self, class: &Class) -> bool {
        let own = self.method(class).into_iter().chain(self.overridden(class));
        own.into_iter().any(|method| method.declared().modifiers.override_annotation().is_none())
    }

    /// The methods of the project that override a method of `class`.
    pub(super) fn overriding(&self, class: &Class) -> Vec<ProjectMethod> {
        self.reached(class, |class| self.children(class))
    }

    /// The methods of all classes that `step` leads to, without that of `class`.
    fn reached(&self, class: &Class, step: impl Fn(&Class) -> Vec<Class>) -> Vec<ProjectMethod> {
        let mut reached: Vec<Class> = Vec::new();
        let mut next = step(class);
        while let Some(class) = next.pop() {
            if !reached.iter().any(|known| is_same(known, &class)) {
                next.extend(step(&class));
                reached.push(class);
            }
        }
        reached.iter().filter_map(|class| self.method(class)).collect()
    }

    fn parents(&self, class: &Class) -> Vec<Class> {
        let scope = JavaScope::new(self.project, &class.file);
        let supertypes = scope.direct_supertypes(class).into_iter().filter_map(Resolution::known);
        supertypes.filter_map(|supertype| scope.class(&supertype.name)).collect()
    }

    fn children(&self, class: &Class) -> Vec<Class> {
        let name = &class.declared().name;
        if name.is_empty() {
            return Vec::new();
        }
        let classes = self.project.java_files_with(name).flat_map(|file| {
            (0..file.types.len()).map(move |index| Class { file: Arc::clone(&file), index })
        });
        let is_child = |other: &Class| self.parents(other).iter().any(|parent| is_same(parent, class));
        classes.filter(is_child).collect()
    }

    /// What the method is called on in `call`; known to be `None` when it is no subtype of an owner.
    pub(super) fn receiver(&self, scope: &JavaScope<'_>, call: Node<'_>) -> Resolution<Option<Receiver>> {
        let object = java::receiver(call).map(java::unparenthesized);
        let Some(object) = object.filter(|object| !matches!(object.kind(), "this" | "super")) else {
            let class = scope.class_around(call);
            return class.map_or(Known(None), |class| match self.is_kin(&class) {
                Known(true) => Known(Some(Receiver::Project(class))),
                Known(false) | Unknown(_) => Known(None),
            });
        };
        match scope.receiver_type(object) {
            Known(found) if found.dimensions > 0 => Known(None),
            Known(found) => match scope.class(&found.name) {
                Some(class) => match self.is_kin(&class) {
                    Unknown(_) if self.is_introduced(&class) => Known(None),
                    is_kin => is_kin.map(|is_kin| is_kin.then_some(Receiver::Project(class))),
                },
                None => self.is_owner(&found.name).map(|is_owner| is_owner.then_some(Receiver::Library)),
            },
            Unknown(why) => {
                let has_type = |owner: &String| scope.has_type(object, owner).is(&true);
                let library = self.row.owners.iter().any(has_type).then_some(Some(Receiver::Library));
                Resolution::or_unknown(library, || {
                    format!("what `{}` is, is not known: {why}", one_line(scope.file, object))
                })
            }
        }
    }
}

fn is_same(one: &Class, other: &Class) -> bool {
    one.index == other.index && one.file.path == other.file.path
}
