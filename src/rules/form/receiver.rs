//! Whether an expression of a file has a class of Flink, as far as the types are known.

use tree_sitter::Node;

use crate::flink::{Api, ClassFacts};
use crate::syntax::java;
use crate::types::JavaScope;
use crate::types::Resolution::{self, Known, Unknown};
use crate::view::java::ImportKind;

/// Whether `call` means a method that the class of Flink `owner`, or one above or below it, declares.
pub(crate) fn is_called_on(scope: &JavaScope<'_>, call: Node<'_>, owner: &str) -> Resolution<bool> {
    let types = scope.library_receiver(call);
    if types.classes.iter().any(|class| is_below(*class, owner)) {
        return Known(true);
    }
    let is_own = matches!(scope.called(call), Known(methods) if !methods.is_empty());
    if !types.classes.is_empty() || types.is_complete || is_own {
        return Known(false);
    }
    match java::receiver(call).map(|object| scope.receiver_type(object)) {
        Some(Unknown(why)) => Unknown(why),
        Some(Known(_)) | None => Known(false),
    }
}

/// Whether the expression `node` can be given where a `wanted` is asked for; an object of a number takes what its number takes.
pub(super) fn fits(scope: &JavaScope<'_>, node: Node<'_>, wanted: &str) -> Resolution<bool> {
    scope.type_of(node).and_then(|found| {
        let widens = |from: &[&str]| Known(found.dimensions == 0 && from.contains(&unboxed(&found.name)));
        match unboxed(wanted) {
            "long" => widens(&["long", "int", "short", "byte", "char"]),
            "int" => widens(&["int", "short", "byte", "char"]),
            "double" => widens(&["double", "float", "long", "int", "short", "byte", "char"]),
            "float" => widens(&["float", "long", "int", "short", "byte", "char"]),
            "boolean" => widens(&["boolean"]),
            _ => scope.as_supertype(&found, wanted).map(|found| found.is_some()),
        }
    })
}

/// Whether the call without a receiver means the static method `name` of `owner`.
pub(super) fn is_imported(scope: &JavaScope<'_>, call: Node<'_>, owner: &str, name: &str) -> bool {
    let is_own = matches!(scope.called(call), Known(methods) if !methods.is_empty());
    let mut imports = scope.file.imports.iter();
    !is_own
        && imports.any(|import| match import.kind {
            ImportKind::Static => {
                import.name.strip_suffix(name).and_then(|class| class.strip_suffix('.')) == Some(owner)
            }
            ImportKind::StaticOnDemand => import.name == owner,
            ImportKind::Single | ImportKind::OnDemand => false,
        })
}

/// Whether `node` is a name that a variable has.
pub(super) fn is_variable(scope: &JavaScope<'_>, node: Node<'_>) -> bool {
    matches!(node.kind(), "identifier" | "field_access") && matches!(scope.declaration(node), Known(_))
}

/// Whether `class` is the class `owner` or has it above it, in some release.
pub(super) fn is_below(class: ClassFacts, owner: &str) -> bool {
    let mut above = class.supertypes().filter_map(|supertype| Api.class(supertype.erased()));
    class.name() == owner || above.any(|class| is_below(class, owner))
}

/// The primitive type of an object of a number; every other name stays.
pub(super) fn unboxed(name: &str) -> &str {
    match name {
        "java.lang.Boolean" => "boolean",
        "java.lang.Byte" => "byte",
        "java.lang.Character" => "char",
        "java.lang.Double" => "double",
        "java.lang.Float" => "float",
        "java.lang.Integer" => "int",
        "java.lang.Long" => "long",
        "java.lang.Short" => "short",
        other => other,
    }
}

/// Whether the expression or class name before `::` has the class of Flink `owner`, or one below it.
pub(super) fn has_class(scope: &JavaScope<'_>, object: Node<'_>, owner: &str) -> bool {
    let found = scope.receiver_type(object);
    found.and_then(|found| scope.as_supertype(&found, owner)).map(|found| found.is_some()).is(&true)
}
