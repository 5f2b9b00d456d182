//! Asks the engine which member a name means.

use tree_sitter::Node;

use super::super::callable::{Callable, Origin};
use super::super::resolution::Resolution::{self, Known, Unknown};
use super::super::{JavaScope, TypeRef};
use super::written;
use crate::flink::Api;
use crate::syntax::java;
use crate::view::java::TypeKind;

/// The constructor that the object of an interface without a name gets.
const OBJECT_CONSTRUCTOR: &str = "java.lang.Object#<init>()";

/// The method or constructor that a call, a `new`, `this(…)` or `super(…)` means.
pub(super) fn invoked(scope: &JavaScope<'_>, node: Node<'_>) -> Resolution<String> {
    let of_interface = node
        .child_by_field_name("type")
        .filter(|_| node.kind() == "object_creation_expression")
        .and_then(|created| scope.type_of_node(created).known())
        .is_some_and(|created| is_interface(scope, &created));
    if of_interface {
        return Known(OBJECT_CONSTRUCTOR.to_owned());
    }
    scope.invoked(node).and_then(|callable| callable_name(scope, &callable))
}

fn is_interface(scope: &JavaScope<'_>, of: &TypeRef) -> bool {
    match scope.class(&of.name) {
        Some(class) => class.declared().kind == TypeKind::Interface,
        None => Api.class(&of.name).is_some_and(|class| class.is("interface")),
    }
}

/// The method or constructor that a method reference means.
pub(super) fn referenced(scope: &JavaScope<'_>, reference: Node<'_>) -> Resolution<String> {
    scope.referenced(reference).and_then(|callable| callable_name(scope, &callable))
}

fn callable_name(scope: &JavaScope<'_>, callable: &Callable) -> Resolution<String> {
    match &callable.origin {
        Origin::Library(class, member) => Known(written::member_symbol(*class, *member)),
        Origin::Project(method) => written::project_method(scope, &method.class, method.declared()),
        Origin::ProjectConstructor(class, Some(index)) => {
            written::project_method(scope, class, &class.declared().constructors[*index])
        }
        Origin::ProjectConstructor(class, None) => {
            Known(format!("{}#{}()", class.declared().qualified, written::CONSTRUCTOR))
        }
        Origin::Implied => {
            let parameters = callable.erased_parameters().join(",");
            Known(format!("{}#{}({parameters})", callable.owner.name, callable.name))
        }
    }
}

/// The element of an annotation that `key` names.
pub(super) fn element(scope: &JavaScope<'_>, key: Node<'_>) -> Resolution<String> {
    let annotation = java::enclosing(key, &["annotation"]);
    let name = annotation.and_then(|annotation| annotation.child_by_field_name("name"));
    let dotted = name.and_then(|name| Some((java::dotted(name, scope.file.text())?, name)));
    let Some((dotted, name)) = dotted else { return Unknown("the annotation does not parse".to_owned()) };
    let owner = scope.type_name(&dotted, name);
    owner.map(|owner| format!("{owner}#{}()", scope.file.text_of(key)))
}

/// The constant of an enum that stands alone after `case`; `None` in a `switch` over something else.
pub(super) fn case_label(scope: &JavaScope<'_>, label: Node<'_>) -> Option<Resolution<String>> {
    let switch = java::enclosing(label, &["switch_expression", "switch_statement"])?;
    let subject = scope.type_of(java::unparenthesized(switch.child_by_field_name("condition")?));
    let is_enum = |subject: &TypeRef| match scope.class(&subject.name) {
        Some(class) => class.declared().kind == TypeKind::Enum,
        None => Api.class(&subject.name).is_some_and(|class| class.is("enum")),
    };
    match subject {
        Known(subject) if !is_enum(&subject) => None,
        subject => Some(subject.map(|subject| format!("{}#{}", subject.name, scope.file.text_of(label)))),
    }
}

/// The field that `name` means; `None` for a local variable.
pub(super) fn field(scope: &JavaScope<'_>, name: Node<'_>) -> Option<Resolution<String>> {
    match scope.declaration(name) {
        Known(found) if !found.is_field() => None,
        Known(found) => {
            let owner = found.owner.as_ref().map(|owner| owner.name.as_str()).unwrap_or_default();
            Some(Known(format!("{owner}#{}", found.name)))
        }
        Unknown(why) => Some(
            scope
                .library_field(name)
                .map_or(Unknown(why), |found| Known(written::member_symbol(found.class, found.member))),
        ),
    }
}
