//! Methods and constructors that a call can mean, of the project and of libraries alike.

use super::class::{Class, substituted};
use super::notation::Owners;
use super::resolution::Resolution::{Known, Unknown};
use super::{JavaScope, ProjectMethod, TypeRef};
use crate::flink::{Api, ClassFacts, Member};
use crate::view::java::{Method, TypeKind};

/// The name of constructors.
pub const CONSTRUCTOR: &str = "new";

/// A method or constructor as the receiver of a call sees it.
#[derive(Clone, Debug)]
pub struct Callable {
    /// Where it is declared.
    pub origin: Origin,
    /// The class that declares it, with the type arguments of the receiver.
    pub owner: TypeRef,
    /// Its name; [`CONSTRUCTOR`] for a constructor.
    pub name: String,
    /// Its own type parameters with their bounds; of a constructor those of its class when they are asked for by `<>`.
    pub type_parameters: Vec<(TypeRef, Option<TypeRef>)>,
    /// The types of its parameters; the last one of a variadic method is an array.
    pub parameters: Vec<TypeRef>,
    /// Whether it takes any number of arguments.
    pub is_variadic: bool,
    /// What it returns; of a constructor its class.
    pub result: TypeRef,
    /// Whether a subtype has to implement it.
    pub is_abstract: bool,
}

/// Where a [`Callable`] is declared.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A method of the project.
    Project(ProjectMethod),
    /// A constructor of a class of the project, by its index, or the one that is not written.
    ProjectConstructor(Class, Option<usize>),
    /// A member of a class in the API tables.
    Library(ClassFacts, Member),
    /// A method that the compiler or Lombok adds to a class of the project.
    Implied,
}

/// What a lookup of members found, nearest first.
#[derive(Clone, Debug, Default)]
pub struct Callables {
    /// Those that are known; one that overrides another hides it.
    pub found: Vec<Callable>,
    /// Why there may be more.
    pub open: Option<String>,
}

impl Callable {
    /// Whether a call with `count` arguments can mean it.
    pub fn takes(&self, count: usize) -> bool {
        if self.is_variadic { count + 1 >= self.parameters.len() } else { count == self.parameters.len() }
    }

    /// The member in the API tables that it is.
    pub fn library(&self) -> Option<(ClassFacts, Member)> {
        match &self.origin {
            Origin::Library(class, member) => Some((*class, *member)),
            Origin::Project(_) | Origin::ProjectConstructor(..) | Origin::Implied => None,
        }
    }

    /// The types of its parameters without type arguments; of a type parameter its bound.
    pub fn erased_parameters(&self) -> Vec<String> {
        self.parameters.iter().map(|parameter| self.erased(parameter)).collect()
    }

    /// The name of `of` without type arguments and with brackets; of an own type parameter that of its bound.
    fn erased(&self, of: &TypeRef) -> String {
        let bound = self.type_parameters.iter().find(|(parameter, _)| parameter.name == of.name);
        let name = match bound {
            Some((_, Some(bound))) if bound.name != of.name => self.erased(bound),
            Some(_) => "java.lang.Object".to_owned(),
            None => of.name.clone(),
        };
        name + &"[]".repeat(of.dimensions)
    }

    fn is_same_as(&self, other: &Self) -> bool {
        self.name == other.name
            && self.parameters.len() == other.parameters.len()
            && self.erased_parameters() == other.erased_parameters()
    }
}

