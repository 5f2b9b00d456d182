//! What else keeps a file from changing: libraries that want the old class, methods that would become the same.

use tree_sitter::Node;

use super::accessor::is_time;
use super::{Obstacle, means_time};
use crate::syntax::java;
use crate::types::JavaScope;
use crate::types::Resolution::{Known, Unknown};
use crate::view::java::{DeclaredType, Import, ImportKind, Method};

/// Packages whose methods take `Duration` by now, or any object.
const NEUTRAL: [&str; 11] = [
    "org.apache.flink",
    "java",
    "javax",
    "com.google.common",
    "org.assertj",
    "org.hamcrest",
    "org.junit",
    "org.mockito",
    "org.slf4j",
    "org.apache.logging",
    "org.testng",
];

/// Methods of streams and patterns at the end of a chain that may have begun anywhere.
const OF_FLINK: [&str; 6] = ["allowedLateness", "between", "timeWindow", "timeWindowAll", "window", "within"];

/// The calls that give a value of `Time` to a class of another library.
pub(super) fn takers(scope: &JavaScope<'_>) -> Vec<Obstacle> {
    let kinds = ["method_invocation", "object_creation_expression", "explicit_constructor_invocation"];
    let calls = java::descendants(scope.file.root()).filter(|node| kinds.contains(&node.kind()));
    calls.filter_map(|call| taker(scope, call)).collect()
}

fn taker(scope: &JavaScope<'_>, call: Node<'_>) -> Option<Obstacle> {
    let arguments = java::arguments(call).into_iter();
    let given = arguments.into_iter().find(|argument| is_time(scope, *argument).is(&true))?;
    let owner = owner(scope, call).filter(|owner| is_foreign(scope, owner))?;
    let why = format!("a value is given to `{owner}`, which may want a `Time` still");
    let now = "Take a release of that library for Flink 2, and give it what it wants there.".to_owned();
    Some(Obstacle { span: java::span(given), why, now })
}

/// The class that has the method, as far as it can be told: of a chain of calls that at its beginning.
fn owner(scope: &JavaScope<'_>, call: Node<'_>) -> Option<String> {
    match call.kind() {
        "object_creation_expression" => {
            scope.type_of_node(call.child_by_field_name("type")?).known().map(|created| created.name)
        }
        "explicit_constructor_invocation" => {
            let superclass = scope.direct_supertypes(&scope.class_around(call)?).into_iter().next()?;
            superclass.known().map(|superclass| superclass.name)
        }
        _ if OF_FLINK.contains(&java::method_name(call, scope.file.text())) => None,
        _ => {
            let mut first = call;
            while let Some(object) = java::receiver(first).map(java::unparenthesized) {
                if object.kind() != "method_invocation" {
                    return scope.receiver_type(object).known().map(|receiver| receiver.name);
                }
                first = object;
            }
            imported_owner(scope, first)
        }
    }
}

/// The class from which a static import brings the method; `None` when the call means a method of this repository.
fn imported_owner(scope: &JavaScope<'_>, call: Node<'_>) -> Option<String> {
    match scope.called(call) {
        Known(methods) if !methods.is_empty() => return None,
        Known(_) | Unknown(_) => {}
    }
    let name = java::method_name(call, scope.file.text());
    let is_it = |import: &&Import| import.kind == ImportKind::Static && import.simple() == Some(name);
    let import = scope.file.imports.iter().find(is_it)?;
    import.name.rsplit_once('.').map(|(owner, _)| owner.to_owned())
}

fn is_foreign(scope: &JavaScope<'_>, owner: &str) -> bool {
    let is_below = |package: &str| owner.strip_prefix(package).is_some_and(|rest| rest.starts_with('.'));
    let is_library = owner.contains('.') && !owner.contains('#');
    is_library && !NEUTRAL.iter().any(|package| is_below(package)) && scope.class(owner).is_none()
}

/// The methods that would have the same parameters as another one of their class.
pub(super) fn clashes(scope: &JavaScope<'_>) -> Vec<Obstacle> {
    scope.file.types.iter().flat_map(|declared| clashes_in(scope, declared)).collect()
}

fn clashes_in(scope: &JavaScope<'_>, declared: &DeclaredType) -> Vec<Obstacle> {
    let members: Vec<(&Method, Vec<String>, bool)> = declared
        .methods
        .iter()
        .chain(&declared.constructors)
        .map(|method| {
            let (types, takes_time) = parameters(scope, method);
            (method, types, takes_time)
        })
        .collect();
    let same = |one: &Method, other: &Method| one.name == other.name && one.span != other.span;
    let clashing = members.iter().filter(|(method, types, takes_time)| {
        *takes_time && members.iter().any(|(other, others, _)| same(method, other) && types == others)
    });
    let obstacle = |method: &Method| Obstacle {
        span: method.name_span,
        why: format!("`{}` has the same parameters as another method then", method.name),
        now: "Keep one of the two methods, with `java.time.Duration`.".to_owned(),
    };
    clashing.map(|(method, _, _)| obstacle(method)).collect()
}

/// The types of the parameters with `Duration` for `Time`, and whether there is a `Time`.
fn parameters(scope: &JavaScope<'_>, method: &Method) -> (Vec<String>, bool) {
    let mut takes_time = false;
    let types = method.parameters.iter().map(|parameter| {
        let node = scope.file.node(parameter.type_span);
        if node.is_some_and(|node| means_time(scope, node)) {
            takes_time = true;
            return "Duration".to_owned();
        }
        let written = parameter.type_span.of(scope.file.text());
        written.rsplit('.').next().unwrap_or(written).to_owned()
    });
    (types.collect(), takes_time)
}
