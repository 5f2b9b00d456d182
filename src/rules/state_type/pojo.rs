//! Whether a class of the repository is a POJO, as the type extraction of Flink asks.
//!
//! Deliberately absent: an answer where Lombok or a class from elsewhere may have the last word.

use crate::types::{Class, JavaScope};
use crate::view::java::{DeclaredType, Field, Method, Modifiers, TypeKind};

/// Supertypes from outside of the repository that change nothing.
const PLAIN: [&str; 4] =
    ["java.lang.Object", "java.io.Serializable", "java.lang.Comparable", "java.lang.Cloneable"];

/// Annotations of Lombok and its like that give a class other members than are understood here.
const GENERATING: [&str; 13] = [
    "Accessors",
    "AutoValue",
    "Default",
    "Delegate",
    "FieldDefaults",
    "Immutable",
    "Jacksonized",
    "NonNull",
    "Singular",
    "SuperBuilder",
    "Value",
    "With",
    "Wither",
];

/// A field, by the class that declares it and its index there.
pub(super) type Place = (Class, usize);

/// The fields of a POJO, or why `class` is none; `None` when that is not known.
pub(super) fn read(scope: &JavaScope<'_>, class: &Class) -> Option<Result<Vec<Place>, String>> {
    let chain = chain(scope, class)?;
    if chain.iter().any(|class| generates(&class.declared().modifiers)) {
        return None;
    }
    let declared = class.declared();
    if !is_public(class) {
        return Some(Err("is not public".to_owned()));
    }
    if declared.outer.is_some() && !is_static(class) {
        return Some(Err("is an inner class, and not static".to_owned()));
    }
    let fields = chain.iter().flat_map(|class| {
        let indexes = 0..class.declared().fields.len();
        indexes.map(|index| (class.clone(), index)).filter(|place| is_kept(field(place)))
    });
    let fields: Vec<Place> = fields.collect();
    if fields.is_empty() {
        return Some(Err("has no fields".to_owned()));
    }
    if fields.iter().any(|place| generates(&field(place).modifiers)) {
        return None;
    }
    if !has_empty_constructor(declared) {
        return Some(Err("has no public constructor without arguments".to_owned()));
    }
    for place in &fields {
        let found = field(place);
        if !found.modifiers.has("public") && !has_accessors(place, &chain)? {
            return Some(Err(format!("has a field `{}` without a getter or a setter", found.name)));
        }
    }
    Some(Ok(fields))
}

fn field((class, index): &Place) -> &Field {
    &class.declared().fields[*index]
}

/// The class and those that it extends; `None` when one of them, or an interface, comes from elsewhere.
fn chain(scope: &JavaScope<'_>, class: &Class) -> Option<Vec<Class>> {
    let mut chain = vec![class.clone()];
    let mut next = vec![class.clone()];
    while let Some(class) = next.pop() {
        let within = JavaScope::new(scope.project, &class.file);
        for supertype in within.direct_supertypes(&class) {
            let supertype = supertype.known()?;
            if PLAIN.contains(&supertype.name.as_str()) {
                continue;
            }
            let above = within.class(&supertype.name).filter(|_| chain.len() < 16)?;
            if above.declared().kind == TypeKind::Class {
                chain.push(above.clone());
            }
            next.push(above);
        }
    }
    Some(chain)
}

fn generates(modifiers: &Modifiers) -> bool {
    GENERATING.iter().any(|name| is_annotated(modifiers, name))
}

fn is_annotated(modifiers: &Modifiers, annotation: &str) -> bool {
    modifiers.annotations.iter().any(|(name, _)| name.rsplit('.').next() == Some(annotation))
}

fn is_public(class: &Class) -> bool {
    let in_interface = class.outer().is_some_and(|outer| outer.declared().kind == TypeKind::Interface);
    class.declared().modifiers.has("public") || in_interface
}

fn is_static(class: &Class) -> bool {
    let in_interface = class.outer().is_some_and(|outer| outer.declared().kind == TypeKind::Interface);
    class.declared().modifiers.has("static") || in_interface
}

/// Whether the value of the field is a part of the object's state.
fn is_kept(field: &Field) -> bool {
    !field.modifiers.has("static") && !field.modifiers.has("transient")
}

/// Whether there is a public constructor without arguments, also by Lombok.
fn has_empty_constructor(declared: &DeclaredType) -> bool {
    let has = |annotation: &str| is_annotated(&declared.modifiers, annotation);
    if has("NoArgsConstructor") {
        return true;
    }
    if !declared.constructors.is_empty() {
        let is_it = |method: &Method| method.parameters.is_empty() && method.modifiers.has("public");
        return declared.constructors.iter().any(is_it);
    }
    let is_required =
        |field: &Field| is_kept(field) && field.modifiers.has("final") && field.initializer.is_none();
    let takes_all = has("AllArgsConstructor") || has("Builder");
    let takes_some = has("RequiredArgsConstructor") || has("Data");
    !(takes_all || takes_some && declared.fields.iter().any(is_required))
}

/// Whether the field has a getter and a setter that the type extraction finds; `None` where Lombok names them in its own way.
fn has_accessors(place: &Place, chain: &[Class]) -> Option<bool> {
    let found = field(place);
    let name = found.name.to_lowercase();
    let has_method = |names: &[String], count: usize| {
        let fits = |method: &Method| {
            let own = method.name.to_lowercase().replace('_', "");
            method.modifiers.has("public") && method.parameters.len() == count && names.contains(&own)
        };
        chain.iter().any(|class| class.declared().methods.iter().any(fits))
    };
    let plain = name.replace('_', "");
    let getters = [format!("get{plain}"), format!("is{plain}"), plain.clone()];
    let setters = [format!("set{plain}")];
    let (gets, sets) = (has_method(&getters, 0), has_method(&setters, 1));
    let by_lombok = |annotation: &str| {
        let class = &place.0.declared().modifiers;
        [annotation, "Data"].iter().any(|name| is_annotated(class, name))
            || is_annotated(&found.modifiers, annotation)
    };
    let gets = gets || by_lombok("Getter");
    let sets = sets || (by_lombok("Setter") && !found.modifiers.has("final"));
    // Lombok takes `is` off the name of a `boolean`.
    let may_differ = gets && sets && name.starts_with("is");
    (!may_differ).then_some(gets && sets)
}
