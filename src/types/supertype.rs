//! The supertypes of a type, of the project and of libraries alike.

use super::callable::seen_from;
use super::class::{Class, not_here, substituted};
use super::notation::{Owners, is_primitive};
use super::resolution::Resolution::{self, Known, Unknown};
use super::{JavaScope, TypeRef};
use crate::flink::{Api, ClassFacts};
use crate::view::java::TypeKind;

const OBJECT: &str = "java.lang.Object";

impl JavaScope<'_> {
    /// `from` seen as its supertype `wanted`, with type arguments; known to be `None` when it is no such thing.
    pub fn as_supertype(&self, from: &TypeRef, wanted: &str) -> Resolution<Option<TypeRef>> {
        if from.name == wanted && from.dimensions == 0 {
            return Known(Some(from.clone()));
        }
        let mut unknown = None;
        for supertype in self.supertypes(from) {
            match supertype.and_then(|supertype| self.deeper().as_supertype(&supertype, wanted)) {
                Known(Some(found)) => return Known(Some(found)),
                Known(None) => {}
                Unknown(why) => unknown = unknown.or(Some(why)),
            }
        }
        unknown.map_or(Known(None), Unknown)
    }

    /// The direct supertypes of `from`, with its type arguments put in.
    pub(super) fn supertypes(&self, from: &TypeRef) -> Vec<Resolution<TypeRef>> {
        if from.dimensions > 0 {
            let of_arrays = [OBJECT, "java.lang.Cloneable", "java.io.Serializable"];
            return of_arrays.into_iter().map(|name| Known(TypeRef::new(name))).collect();
        }
        if from.name == OBJECT || is_primitive(&from.name) {
            return Vec::new();
        }
        if self.is_too_deep() {
            return vec![Unknown(format!("the supertypes of `{}` go in a circle", from.name))];
        }
        if from.is_parameter() {
            return vec![self.bound(from)];
        }
        if let Some(class) = self.class(&from.name) {
            let written = self.direct_supertypes(&class).into_iter();
            let seen = written.map(|one| one.map(|one| substituted(&one, &class, from)));
            return seen.chain(implied(&class, from).map(Known)).collect();
        }
        match Api.class(&from.name) {
            Some(class) => self.library_supertypes_of(class, from),
            None => vec![Unknown(not_here(&from.name))],
        }
    }

    fn library_supertypes_of(&self, class: ClassFacts, from: &TypeRef) -> Vec<Resolution<TypeRef>> {
        let owners = Owners::of_class(class);
        let releases = self.releases_of(class);
        let written = class.supertypes().filter(|one| one.releases().meets(releases));
        let seen = written.map(|one| Known(seen_from(&owners.read(one.type_text()), class, from)));
        let mut supertypes: Vec<_> = seen.collect();
        supertypes.push(Known(TypeRef::new(OBJECT)));
        supertypes
    }

    /// The bound of a type parameter.
    fn bound(&self, parameter: &TypeRef) -> Resolution<TypeRef> {
        let Some((owner, name)) = parameter.name.split_once('#') else {
            return Known(TypeRef::new(OBJECT));
        };
        let bound = match self.class(owner) {
            Some(class) => self.written_bound(&class, name),
            None => self.bound_of_method(owner, name).or_else(|| library_bound(owner, parameter)),
        };
        bound.unwrap_or_else(|| Known(TypeRef::new(OBJECT)))
    }

    fn written_bound(&self, class: &Class, name: &str) -> Option<Resolution<TypeRef>> {
        let mut parameters = class.declared().type_parameters.iter();
        let bound = parameters.find(|parameter| parameter.name == name)?.bound?;
        Some(self.within(&class.file).type_at(bound))
    }

    /// The bound of the type parameter `name` of the method `com.acme.Class.method`; overloads are taken to agree.
    fn bound_of_method(&self, owner: &str, name: &str) -> Option<Resolution<TypeRef>> {
        let (class, method) = owner.rsplit_once('.')?;
        let class = self.class(class)?;
        let declared = class.declared();
        let methods = declared.methods.iter().chain(&declared.constructors);
        let mut parameters = methods.filter(|one| one.name == method).flat_map(|one| &one.type_parameters);
        let bound = parameters.find(|parameter| parameter.name == name)?.bound?;
        Some(self.within(&class.file).type_at(bound))
    }
}

/// The bound of a type parameter of the class `owner` of a library, or of one of its methods.
fn library_bound(owner: &str, parameter: &TypeRef) -> Option<Resolution<TypeRef>> {
    let of = |owners: Owners| {
        let (_, bound) = owners.nearest().into_iter().find(|(one, _)| one.name == parameter.name)?;
        bound.map(Known)
    };
    if let Some(class) = Api.class(owner) {
        return of(Owners::of_class(class));
    }
    let (class, method) = owner.rsplit_once('.')?;
    let class = Api.class(class)?;
    let mut members = class.members().filter(|member| member.name() == method);
    members.find_map(|member| of(Owners::of_member(class, member)))
}

/// What every class of its kind extends without saying so.
fn implied(class: &Class, of: &TypeRef) -> impl Iterator<Item = TypeRef> {
    let with_itself = TypeRef { arguments: vec![of.clone()], ..TypeRef::new("java.lang.Enum") };
    let special = match class.declared().kind {
        TypeKind::Enum => Some(with_itself),
        TypeKind::Record => Some(TypeRef::new("java.lang.Record")),
        TypeKind::Annotation => Some(TypeRef::new("java.lang.annotation.Annotation")),
        TypeKind::Class | TypeKind::Interface | TypeKind::Anonymous => None,
    };
    special.into_iter().chain([TypeRef::new(OBJECT)])
}
