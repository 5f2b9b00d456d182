//! How symbols are written: full names, erased types, the class that declares.

use super::super::notation::{Owners, is_primitive};
use super::super::resolution::Resolution::{self, Known, Unknown};
use super::super::{Class, JavaScope, TypeRef, callable};
use crate::flink::{Api, ClassFacts, Member};
use crate::view::java::{Method, Parameter, TypeParameter};

/// How constructors are called in class files.
pub(super) const CONSTRUCTOR: &str = "<init>";

const OBJECT: &str = "java.lang.Object";

/// The name of the field, method or constructor `member` of `class`, which declares it.
pub(super) fn member_symbol(class: ClassFacts, member: Member) -> String {
    let name = if member.name() == callable::CONSTRUCTOR { CONSTRUCTOR } else { member.name() };
    let symbol = format!("{}#{name}", class.name());
    if member.is_callable() {
        format!("{symbol}({})", library_parameters(class, member).join(","))
    } else {
        symbol
    }
}

/// The erased types of the parameters of `member`.
fn library_parameters(class: ClassFacts, member: Member) -> Vec<String> {
    member.parameters().map(|written| erased_in(class, member, written)).collect()
}

/// A type of the tables without type arguments; of a type parameter its first bound.
fn erased_in(class: ClassFacts, member: Member, written: &str) -> String {
    let name = written.trim_end_matches("[]");
    let brackets = &written[name.len()..];
    if name.contains('.') || is_primitive(name) {
        return Owners::default().read(name).name + brackets;
    }
    let own = Owners::of_member(class, member).nearest();
    let around = std::iter::successors(Some(class), |class| Api.class(class.name().rsplit_once('.')?.0));
    let mut in_sight = own.into_iter().chain(around.flat_map(|class| Owners::of_class(class).nearest()));
    let is_it = |parameter: &TypeRef| parameter.name.ends_with(&format!("#{name}"));
    let bound = in_sight.find(|(parameter, _)| is_it(parameter)).and_then(|(_, bound)| bound);
    match bound.as_ref().map(|bound| bound.name.rsplit('#').next().unwrap_or(&bound.name)) {
        Some(bound) if bound != name => erased_in(class, member, bound) + brackets,
        Some(_) | None => OBJECT.to_owned() + brackets,
    }
}

/// A method or constructor that `class` of the project declares.
pub(super) fn project_method(scope: &JavaScope<'_>, class: &Class, method: &Method) -> Resolution<String> {
    let declared = class.declared();
    let scope = scope.within(&class.file);
    let name = if method.return_type.is_some() { method.name.as_str() } else { CONSTRUCTOR };
    let in_sight: Vec<_> = method.type_parameters.iter().chain(&declared.type_parameters).collect();
    let mut parameters = Vec::new();
    for parameter in &method.parameters {
        match erased(&scope, parameter, &in_sight) {
            Known(erased) => parameters.push(erased),
            Unknown(why) => return Unknown(why),
        }
    }
    Known(format!("{}#{name}({})", declared.qualified, parameters.join(",")))
}

/// The type of a parameter without type arguments; of a type parameter its first bound.
fn erased(scope: &JavaScope<'_>, parameter: &Parameter, in_sight: &[&TypeParameter]) -> Resolution<String> {
    let brackets = "[]".repeat(parameter.dimensions + usize::from(parameter.is_variadic));
    scope.type_at(parameter.type_span).and_then(|written| {
        let brackets = "[]".repeat(written.dimensions) + &brackets;
        let Some((_, name)) = written.name.split_once('#') else { return Known(written.name + &brackets) };
        let bound = in_sight.iter().find(|one| one.name == name).map(|one| one.bound);
        let bound = match bound {
            Some(Some(bound)) => scope.type_at(bound).map(|bound| bound.name),
            Some(None) => Known(OBJECT.to_owned()),
            None => Unknown(format!("the bound of `{name}` is not known")),
        };
        bound.map(|bound| bound + &brackets)
    })
}
