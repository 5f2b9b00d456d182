//! What classes of Flink give to the classes of the project that extend them.

use tree_sitter::Node;

use super::JavaScope;
use super::class::Class;
use super::resolution::Resolution;
use crate::flink::{Api, ClassFacts};
use crate::syntax::java;

impl JavaScope<'_> {
    /// The full name of the nested type `name` that `class` inherits from a class of Flink, whatever the release.
    pub(super) fn inherited_library_type(&self, class: &Class, name: &str) -> Option<String> {
        if self.is_too_deep() {
            return None;
        }
        let scope = self.within(&class.file);
        let supertypes = scope.direct_supertypes(class).into_iter().filter_map(Resolution::known);
        supertypes.into_iter().find_map(|supertype| match scope.class(&supertype.name) {
            Some(own) => scope.inherited_library_type(&own, name),
            None => library_member_type(&supertype.name, name),
        })
    }

    /// Whether the class around the nested type `name` is known, and has no such type.
    pub(super) fn is_no_member_type(&self, name: &str) -> bool {
        let is_known = |name: &str| self.class(name).is_some() || Api.class(name).is_some();
        let outer = name.rsplit_once('.').filter(|(outer, _)| is_known(outer));
        outer.is_some_and(|(outer, _)| !is_known(name) && !self.lacks_members(outer))
    }

    /// Whether the tables leave members of the class out, so that it may have more types.
    pub(super) fn lacks_members(&self, name: &str) -> bool {
        self.class(name).is_none() && Api.class(name).is_some_and(|class| class.is("unlisted"))
    }
}

/// The full name of the nested type `name` of the class of Flink `owner`, own or inherited.
fn library_member_type(owner: &str, name: &str) -> Option<String> {
    let owner = Api.class(owner)?;
    let own = Api.nameable(&format!("{}.{name}", owner.name()));
    own.map(|class| class.name().to_owned())
        .or_else(|| owner.supertypes().find_map(|supertype| library_member_type(supertype.erased(), name)))
}

/// The classes of Flink on which a member is looked up.
#[derive(Clone, Debug, Default)]
pub struct LibraryTypes {
    /// The class of the receiver, or those that the project's class extends.
    pub classes: Vec<ClassFacts>,
    /// Whether the member can come from nowhere else.
    pub is_complete: bool,
}

impl JavaScope<'_> {
    /// Where the call `call` finds its method, if not in the project.
    pub fn library_receiver(&self, call: Node<'_>) -> LibraryTypes {
        if self.called(call).known().is_some_and(|methods| !methods.is_empty()) {
            return LibraryTypes::default();
        }
        match java::receiver(call) {
            Some(object) => self.library_types_of(object),
            None => self.library_types_around(call),
        }
    }

    /// The innermost class around `call` that inherits a method of that name from Flink.
    fn library_types_around(&self, call: Node<'_>) -> LibraryTypes {
        let name = java::method_name(call, self.file.text());
        let around = std::iter::successors(self.class_around(call), Class::outer);
        let known = around.map(|class| self.library_supertypes(&class));
        let has_it = |types: &LibraryTypes| types.classes.iter().any(|class| class.declares(name));
        known.into_iter().find(|types| !types.is_complete || has_it(types)).unwrap_or_default()
    }

    /// The classes of Flink that `class` extends, through those of the project.
    pub fn library_supertypes(&self, class: &Class) -> LibraryTypes {
        let mut types = LibraryTypes { classes: Vec::new(), is_complete: !self.is_too_deep() };
        if !types.is_complete {
            return types;
        }
        let scope = self.within(&class.file);
        for supertype in scope.direct_supertypes(class) {
            let inherited = match supertype {
                Resolution::Known(supertype) => scope.library_types(&supertype.name),
                Resolution::Unknown(_) => LibraryTypes::default(),
            };
            types.is_complete &= inherited.is_complete;
            types.classes.extend(inherited.classes);
        }
        types
    }

    fn library_types(&self, name: &str) -> LibraryTypes {
        if let Some(own) = self.class(name) {
            return self.library_supertypes(&own);
        }
        let classes: Vec<_> = Api.class(name).into_iter().collect();
        let is_known = !classes.is_empty() || matches!(name, "java.lang.Object" | "java.io.Serializable");
        LibraryTypes { classes, is_complete: is_known }
    }

    /// The classes of Flink that the expression or class name `object` stands for.
    fn library_types_of(&self, object: Node<'_>) -> LibraryTypes {
        match self.receiver_type(object) {
            Resolution::Known(found) if found.dimensions == 0 => self.library_types(&found.name),
            Resolution::Known(_) | Resolution::Unknown(_) => LibraryTypes::default(),
        }
    }
}
