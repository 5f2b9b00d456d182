//! Members that are reached by name: fields of libraries, elements of what is iterated, methods in sight.

use tree_sitter::Node;

use super::callable::{Origin, seen_from};
use super::class::ProjectMethod;
use super::notation::Owners;
use super::resolution::Resolution::{self, Known, Unknown};
use super::{Class, JavaScope, TypeRef};
use crate::flink::{Api, ClassFacts, Member};
use crate::syntax::java;
use crate::view::java::ImportKind;

/// A field or constant in the API tables.
#[derive(Clone, Debug)]
pub struct LibraryField {
    /// The class that declares it.
    pub class: ClassFacts,
    /// What the tables say of it.
    pub member: Member,
    /// Its type, with the type arguments of what it was asked on.
    pub type_ref: TypeRef,
}

impl JavaScope<'_> {
    /// The type of the variable, field or constant that the name `node` refers to.
    pub(super) fn type_of_name(&self, node: Node<'_>) -> Resolution<TypeRef> {
        let declared = self.declaration(node);
        declared.and_then(|declaration| self.type_of_declaration(&declaration)).or_else(|why| {
            if self.is_length_of_array(node) {
                return Known(TypeRef::new("int"));
            }
            self.library_field(node).map_or(Unknown(why), |field| Known(field.type_ref))
        })
    }

    /// The field in the API tables that the name `node` refers to, when nothing of the project has that name.
    pub fn library_field(&self, node: Node<'_>) -> Option<LibraryField> {
        let node = java::unparenthesized(node);
        if matches!(self.declaration(node), Known(_)) {
            return None;
        }
        if node.kind() == "field_access" {
            let (object, field) = (node.child_by_field_name("object")?, node.child_by_field_name("field")?);
            return self.field_of_library(&self.receiver_type(object).known()?, self.file.text_of(field));
        }
        let name = self.file.text_of(node);
        let around = std::iter::successors(self.class_around(node), Class::outer);
        let mut inherited = around.map(|class| class.type_ref());
        inherited.find_map(|class| self.field_of_library(&class, name)).or_else(|| {
            let mut owners = self.static_imports_of(name);
            owners.find_map(|owner| self.field_of_library(&TypeRef::new(owner), name))
        })
    }

    fn field_of_library(&self, of: &TypeRef, name: &str) -> Option<LibraryField> {
        if self.is_too_deep() || of.dimensions > 0 {
            return None;
        }
        let class = Api.class(&of.name).filter(|_| self.class(&of.name).is_none());
        let own = class.and_then(|class| {
            let mut members = class.members().filter(|member| member.name() == name && !member.is_callable());
            let releases = self.releases_of(class);
            let member = members.find(|member| member.releases().meets(releases))?;
            let written = Owners::of_class(class).read(member.type_text());
            Some(LibraryField { class, member, type_ref: seen_from(&written, class, of) })
        });
        own.or_else(|| {
            let supertypes = self.supertypes(of).into_iter().filter_map(Resolution::known);
            supertypes.into_iter().find_map(|supertype| self.deeper().field_of_library(&supertype, name))
        })
    }

    fn is_length_of_array(&self, node: Node<'_>) -> bool {
        let parts = node.child_by_field_name("object").zip(node.child_by_field_name("field"));
        parts.is_some_and(|(object, field)| {
            self.file.text_of(field) == "length"
                && self.type_of(object).known().is_some_and(|found| found.dimensions > 0)
        })
    }

    /// The classes whose static member `name` the imports of the file bring.
    pub(super) fn static_imports_of(&self, name: &str) -> impl Iterator<Item = &str> {
        self.file.imports.iter().filter_map(move |import| match import.kind {
            ImportKind::Static if import.simple() == Some(name) => {
                import.name.rsplit_once('.').map(|(owner, _)| owner)
            }
            ImportKind::StaticOnDemand => Some(import.name.as_str()),
            _ => None,
        })
    }

    /// What a loop over a value of type `iterated` gives.
    pub(super) fn element_of(&self, iterated: &TypeRef) -> Resolution<TypeRef> {
        if iterated.dimensions > 0 {
            return Known(TypeRef { dimensions: iterated.dimensions - 1, ..iterated.clone() });
        }
        self.as_supertype(iterated, "java.lang.Iterable").and_then(|iterable| {
            let element = iterable.and_then(|iterable| iterable.arguments.first().cloned());
            let element = element.filter(|element| element.name != TypeRef::UNKNOWN);
            Resolution::or_unknown(element, || format!("the elements of `{iterated}` are not known"))
        })
    }

    /// The methods of the project that a call without a receiver can mean, and why there may be more.
    pub(super) fn methods_in_sight(
        &self,
        call: Node<'_>,
        name: &str,
        count: usize,
    ) -> (Vec<ProjectMethod>, Option<String>) {
        let callables = self.callables_in_sight(call, name);
        let own = callables.found.into_iter().filter_map(|one| match one.origin {
            Origin::Project(method) => Some(method),
            Origin::ProjectConstructor(..) | Origin::Library(..) | Origin::Implied => None,
        });
        (own.filter(|method| method.declared().takes(count)).collect(), callables.open)
    }
}
