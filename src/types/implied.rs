//! Methods that the compiler or Lombok adds to a class of the project.

use super::callable::{Callable, Origin};
use super::class::Class;
use super::{JavaScope, TypeRef};
use crate::view::java::{Field, Modifiers, TypeKind};

/// What the name of a builder ends with.
const BUILDER: &str = "Builder";

/// Annotations that give every field a method that reads it.
const READING: [&str; 3] = ["Data", "Value", "Getter"];

/// Annotations that give every field that can change a method that writes it.
const WRITING: [&str; 2] = ["Data", "Setter"];

impl JavaScope<'_> {
    /// The methods of `class` that are not written.
    pub(super) fn implied(
        &self,
        class: &Class,
        of: &TypeRef,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Vec<Callable> {
        let declared = class.declared();
        let mut implied: Vec<(String, Vec<TypeRef>, TypeRef)> = Vec::new();
        if declared.kind == TypeKind::Enum {
            implied.push(("values".to_owned(), Vec::new(), of.clone().array(1)));
            implied.push(("valueOf".to_owned(), vec![TypeRef::new("java.lang.String")], of.clone()));
        }
        if is_annotated(&declared.modifiers, &["Builder", "SuperBuilder"]) {
            implied.push(("builder".to_owned(), Vec::new(), builder_of(class)));
        }
        let is_record = declared.kind == TypeKind::Record;
        for field in &declared.fields {
            let found = || self.type_of_field(class, field, of);
            if is_record {
                implied.push((field.name.clone(), Vec::new(), found()));
            }
            if is_annotated(&declared.modifiers, &READING) || is_annotated(&field.modifiers, &["Getter"]) {
                let found = found();
                implied.push((reader(&field.name, &found), Vec::new(), found));
            }
            if is_annotated(&declared.modifiers, &WRITING) || is_annotated(&field.modifiers, &["Setter"]) {
                let found = found();
                let name = format!("set{}", capitalized(bean_name(&field.name, &found)));
                implied.push((name, vec![found], TypeRef::new("void")));
            }
        }
        let is_written = |name: &str| declared.methods.iter().any(|method| method.name == name);
        let implied = implied.into_iter().filter(|(name, ..)| wanted(name) && !is_written(name));
        implied.map(|(name, parameters, result)| added(of, name, parameters, result)).collect()
    }

    /// The methods of the builder that Lombok makes for a class of the project, when `of` is one.
    pub(super) fn implied_builder(
        &self,
        of: &TypeRef,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Option<Vec<Callable>> {
        let (owner, simple) = of.name.rsplit_once('.')?;
        simple.strip_suffix(BUILDER)?;
        let class = self.class(owner)?;
        let declared = class.declared();
        if !is_annotated(&declared.modifiers, &["Builder", "SuperBuilder"])
            || builder_of(&class).name != of.name
        {
            return None;
        }
        let built = TypeRef { arguments: of.arguments.clone(), ..TypeRef::new(owner) };
        let fields = declared
            .fields
            .iter()
            .map(|field| (field.name.clone(), vec![self.type_of_field(&class, field, &built)], of.clone()));
        let all = fields.chain([("build".to_owned(), Vec::new(), built.clone())]);
        let all = all.filter(|(name, ..)| wanted(name));
        Some(all.map(|(name, parameters, result)| added(of, name, parameters, result)).collect())
    }

    fn type_of_field(&self, class: &Class, field: &Field, of: &TypeRef) -> TypeRef {
        let written = field.type_span.map(|span| self.within(&class.file).type_at(span));
        let written = written.and_then(super::Resolution::known);
        let seen =
            written.map(|written| super::class::substituted(&written.array(field.dimensions), class, of));
        seen.unwrap_or_else(|| TypeRef::new(TypeRef::UNKNOWN))
    }
}

fn added(of: &TypeRef, name: String, parameters: Vec<TypeRef>, result: TypeRef) -> Callable {
    Callable {
        origin: Origin::Implied,
        owner: of.clone(),
        name,
        type_parameters: Vec::new(),
        parameters,
        is_variadic: false,
        result,
        is_abstract: false,
    }
}

fn builder_of(class: &Class) -> TypeRef {
    let declared = class.declared();
    let arguments = class.type_ref().arguments;
    TypeRef { arguments, ..TypeRef::new(format!("{}.{}{BUILDER}", declared.qualified, declared.name)) }
}

fn is_annotated(modifiers: &Modifiers, names: &[&str]) -> bool {
    modifiers.annotations.iter().any(|(name, _)| {
        let simple = name.strip_prefix("lombok.").unwrap_or(name);
        names.contains(&simple)
    })
}

/// The name of the method that reads a field.
fn reader(field: &str, found: &TypeRef) -> String {
    let prefix = if found.is("boolean") { "is" } else { "get" };
    format!("{prefix}{}", capitalized(bean_name(field, found)))
}

/// The name of a field without the `is` of a truth value.
fn bean_name<'n>(field: &'n str, found: &TypeRef) -> &'n str {
    let rest = field.strip_prefix("is").filter(|rest| rest.starts_with(char::is_uppercase));
    rest.filter(|_| found.is("boolean")).unwrap_or(field)
}

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}
