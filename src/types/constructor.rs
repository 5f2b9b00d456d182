//! The constructors of a class, of the project and of libraries alike.

use super::callable::{CONSTRUCTOR, Callable, Callables, Origin, library_callable};
use super::class::{Class, not_here};
use super::notation::Owners;
use super::{JavaScope, TypeRef};
use crate::flink::{Api, ClassFacts, Member};
use crate::view::java::TypeKind;

impl JavaScope<'_> {
    /// The constructors of the class `of`; with `is_diamond` its type parameters are those of the constructors.
    pub fn constructors(&self, of: &TypeRef, is_diamond: bool) -> Callables {
        if let Some(class) = self.class(&of.name) {
            let count = class.declared().constructors.len();
            let written = (0..count).map(|index| self.project_constructor(&class, index, of, is_diamond));
            let mut found: Vec<_> = written.collect();
            if found.is_empty() {
                found.push(implied_constructor(&class, of));
            }
            let has_other = class.declared().kind == TypeKind::Record
                || !class.declared().modifiers.annotations.is_empty();
            let open = has_other.then(|| format!("`{}` may have constructors that are not written", of.name));
            return Callables { found, open };
        }
        let Some(class) = Api.class(&of.name) else {
            return Callables { found: Vec::new(), open: Some(not_here(&of.name)) };
        };
        let members = class.members().filter(|member| member.name() == CONSTRUCTOR);
        let releases = self.releases_of(class);
        let members = members.filter(|member| member.releases().meets(releases));
        let constructor = |member| library_constructor(class, member, of, is_diamond);
        let open = class.is("unlisted").then(|| format!("the members of `{}` are not known", of.name));
        Callables { found: members.map(constructor).collect(), open }
    }

    fn project_constructor(&self, class: &Class, index: usize, of: &TypeRef, is_diamond: bool) -> Callable {
        let method = &class.declared().constructors[index];
        let seen = if is_diamond { class.type_ref() } else { of.clone() };
        let (mut type_parameters, parameters, is_variadic) = self.written_parameters(class, method, &seen);
        if is_diamond {
            type_parameters.extend(seen.arguments.iter().map(|argument| (argument.clone(), None)));
        }
        Callable {
            origin: Origin::ProjectConstructor(class.clone(), Some(index)),
            owner: of.clone(),
            name: CONSTRUCTOR.to_owned(),
            type_parameters,
            parameters,
            is_variadic,
            result: seen,
            is_abstract: false,
        }
    }
}

fn implied_constructor(class: &Class, of: &TypeRef) -> Callable {
    let declared = class.declared();
    let is_record = declared.kind == TypeKind::Record;
    let parameters = declared.fields.iter().filter(|_| is_record);
    Callable {
        origin: Origin::ProjectConstructor(class.clone(), None),
        owner: of.clone(),
        name: CONSTRUCTOR.to_owned(),
        type_parameters: Vec::new(),
        parameters: parameters.map(|_| TypeRef::new(TypeRef::UNKNOWN)).collect(),
        is_variadic: false,
        result: of.clone(),
        is_abstract: false,
    }
}

fn library_constructor(class: ClassFacts, member: Member, of: &TypeRef, is_diamond: bool) -> Callable {
    let own = Owners::of_class(class).nearest();
    let itself = TypeRef {
        name: of.name.clone(),
        arguments: own.iter().map(|(parameter, _)| parameter.clone()).collect(),
        dimensions: 0,
    };
    let mut callable = library_callable(class, member, if is_diamond { &itself } else { of });
    if is_diamond {
        callable.type_parameters.extend(own);
    }
    Callable { owner: of.clone(), ..callable }
}
