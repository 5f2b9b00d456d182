//! Whether a class of the repository is a POJO, as the type extraction of Flink asks.
//!
//! Deliberately absent: an answer where Lombok or a class from elsewhere may have the last word.

use crate::text::Span;
use crate::types::{Class, JavaScope, TypeRef};
use crate::view::java::{Field, Method, Modifiers, TypeKind};

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

/// A field, by the class that declares it.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) class: Class,
    index: usize,
    /// The class as its heir sees it.
    seen: TypeRef,
}

impl Place {
    pub(super) fn field(&self) -> &Field {
        &self.class.declared().fields[self.index]
    }

    /// Its type, as far as it is known.
    fn type_ref(&self, scope: &JavaScope<'_>) -> TypeRef {
        let field = self.field();
        let unknown = || TypeRef::new(TypeRef::UNKNOWN);
        let within = JavaScope::new(scope.project, &self.class.file);
        let written = field.type_span.and_then(|span| within.type_at(span).known());
        let written = written.map_or_else(unknown, |written| written.array(field.dimensions));
        let own = self.class.type_ref();
        let names: Vec<&str> = own.arguments.iter().map(|argument| argument.name.as_str()).collect();
        written.substitute(&|name| {
            let index = names.iter().position(|known| *known == name)?;
            Some(self.seen.arguments.get(index).cloned().unwrap_or_else(unknown))
        })
    }
}

/// What became of the question.
pub(super) enum Read {
    /// It is a POJO with these fields.
    Fields(Vec<(Place, TypeRef)>),
    /// It is none: the class `is not public`.
    No(String),
    /// Nobody knows, as a sentence.
    Unknown(String),
}

/// The fields of a POJO, or why `class`, seen as `found`, is none.
pub(super) fn read(scope: &JavaScope<'_>, class: &Class, found: &TypeRef) -> Read {
    let chain = match chain(scope, class, found) {
        Ok(chain) => chain,
        Err(why) => return Read::Unknown(why),
    };
    let declared = class.declared();
    let fields: Vec<Place> = chain.iter().flat_map(kept).collect();
    let generating = chain.iter().any(|(class, _)| generates(&class.declared().modifiers))
        || fields.iter().any(|place| generates(&place.field().modifiers));
    if generating {
        return Read::Unknown(format!(
            "An annotation gives `{}` members that are not read here.",
            declared.name
        ));
    }
    if let Some(why) = shut_out(class, &chain, &fields) {
        return Read::No(why);
    }
    if let Some(read) = fields.iter().find_map(|place| closed(scope, declared.kind, place, &chain)) {
        return read;
    }
    let typed = fields.into_iter().map(|place| {
        let of = place.type_ref(scope);
        (place, of)
    });
    Read::Fields(typed.collect())
}

/// What a field says that Flink cannot read or write, or may not.
fn closed(scope: &JavaScope<'_>, kind: TypeKind, place: &Place, chain: &[(Class, TypeRef)]) -> Option<Read> {
    let field = place.field();
    if field.modifiers.has("public") || kind == TypeKind::Record {
        return None;
    }
    match has_accessors(scope, place, chain) {
        Some(true) => None,
        Some(false) => Some(Read::No(format!("has a field `{}` without a getter or a setter", field.name))),
        None => {
            Some(Read::Unknown(format!("Lombok names the accessors of `{}` in its own way.", field.name)))
        }
    }
}

/// Why the class is no POJO whatever accessors its fields have.
fn shut_out(class: &Class, chain: &[(Class, TypeRef)], fields: &[Place]) -> Option<String> {
    let declared = class.declared();
    let is_static = declared.kind == TypeKind::Record || is_static(class);
    let mut names: Vec<&str> = fields.iter().map(|place| place.field().name.as_str()).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    let methods = || chain.iter().flat_map(|(class, _)| &class.declared().methods);
    if !is_public(class) {
        Some("is not public".to_owned())
    } else if declared.outer.is_some() && !is_static {
        Some("is an inner class, and not static".to_owned())
    } else if fields.is_empty() {
        Some("has no fields".to_owned())
    } else if names.len() < count {
        Some("has a field of a class above it once more".to_owned())
    } else if declared.kind == TypeKind::Class && !has_empty_constructor(class) {
        Some("has no public constructor without arguments".to_owned())
    } else {
        let own = methods().find(|method| matches!(method.name.as_str(), "readObject" | "writeObject"));
        own.map(|method| format!("has a method `{}`", method.name))
    }
}

/// The fields of `class` whose values are a part of the object's state.
fn kept((class, seen): &(Class, TypeRef)) -> Vec<Place> {
    let places = (0..class.declared().fields.len()).map(|index| {
        let (class, seen) = (class.clone(), seen.clone());
        Place { class, index, seen }
    });
    places.filter(|place| is_kept(place.field())).collect()
}

