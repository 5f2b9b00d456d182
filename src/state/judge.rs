//! Which serializer a type has in Flink 1, and which in Flink 2.

use std::collections::BTreeSet;

use super::facts::{Facts, Parts};
use super::pojo;
use super::serializer::{Part, Serializer};
use crate::types::{Class, JavaScope, TypeRef};
use crate::view::java::TypeKind;

/// The releases that are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    /// Flink 1, before it had serializers for records.
    BeforeRecords,
    /// Flink 1.
    One,
    /// Flink 2.
    Two,
}

/// Finds serializers of types that stand in a file.
#[derive(Clone, Copy)]
pub struct Judge<'p> {
    /// What is known of types.
    pub facts: &'p Facts,
    /// Where the types stand.
    pub scope: &'p JavaScope<'p>,
    /// Who is asked.
    pub era: Era,
}

impl Judge<'_> {
    /// What serializes `found`.
    pub fn serializer(&self, found: &TypeRef) -> Serializer {
        self.part(found, &mut Vec::new())
    }

    /// Adds the names of all classes that values of `found` are made of, as far as Flink looks into them.
    pub(super) fn names(&self, found: &TypeRef, names: &mut BTreeSet<String>) {
        found.arguments.iter().for_each(|argument| self.names(argument, names));
        let is_open = found.is_parameter() || found.name == TypeRef::UNKNOWN;
        if is_open || !names.insert(found.name.clone()) {
            return;
        }
        let Some(class) = self.scope.class(&found.name) else { return };
        if let pojo::Read::Fields(fields) = pojo::read(self.scope, &class, found) {
            for (place, of) in fields {
                let scope = JavaScope::new(self.scope.project, &place.class.file);
                Judge { scope: &scope, ..*self }.names(&of, names);
            }
        }
    }

    /// What serializes `found`, a part of the types in `above`.
    fn part(&self, found: &TypeRef, above: &mut Vec<String>) -> Serializer {
        if found.is_parameter() || found.name == TypeRef::UNKNOWN {
            return Serializer::Unknown("A type argument is not known.".to_owned());
        }
        if found.dimensions > 0 {
            return self.array(found, above);
        }
        let name = found.name.as_str();
        if let Some(word) = self.facts.fixed(name) {
            return Serializer::Fixed(word.to_owned());
        }
        if let Some(parts) = self.facts.collections.iter().find(|parts| parts.is(name)) {
            return self.collection(found, parts, above);
        }
        if self.facts.kryo.iter().any(|known| known == name) {
            return Serializer::Kryo(None);
        }
        if let Some(parts) = self.facts.parts.iter().find(|parts| parts.is(name)) {
            return self.arguments(found, parts, above);
        }
        match self.scope.class(name) {
            Some(class) => self.class(&class, found, above),
            None => Serializer::Unknown(format!("`{name}` is not in this repository.")),
        }
    }

    fn array(&self, found: &TypeRef, above: &mut Vec<String>) -> Serializer {
        let element = TypeRef { dimensions: found.dimensions - 1, ..found.clone() };
        let serializer = self.part(&element, above);
        let is_basic = element.dimensions == 0 && serializer == Serializer::Fixed("basic".to_owned());
        if is_basic {
            return serializer;
        }
        let (place, name, of) = (format!("{}[]", told(&element)), "element".to_owned(), told(&element));
        Serializer::Parts("array".to_owned(), vec![Part { place, name, of, serializer }])
    }

    /// Flink 2 has serializers for collections, but not of types that have type arguments themselves.
    fn collection(&self, found: &TypeRef, parts: &Parts, above: &mut Vec<String>) -> Serializer {
        let is_nested = |argument: &TypeRef| !argument.arguments.is_empty();
        if self.era != Era::Two || found.arguments.is_empty() || found.arguments.iter().any(is_nested) {
            return Serializer::Kryo(None);
        }
        self.arguments(found, parts, above)
    }

    fn arguments(&self, found: &TypeRef, parts: &Parts, above: &mut Vec<String>) -> Serializer {
        if found.arguments.is_empty() {
            return Serializer::Unknown(format!("What is in the `{}` is not written.", told(found)));
        }
        let part = |(index, argument): (usize, &TypeRef)| {
            let name = parts.argument(index);
            let place = format!("{}.{name}", simple(&found.name));
            Part { place, name, of: told(argument), serializer: self.part(argument, above) }
        };
        let arguments = found.arguments.iter().enumerate().map(part).collect();
        Serializer::Parts(parts.serializer.clone(), arguments)
    }

    fn class(&self, class: &Class, found: &TypeRef, above: &mut Vec<String>) -> Serializer {
        let declared = class.declared();
        if let Some(word) = self.own(class) {
            return word;
        }
        if above.contains(&declared.qualified) {
            return Serializer::Kryo(Some("is a part of itself".to_owned()));
        }
        match declared.kind {
            TypeKind::Enum => Serializer::Fixed("enum".to_owned()),
            TypeKind::Interface => Serializer::Kryo(Some("is an interface".to_owned())),
            TypeKind::Record if self.era == Era::BeforeRecords => {
                Serializer::Kryo(Some("is a record".to_owned()))
            }
            TypeKind::Class | TypeKind::Record => {
                above.push(declared.qualified.clone());
                let read = self.pojo(class, found, above);
                above.pop();
                read
            }
            TypeKind::Annotation | TypeKind::Anonymous => {
                Serializer::Unknown(format!("`{}` is no class of its own.", declared.name))
            }
        }
    }

    /// The serializer that the class has for other reasons than its fields.
    fn own(&self, class: &Class) -> Option<Serializer> {
        let declared = class.declared();
        if declared.is_local {
            return Some(Serializer::Unknown(format!("`{}` is a local class.", declared.name)));
        }
        if declared.modifiers.annotations.iter().any(|(name, _)| self.is_annotation(name)) {
            let why = "has a serializer of its own; its snapshot decides";
            return Some(Serializer::Unknown(format!("`{}` {why}.", declared.name)));
        }
        let above =
            self.scope.direct_supertypes(class).into_iter().filter_map(crate::types::Resolution::known);
        let mut words = above.filter_map(|above| self.facts.generated(&above.name).map(str::to_owned));
        words.next().map(Serializer::Fixed)
    }

    fn pojo(&self, class: &Class, found: &TypeRef, above: &mut Vec<String>) -> Serializer {
        let fields = match pojo::read(self.scope, class, found) {
            pojo::Read::Fields(fields) => fields,
            pojo::Read::No(why) => return Serializer::Kryo(Some(why)),
            pojo::Read::Unknown(why) => return Serializer::Unknown(why),
        };
        let mut parts: Vec<Part> = Vec::new();
        for (place, of) in fields {
            let (owner, field) = (&place.class, place.field());
            let is_own = field.modifiers.annotations.iter().any(|(name, _)| self.is_annotation(name));
            let path = format!("{}.{}", owner.declared().name, field.name);
            let scope = JavaScope::new(self.scope.project, &owner.file);
            let serializer = if is_own {
                Serializer::Unknown(format!("`{path}` has a serializer of its own; its snapshot decides."))
            } else {
                Judge { scope: &scope, ..*self }.part(&of, above)
            };
            parts.push(Part { place: path, name: field.name.clone(), of: told(&of), serializer });
        }
        parts.sort_by(|one, other| one.name.cmp(&other.name));
        Serializer::Parts("pojo".to_owned(), parts)
    }

    fn is_annotation(&self, name: &str) -> bool {
        simple(name) == simple(&self.facts.annotation)
    }
}

/// A type as people write it, without packages.
pub(super) fn told(found: &TypeRef) -> String {
    let arguments: Vec<String> = found.arguments.iter().map(told).collect();
    let list = if arguments.is_empty() { String::new() } else { format!("<{}>", arguments.join(", ")) };
    format!("{}{list}{}", simple(&found.name), "[]".repeat(found.dimensions))
}

fn simple(name: &str) -> &str {
    name.rsplit(['.', '#']).next().unwrap_or(name)
}
