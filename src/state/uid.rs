//! The `uid` of the operator that keeps some state.

use tree_sitter::Node;

use super::kept::Asked;
use super::places::simple;
use crate::syntax::java;
use crate::types::JavaScope;

/// What the job says about the name of an operator.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Uid {
    /// Its `uid`.
    Given(String),
    /// It has none.
    None,
    /// It cannot be told.
    Unknown,
}

/// The `uid` of the operator that `call` makes.
pub(super) fn of_call(asked: &Asked<'_>, call: Node<'_>) -> Uid {
    behind(asked, asked.scope, call)
}

/// The `uid` of the operator that one of the methods `until` makes of what `call` gives; of that itself where there are none.
pub(super) fn of_call_until(asked: &Asked<'_>, call: Node<'_>, until: &[String]) -> Uid {
    if until.is_empty() {
        return of_call(asked, call);
    }
    let mut node = call;
    while let Some(parent) = node.parent().filter(|parent| parent.kind() == "method_invocation") {
        if java::receiver(parent) != Some(node) {
            break;
        }
        let name = java::method_name(parent, asked.scope.file.text());
        if until.iter().any(|known| known == name) {
            return of_call(asked, parent);
        }
        node = parent;
    }
    Uid::Unknown
}

fn behind(asked: &Asked<'_>, scope: &JavaScope<'_>, call: Node<'_>) -> Uid {
    let mut node = call;
    while let Some(parent) = node.parent().filter(|parent| parent.kind() == "method_invocation") {
        let name = java::method_name(parent, scope.file.text());
        let is_setter = asked.places.setters.iter().any(|setter| setter == name);
        if java::receiver(parent) != Some(node) || !is_setter {
            break;
        }
        if name == "uid" {
            let given = java::arguments(parent).first().and_then(|uid| scope.string_value(*uid));
            return given.map_or(Uid::Unknown, Uid::Given);
        }
        node = parent;
    }
    let kept = node
        .parent()
        .filter(|parent| matches!(parent.kind(), "variable_declarator" | "assignment_expression"));
    let name = kept.and_then(|kept| kept.child_by_field_name("name").or(kept.child_by_field_name("left")));
    let later =
        name.is_some_and(|name| scope.file.text().contains(&format!("{}.uid(", scope.file.text_of(name))));
    if later || node.parent().is_some_and(|parent| parent.kind() == "return_statement") {
        Uid::Unknown
    } else {
        Uid::None
    }
}

/// The `uid` of the operator that takes what the `new` makes; unknown where that goes through a variable.
pub(super) fn of_value(asked: &Asked<'_>, new: Node<'_>) -> Uid {
    taker(asked, asked.scope, new).unwrap_or(Uid::Unknown)
}

/// The `uid` of the call that has the expression among its arguments.
fn taker(asked: &Asked<'_>, scope: &JavaScope<'_>, node: Node<'_>) -> Option<Uid> {
    let call = node.parent().filter(|list| list.kind() == "argument_list")?.parent()?;
    (call.kind() == "method_invocation").then(|| behind(asked, scope, call))
}

/// The `uid` of the operators that the class around `node` is the function of.
pub(super) fn of_class_around(asked: &Asked<'_>, node: Node<'_>) -> Option<Uid> {
    let class = asked.scope.class_around(node)?;
    let body = java::enclosing_class_body(node)?;
    if let Some(new) = body.parent().filter(|new| new.kind() == "object_creation_expression") {
        return Some(taker(asked, asked.scope, new).unwrap_or(Uid::Unknown));
    }
    let qualified = &class.declared().qualified;
    let mut uids = Vec::new();
    for file in asked.scope.project.java_files_with(&format!("new {}", simple(qualified))) {
        let scope = JavaScope::new(asked.scope.project, &file);
        for new in java::of_kind(file.root(), "object_creation_expression") {
            let written = new.child_by_field_name("type");
            if written.is_some_and(|written| scope.means_type(written, qualified).is(&true)) {
                uids.push(taker(asked, &scope, new).unwrap_or(Uid::Unknown));
            }
        }
    }
    uids.sort();
    uids.dedup();
    match <[Uid; 1]>::try_from(uids) {
        Ok([one]) => Some(one),
        Err(_) => Some(Uid::Unknown),
    }
}