/// The class and those that it extends, as their heirs see them; or which of them, or of their interfaces, comes from elsewhere.
fn chain(scope: &JavaScope<'_>, class: &Class, found: &TypeRef) -> Result<Vec<(Class, TypeRef)>, String> {
    let mut chain = vec![(class.clone(), found.clone())];
    let mut next = chain.clone();
    while let Some((class, seen)) = next.pop() {
        let within = JavaScope::new(scope.project, &class.file);
        let own = class.type_ref();
        for supertype in within.direct_supertypes(&class) {
            let supertype = supertype
                .known()
                .ok_or_else(|| format!("A supertype of `{}` is not known.", class.declared().name))?;
            if PLAIN.contains(&supertype.name.as_str()) {
                continue;
            }
            let unknown = || format!("`{}` comes from elsewhere.", supertype.name);
            let above = within.class(&supertype.name).filter(|_| chain.len() < 16).ok_or_else(unknown)?;
            let supertype = supertype.substitute(&|name| {
                let index = own.arguments.iter().position(|argument| argument.name == name)?;
                seen.arguments.get(index).cloned()
            });
            if above.declared().kind == TypeKind::Class {
                chain.push((above.clone(), supertype.clone()));
            }
            next.push((above, supertype));
        }
    }
    Ok(chain)
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

fn is_kept(field: &Field) -> bool {
    !field.modifiers.has("static") && !field.modifiers.has("transient")
}

/// Whether there is a public constructor without arguments, also by Lombok; an abstract class needs none.
fn has_empty_constructor(class: &Class) -> bool {
    let declared = class.declared();
    let has = |annotation: &str| is_annotated(&declared.modifiers, annotation);
    if has("NoArgsConstructor") {
        return true;
    }
    let is_abstract = declared.modifiers.has("abstract");
    if !declared.constructors.is_empty() {
        let empty = declared.constructors.iter().find(|method| method.parameters.is_empty());
        return empty.map_or(is_abstract, |method| method.modifiers.has("public"));
    }
    let is_required =
        |field: &Field| is_kept(field) && field.modifiers.has("final") && field.initializer.is_none();
    let takes_all = has("AllArgsConstructor") || has("Builder");
    let takes_some = has("RequiredArgsConstructor") || has("Data");
    is_abstract || !(takes_all || takes_some && declared.fields.iter().any(is_required))
}

/// Whether the field has a getter and a setter that the type extraction finds; `None` where Lombok names them in its own way.
fn has_accessors(scope: &JavaScope<'_>, place: &Place, chain: &[(Class, TypeRef)]) -> Option<bool> {
    let found = place.field();
    let name = found.name.to_lowercase();
    let plain = name.replace('_', "");
    let getters = [format!("get{plain}"), format!("is{plain}"), plain.clone()];
    let setters = [format!("set{plain}")];
    let of_class = |of: &dyn Fn(&Class, &Method) -> bool| {
        chain.iter().any(|(class, _)| class.declared().methods.iter().any(|method| of(class, method)))
    };
    let fits = |method: &Method, names: &[String], count: usize| {
        let own = method.name.to_lowercase().replace('_', "");
        method.modifiers.has("public") && method.parameters.len() == count && names.contains(&own)
    };
    let gets = of_class(&|class, method| {
        fits(method, &getters, 0) && method.return_type.is_some_and(|of| is_same(scope, place, class, of))
    });
    let sets = of_class(&|class, method| {
        fits(method, &setters, 1) && is_same(scope, place, class, method.parameters[0].type_span)
    });
    let by_lombok = |annotation: &str| {
        let class = &place.class.declared().modifiers;
        [annotation, "Data"].iter().any(|name| is_annotated(class, name))
            || is_annotated(&found.modifiers, annotation)
    };
    let gets = gets || by_lombok("Getter");
    let sets = sets || (by_lombok("Setter") && !found.modifiers.has("final"));
    // Lombok takes `is` off the name of a `boolean`.
    let may_differ = gets && sets && name.starts_with("is");
    (!may_differ).then_some(gets && sets)
}

/// Whether an accessor in `class` has the type of the field; where that is not known, it is taken to.
fn is_same(scope: &JavaScope<'_>, place: &Place, class: &Class, accessor: Span) -> bool {
    let Some(written) = place.field().type_span else { return true };
    if written.of(place.class.file.text()) == accessor.of(class.file.text()) {
        return true;
    }
    let at = |class: &Class, span| JavaScope::new(scope.project, &class.file).type_at(span).known();
    match (at(&place.class, written), at(class, accessor)) {
        (Some(one), Some(other)) => one.is_parameter() || other.is_parameter() || one.name == other.name,
        _ => true,
    }
}