impl JavaScope<'_> {
    /// The methods called `name` of the type `of`, own and inherited ones.
    pub fn callables(&self, of: &TypeRef, name: &str) -> Callables {
        let mut callables = Callables::default();
        self.collect(of, &|method| method == name, &mut Vec::new(), &mut callables);
        callables
    }

    /// All methods of the type `of`, own and inherited ones.
    pub fn methods_of(&self, of: &TypeRef) -> Callables {
        let mut callables = Callables::default();
        self.collect(of, &|method| method != CONSTRUCTOR, &mut Vec::new(), &mut callables);
        callables
    }

    fn collect(
        &self,
        of: &TypeRef,
        wanted: &dyn Fn(&str) -> bool,
        seen: &mut Vec<String>,
        callables: &mut Callables,
    ) {
        if seen.contains(&of.name) {
            return;
        }
        seen.push(of.name.clone());
        for own in self.own_callables(of, wanted) {
            if !callables.found.iter().any(|nearer| nearer.is_same_as(&own)) {
                callables.found.push(own);
            }
        }
        if self.lacks_members(&of.name) {
            let why = format!("the members of `{}`, which is Flink's own, are not known", of.name);
            callables.open = callables.open.take().or(Some(why));
        }
        for supertype in self.supertypes(of) {
            match supertype {
                Known(supertype) => self.deeper().collect(&supertype, wanted, seen, callables),
                Unknown(why) => callables.open = callables.open.take().or(Some(why)),
            }
        }
    }

    fn own_callables(&self, of: &TypeRef, wanted: &dyn Fn(&str) -> bool) -> Vec<Callable> {
        if of.dimensions > 0 {
            return Vec::new();
        }
        if let Some(class) = self.class(&of.name) {
            let methods = class.declared().methods.iter().enumerate();
            let methods = methods.filter(|(_, method)| wanted(&method.name));
            let own = methods.map(|(index, _)| self.project_callable(&class, index, of));
            let mut own: Vec<_> = own.collect();
            own.extend(self.implied(&class, of, wanted));
            return own;
        }
        let Some(class) = Api.class(&of.name) else {
            return self.implied_builder(of, wanted).unwrap_or_default();
        };
        let members = class.members().filter(|member| wanted(member.name()) && member.is_callable());
        let releases = self.releases_of(class);
        let members = members.filter(|member| member.releases().meets(releases));
        members.map(|member| library_callable(class, member, of)).collect()
    }

    fn project_callable(&self, class: &Class, index: usize, of: &TypeRef) -> Callable {
        let method = &class.declared().methods[index];
        let project = ProjectMethod { class: class.clone(), index, owner: of.clone() };
        let (type_parameters, parameters, is_variadic) = self.written_parameters(class, method, of);
        let result = method.return_type.map_or_else(
            || TypeRef::new(TypeRef::UNKNOWN),
            |span| {
                let written = self.within(&class.file).type_at(span).known();
                written.map_or_else(
                    || TypeRef::new(TypeRef::UNKNOWN),
                    |written| substituted(&written, class, of),
                )
            },
        );
        let is_interface = matches!(class.declared().kind, TypeKind::Interface | TypeKind::Annotation);
        let is_abstract = method.modifiers.has("abstract") || is_interface && method.body.is_none();
        Callable {
            origin: Origin::Project(project),
            owner: of.clone(),
            name: method.name.clone(),
            type_parameters,
            parameters,
            is_variadic,
            result,
            is_abstract,
        }
    }

    /// The type parameters and the parameters of `method`, and whether it is variadic.
    #[allow(clippy::type_complexity, reason = "three parts of one declaration")]
    pub(super) fn written_parameters(
        &self,
        class: &Class,
        method: &Method,
        of: &TypeRef,
    ) -> (Vec<(TypeRef, Option<TypeRef>)>, Vec<TypeRef>, bool) {
        let scope = self.within(&class.file);
        let at = |span| {
            let written = scope.type_at(span).known();
            written.map_or_else(|| TypeRef::new(TypeRef::UNKNOWN), |written| substituted(&written, class, of))
        };
        let owner = format!("{}.{}", class.declared().qualified, method.name);
        let type_parameters = method
            .type_parameters
            .iter()
            .map(|parameter| (TypeRef::new(format!("{owner}#{}", parameter.name)), parameter.bound.map(at)));
        let parameters = method.parameters.iter().map(|parameter| {
            at(parameter.type_span).array(parameter.dimensions + usize::from(parameter.is_variadic))
        });
        let is_variadic = method.parameters.last().is_some_and(|last| last.is_variadic);
        (type_parameters.collect(), parameters.collect(), is_variadic)
    }
}

pub(super) fn library_callable(class: ClassFacts, member: Member, of: &TypeRef) -> Callable {
    let owners = Owners::of_member(class, member);
    let seen = |written: &str| seen_from(&owners.read(written), class, of);
    let bound = |bound: TypeRef| seen_from(&bound, class, of);
    Callable {
        origin: Origin::Library(class, member),
        owner: of.clone(),
        name: member.name().to_owned(),
        type_parameters: owners.nearest().into_iter().map(|(one, upper)| (one, upper.map(bound))).collect(),
        parameters: member.parameters().map(seen).collect(),
        is_variadic: member.is("varargs"),
        result: member.result().map_or_else(|| of.clone(), seen),
        is_abstract: member.is("abstract"),
    }
}

/// `written` in the declaration of `class`, with the type arguments of `seen` put in.
pub(super) fn seen_from(written: &TypeRef, class: ClassFacts, seen: &TypeRef) -> TypeRef {
    let parameters = Owners::of_class(class).nearest();
    written.substitute(&|name| {
        let index = parameters.iter().position(|(parameter, _)| parameter.name == name)?;
        Some(seen.argument(index, parameters[index].1.as_ref()))
    })
}
