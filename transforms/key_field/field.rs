//! A field of an element that a stream was keyed by: how to read it, and what Flink makes of its type.
//!
//! Deliberately absent: fields that are made of fields, which were as many parts of the old key.

use super::super::type_information::{self, Place};
use crate::types::{Callable, Declaration, JavaScope, Origin, TypeRef};
use crate::view::java::TypeKind;

/// The class above all tuples.
pub(super) const TUPLE: &str = "org.apache.flink.api.java.tuple.Tuple";

/// Types without such a constant that Flink takes as one value.
const ATOMS: [&str; 2] = ["java.util.Date", "java.util.UUID"];

/// A field of an element.
#[derive(Debug)]
pub(super) struct Field {
    /// What stands behind the element to read it: `.f0`, `.getOrder().getId()`.
    pub(super) access: String,
    /// The method that reads it, where it is one: `Order::getId`.
    pub(super) getter: Option<String>,
    /// Its type, as an object.
    pub(super) kind: TypeRef,
    /// The `TypeInformation` of its type.
    pub(super) information: String,
}

/// A part of the way to a field.
struct Step {
    access: String,
    getter: Option<String>,
    kind: TypeRef,
}

/// The field that `said` means in `element`: a position, a name, or names with dots between.
pub(super) fn read(place: Place<'_, '_>, element: &TypeRef, said: &str) -> Result<Field, String> {
    let mut kind = element.clone();
    let mut steps = Vec::new();
    for name in said.split('.') {
        let step = step(place, &kind, name)?;
        kind = step.kind.clone();
        steps.push(step);
    }
    let kind = kind.boxed();
    let information = information(place, &kind)?;
    let access = steps.iter().map(|step| step.access.as_str()).collect();
    let getter = match steps.pop() {
        Some(step) if steps.is_empty() => step.getter,
        _ => None,
    };
    Ok(Field { access, getter, kind, information })
}

/// The name of a class without its package.
pub(super) fn simple(of: &TypeRef) -> &str {
    of.name.rsplit('.').next().unwrap_or(&of.name)
}

fn step(place: Place<'_, '_>, of: &TypeRef, name: &str) -> Result<Step, String> {
    let scope = place.scope;
    if scope.as_supertype(of, TUPLE).known().flatten().is_some() {
        return of_tuple(scope, of, name);
    }
    if scope.class(&of.name).is_none() {
        return Err(format!("the fields of `{}` are not known here", simple(of)));
    }
    let field = scope.field(of, name).into_result()?;
    let field = field.ok_or_else(|| format!("`{}` has no field `{name}`", simple(of)))?;
    let kind = scope.type_of_declaration(&field).into_result()?;
    if field.field().is_some_and(|field| field.modifiers.has("public")) {
        return Ok(Step { access: format!(".{name}"), getter: None, kind });
    }
    of_getter(place, of, &field, kind)
}

/// A field of one of Flink's tuples.
fn of_tuple(scope: &JavaScope<'_>, of: &TypeRef, name: &str) -> Result<Step, String> {
    let position = name.strip_prefix('f').unwrap_or(name).parse::<usize>();
    let position = position.map_err(|_| format!("`{name}` is no field of a tuple"))?;
    let tuple = (1..=25).find_map(|arity| {
        let tuple = scope.as_supertype(of, &format!("{TUPLE}{arity}")).known().flatten()?;
        (tuple.arguments.len() == arity).then_some(tuple)
    });
    let kind = tuple.and_then(|tuple| tuple.arguments.get(position).cloned());
    let kind = kind.filter(TypeRef::is_complete);
    let kind = kind.ok_or_else(|| format!("the type of the field `{name}` is not known"))?;
    Ok(Step { access: format!(".f{position}"), getter: None, kind })
}

/// A field that only a method gives.
fn of_getter(place: Place<'_, '_>, of: &TypeRef, field: &Declaration, kind: TypeRef) -> Result<Step, String> {
    let name = &field.name;
    let names = [format!("get{}", capitalized(name)), format!("is{}", capitalized(name)), name.clone()];
    let gives = |callable: &Callable| callable.takes(0) && callable.result.boxed() == kind.boxed();
    let found = names.into_iter().find_map(|name| {
        let callables = place.scope.callables(of, &name).found;
        let is_only = callables.len() == 1;
        callables.into_iter().find(gives).map(|getter| (getter, is_only))
    });
    let Some((getter, is_only)) = found else {
        return Err(format!("the field `{name}` is not public, and no getter of it is known"));
    };
    if let Origin::Project(method) = &getter.origin {
        let body = method.declared().body.map(|body| body.of(method.class.file.text()));
        if !method.declared().modifiers.has("public") || !body.is_some_and(|body| only_gives(body, name)) {
            return Err(format!("`{}` does more than give the field `{name}`", getter.name));
        }
    }
    let is_named = of.arguments.is_empty() && !of.name.contains('$');
    let reference = (is_only && is_named).then(|| format!("{}::{}", place.named(of), getter.name));
    Ok(Step { access: format!(".{}()", getter.name), getter: reference, kind })
}

/// Whether the body of a method does nothing but give the field.
fn only_gives(body: &str, field: &str) -> bool {
    let words: String = body.split_whitespace().collect::<Vec<_>>().join(" ");
    [format!("{{ return {field}; }}"), format!("{{ return this.{field}; }}")].contains(&words)
}

/// The `TypeInformation` of a type that Flink takes as one value; or why it is none for a key.
fn information(place: Place<'_, '_>, of: &TypeRef) -> Result<String, String> {
    let class = place.scope.class(&of.name);
    if class.is_some_and(|class| class.declared().kind == TypeKind::Enum) {
        return Err(format!("`{}` is an enum, which Flink refuses as a key; take its `name()`", simple(of)));
    }
    let is_plain = of.dimensions == 0 && of.arguments.is_empty();
    let known = type_information::constant(of)
        .or_else(|| ATOMS.contains(&of.name.as_str()).then(|| place.information(of)));
    known.filter(|_| is_plain).ok_or_else(|| {
        format!("a field of the type `{}` may have been several parts of the key, and not one", simple(of))
    })
}

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}
