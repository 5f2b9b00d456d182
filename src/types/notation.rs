//! Types as the API tables write them; see `transforms/api/README.md`.

use super::TypeRef;
use crate::flink::{ClassFacts, Member};

/// Whose type parameters a name without a dot can be, the nearest first: full names with what they declare.
#[derive(Clone, Debug, Default)]
pub(super) struct Owners(Vec<(String, Vec<TypeParameter>)>);

/// A type parameter and its first bound, as the tables write them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TypeParameter {
    pub(super) name: &'static str,
    pub(super) bound: Option<&'static str>,
}

impl Owners {
    /// Those in sight in the declaration of `class`.
    pub(super) fn of_class(class: ClassFacts) -> Self {
        Self(vec![(class.name().to_owned(), type_parameters(class.parameters()))])
    }

    /// Those in sight in the declaration of `member` of `class`.
    pub(super) fn of_member(class: ClassFacts, member: Member) -> Self {
        let mut owners = Self::of_class(class);
        let own = type_parameters(member.type_parameters());
        owners.0.insert(0, (format!("{}.{}", class.name(), member.name()), own));
        owners
    }

    /// The type that `text` means.
    pub(super) fn read(&self, text: &str) -> TypeRef {
        let mut reader = Reader { owners: self, rest: text };
        reader.java_type()
    }

    /// The type parameters of the nearest owner, as types and with their bounds.
    pub(super) fn nearest(&self) -> Vec<(TypeRef, Option<TypeRef>)> {
        let Some((owner, parameters)) = self.0.first() else { return Vec::new() };
        let read = |parameter: &TypeParameter| {
            let name = TypeRef::new(format!("{owner}#{}", parameter.name));
            (name, parameter.bound.map(|bound| self.read(bound)))
        };
        parameters.iter().map(read).collect()
    }

    /// A name without a dot: a primitive type, or the type parameter of the nearest owner that has it.
    fn simple(&self, name: &str) -> TypeRef {
        if is_primitive(name) {
            return TypeRef::new(name);
        }
        let declares = |parameters: &[TypeParameter]| parameters.iter().any(|known| known.name == name);
        let owner = self.0.iter().find(|(_, parameters)| declares(parameters));
        TypeRef::new(owner.map_or(TypeRef::UNKNOWN.to_owned(), |(owner, _)| format!("{owner}#{name}")))
    }
}

/// The type parameters at the start of `types`: `<T extends a.B<T>&c.D,U>`.
fn type_parameters(types: &'static str) -> Vec<TypeParameter> {
    let Some(list) = types.strip_prefix('<') else { return Vec::new() };
    let end = closing(list);
    let parameters = split(&list[..end]).into_iter().map(|parameter| {
        let (name, bounds) = parameter.split_once(" extends ").unwrap_or((parameter, ""));
        let first = outside_brackets(bounds, '&').map_or(bounds, |end| &bounds[..end]);
        TypeParameter { name, bound: (!first.is_empty()).then_some(first) }
    });
    parameters.collect()
}

/// Where the bracket that was opened before `list` is closed.
fn closing(list: &str) -> usize {
    outside_brackets(list, '>').unwrap_or(list.len())
}

/// The first `wanted` in `text` that stands in no angle brackets.
fn outside_brackets(text: &str, wanted: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        if letter == wanted && depth == 0 {
            return Some(at);
        }
        match letter {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The parts between commas that stand in no angle brackets.
fn split(mut list: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    while let Some(end) = outside_brackets(list, ',') {
        parts.push(&list[..end]);
        list = &list[end + 1..];
    }
    if !list.is_empty() {
        parts.push(list);
    }
    parts
}

/// Whether `name` is a primitive type or `void`.
pub(super) fn is_primitive(name: &str) -> bool {
    matches!(name, "boolean" | "byte" | "short" | "int" | "long" | "char" | "float" | "double" | "void")
}

struct Reader<'t> {
    owners: &'t Owners,
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn java_type(&mut self) -> TypeRef {
        for bounded in ["? extends ", "? super "] {
            if let Some(rest) = self.rest.strip_prefix(bounded) {
                self.rest = rest;
                return self.java_type();
            }
        }
        if let Some(rest) = self.rest.strip_prefix('?') {
            self.rest = rest;
            return TypeRef::new(TypeRef::UNKNOWN);
        }
        let mut found = self.class_type();
        while let Some(rest) = self.rest.strip_prefix("[]") {
            self.rest = rest;
            found.dimensions += 1;
        }
        found
    }

    /// A name with type arguments; those of the classes around a nested class are left out.
    fn class_type(&mut self) -> TypeRef {
        let name = self.word();
        let mut found = if name.contains('.') { TypeRef::new(name) } else { self.owners.simple(name) };
        loop {
            if let Some(rest) = self.rest.strip_prefix('<') {
                self.rest = rest;
                found.arguments = self.arguments();
            } else if let Some(rest) = self.rest.strip_prefix('.') {
                self.rest = rest;
                let nested = self.word();
                found = TypeRef::new(format!("{}.{nested}", found.name));
            } else {
                return found;
            }
        }
    }

    fn arguments(&mut self) -> Vec<TypeRef> {
        let mut arguments = Vec::new();
        while !self.rest.is_empty() {
            if let Some(rest) = self.rest.strip_prefix('>') {
                self.rest = rest;
                break;
            }
            self.rest = self.rest.strip_prefix(',').unwrap_or(self.rest);
            arguments.push(self.java_type());
        }
        arguments
    }

    fn word(&mut self) -> &'t str {
        let end = self.rest.find(['<', '>', ',', '[', ' ', '&']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_with_their_arguments() {
        let parameters = type_parameters("<T extends a.B<T>&c.D,U>(T): U");
        assert_eq!(parameters.iter().map(|one| one.name).collect::<Vec<_>>(), ["T", "U"]);
        assert_eq!(parameters[0].bound, Some("a.B<T>"));
        let owners = Owners(vec![("p.C.m".to_owned(), parameters), ("p.C".to_owned(), Vec::new())]);
        let read = |text: &str| format!("{:?}", owners.read(text).to_string());
        assert_eq!(read("a.Map<? super T,? extends U[],?>"), "\"a.Map<T, U[], ?>\"");
        assert_eq!(read("a.Out<T>.In<int[][]>"), "\"a.Out.In<int[][]>\"");
        assert_eq!(owners.read("U").name, "p.C.m#U");
        assert_eq!(owners.read("X").name, TypeRef::UNKNOWN);
    }
}
