//! Which methods of Flink a method of the project overrides.

use tree_sitter::Node;

use super::super::callable::{Callable, Origin};
use super::super::resolution::Resolution::{self, Known, Unknown};
use super::super::{JavaScope, ProjectMethod, TypeRef};
use super::{OVERRIDES_NOTHING, written};
use crate::flink::{Api, ClassFacts, Member};

/// The packages of Flink, and of the fork of its Kinesis connector.
const FLINK: [&str; 2] = ["org.apache.flink.", "software.amazon.kinesis.connectors.flink."];

/// What is found above a method.
#[derive(Default)]
struct Above {
    overridden: Vec<(ClassFacts, Member)>,
    /// Those with as many parameters, of which not all types are known.
    possible: Vec<(ClassFacts, Member)>,
    /// Whether something is or may be overridden that is not of Flink.
    elsewhere: bool,
    /// Why there may be more.
    open: Option<String>,
}

/// The methods of Flink that the method declared at `declaration` overrides; `None` for a static one.
pub(super) fn overridden(scope: &JavaScope<'_>, declaration: Node<'_>) -> Option<Resolution<String>> {
    let method = scope.method_declared(declaration)?;
    let modifiers = &method.declared().modifiers;
    if modifiers.has("static") {
        return None;
    }
    if modifiers.has("private") {
        return Some(Known(OVERRIDES_NOTHING.to_owned()));
    }
    let name = &method.declared().name;
    let callables = scope.callables(&method.class.type_ref(), name).found;
    let own = callables.into_iter().find(|one| is_method(one, &method))?;
    let mut above = Above::default();
    look_above(scope, &own, &method.class.type_ref(), &mut above);
    let is_marked = modifiers.override_annotation().is_some();
    Some(if is_marked { marked(&above) } else { named(&above.overridden, open(&above)) })
}

fn is_method(one: &Callable, method: &ProjectMethod) -> bool {
    match &one.origin {
        Origin::Project(found) => found.declared().span == method.declared().span,
        Origin::ProjectConstructor(..) | Origin::Library(..) | Origin::Implied => false,
    }
}

/// Looks for what `own` overrides in the proper supertypes of `of`.
fn look_above(scope: &JavaScope<'_>, own: &Callable, of: &TypeRef, above: &mut Above) {
    for supertype in scope.supertypes(of) {
        let supertype = match supertype {
            Known(supertype) => supertype,
            Unknown(why) => {
                above.open = above.open.take().or(Some(why));
                continue;
            }
        };
        if Api.class(&supertype.name).is_some_and(|class| class.is("unlisted")) {
            let why = format!("the members of `{}` are not known", supertype.name);
            above.open = above.open.take().or(Some(why));
        }
        let candidates = scope.callables(&supertype, &own.name).found.into_iter();
        for candidate in candidates.filter(|candidate| candidate.owner.name == supertype.name) {
            above.add(&candidate, has_parameters(&candidate, own));
        }
        look_above(&scope.deeper(), own, &supertype, above);
    }
}

impl Above {
    /// Takes `candidate` in; whether it is overridden is not known where the parameters are not.
    fn add(&mut self, candidate: &Callable, is_overridden: Option<bool>) {
        let of_flink = candidate.library().filter(|(class, _)| is_of_flink(*class));
        match (of_flink, is_overridden) {
            (_, Some(false)) => {}
            (Some((_, member)), _) if member.is("static") => {}
            (Some(found), Some(true)) => self.overridden.push(found),
            (Some(found), None) => self.possible.push(found),
            (None, _) => self.elsewhere = true,
        }
    }
}

fn is_of_flink(class: ClassFacts) -> bool {
    FLINK.iter().any(|package| class.name().starts_with(package))
}

/// Whether `candidate`, as the class of `own` sees it, has the same parameters; `None` when a type is not known.
fn has_parameters(candidate: &Callable, own: &Callable) -> Option<bool> {
    if candidate.parameters.len() != own.parameters.len() {
        return Some(false);
    }
    let pairs = candidate.erased_parameters().into_iter().zip(own.erased_parameters());
    let mut is_open = false;
    for (theirs, ours) in pairs {
        if [&theirs, &ours].iter().any(|name| name.starts_with(TypeRef::UNKNOWN)) {
            is_open = true;
        } else if theirs != ours {
            return Some(false);
        }
    }
    (!is_open).then_some(true)
}

/// What a method overrides that says that it does: the code is taken to compile.
fn marked(above: &Above) -> Resolution<String> {
    let is_sure = above.overridden.is_empty() && !above.elsewhere && above.open.is_none();
    match named(&above.possible, None) {
        Known(only) if is_sure && only != OVERRIDES_NOTHING && !only.contains('&') => Known(only),
        Known(_) | Unknown(_) => named(&above.overridden, open(above)),
    }
}

fn open(above: &Above) -> Option<String> {
    let possible = above.possible.first();
    let why = possible.map(|(_, member)| format!("the parameters of `{}` are not known", member.name()));
    above.open.clone().or(why)
}

/// Those of `overridden` that override no other one; there may be more, if `open` says why.
fn named(overridden: &[(ClassFacts, Member)], open: Option<String>) -> Resolution<String> {
    let is_below =
        |class: &ClassFacts| overridden.iter().any(|(other, _)| other != class && is_subtype(*class, *other));
    let topmost = overridden.iter().filter(|(class, _)| !is_below(class));
    let mut names: Vec<String> =
        topmost.map(|(class, member)| written::member_symbol(*class, *member)).collect();
    names.sort();
    names.dedup();
    match open {
        Some(why) if names.is_empty() => Unknown(why),
        _ if names.is_empty() => Known(OVERRIDES_NOTHING.to_owned()),
        _ => Known(names.join(" & ")),
    }
}

fn is_subtype(class: ClassFacts, wanted: ClassFacts) -> bool {
    let mut above = class.supertypes().filter_map(|supertype| Api.class(supertype.erased()));
    class == wanted || above.any(|above| is_subtype(above, wanted))
}
