//! The static methods of `Time`: what makes a value, and what converts one.

use tree_sitter::Node;

use super::{DURATION, Obstacle, Place, is_import_of, means_time};
use crate::finding::qualified;
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::types::JavaScope;
use crate::types::Resolution::Known;
use crate::view::java::ImportKind;

/// Methods with one number, and what `Duration` calls them.
const FACTORIES: [(&str, &str); 5] = [
    ("milliseconds", "ofMillis"),
    ("seconds", "ofSeconds"),
    ("minutes", "ofMinutes"),
    ("hours", "ofHours"),
    ("days", "ofDays"),
];

/// The units that have a method in `Duration`; a `Duration` of microseconds needs the unit.
const UNITS: [(&str, &str); 6] = [
    ("NANOSECONDS", "ofNanos"),
    ("MILLISECONDS", "ofMillis"),
    ("SECONDS", "ofSeconds"),
    ("MINUTES", "ofMinutes"),
    ("HOURS", "ofHours"),
    ("DAYS", "ofDays"),
];

/// Methods that turn one class into the other, or take a `Duration`.
const CONVERSIONS: [&str; 3] = ["fromDuration", "toDuration", "of"];

/// Factories that every length fits in.
const FINE: [&str; 2] = ["ofMillis", "ofNanos"];

/// The calls whose method comes from a static import of one of the classes.
pub(super) fn imported_calls<'f>(scope: &JavaScope<'f>) -> Vec<Node<'f>> {
    let calls = java::of_kind(scope.file.root(), "method_invocation");
    calls.filter(|call| is_imported(scope, *call)).collect()
}

/// Whether `node` calls a method of one of the classes that gives a value of it.
pub(super) fn makes_time(scope: &JavaScope<'_>, node: Node<'_>) -> bool {
    let is_call = node.kind() == "method_invocation";
    let is_of_class = || match java::receiver(node) {
        Some(object) => !matches!(scope.declaration(object), Known(_)) && means_time(scope, object),
        None => is_imported(scope, node),
    };
    is_call && java::method_name(node, scope.file.text()) != "toDuration" && is_of_class()
}

fn is_imported(scope: &JavaScope<'_>, call: Node<'_>) -> bool {
    let name = java::method_name(call, scope.file.text());
    let is_known = CONVERSIONS.contains(&name) || FACTORIES.iter().any(|(old, _)| *old == name);
    if !is_known || java::receiver(call).is_some() {
        return false;
    }
    let is_own = matches!(scope.called(call), Known(methods) if !methods.is_empty());
    let imports = || scope.file.imports.iter();
    let mut singly =
        imports().filter(|import| import.kind == ImportKind::Static && import.simple() == Some(name));
    let mut on_demand = imports().filter(|import| import.kind == ImportKind::StaticOnDemand);
    let brought = match singly.next() {
        Some(import) => is_import_of(scope, import),
        // Many classes have an `of`, so that it must be the only import.
        None if name == "of" => {
            on_demand.next().is_some_and(|import| is_import_of(scope, import)) && on_demand.next().is_none()
        }
        None => on_demand.any(|import| is_import_of(scope, import)),
    };
    brought && !is_own
}

/// The call of a static method, said with `Duration`.
pub(super) fn rewritten(scope: &JavaScope<'_>, call: Node<'_>) -> Result<Place, Obstacle> {
    let name = java::method_name(call, scope.file.text());
    let arguments = java::arguments(call);
    let factory = FACTORIES.iter().find(|(old, _)| *old == name);
    match (arguments.as_slice(), factory) {
        ([amount], Some((_, new))) => renamed(scope, call, *amount, new, Vec::new()),
        ([amount, unit], None) if name == "of" => of(scope, call, *amount, *unit),
        ([value], None) if CONVERSIONS.contains(&name) => Ok(unwrapped(scope, call, *value)),
        _ => Err(obstacle(call, format!("`{name}` is called, which is not known"))),
    }
}

/// `Time.of(n, unit)`.
fn of(scope: &JavaScope<'_>, call: Node<'_>, amount: Node<'_>, unit: Node<'_>) -> Result<Place, Obstacle> {
    let is_unit = |name: &str| scope.is_constant(unit, "java.util.concurrent.TimeUnit", name).is(&true);
    if is_unit("MICROSECONDS") {
        let micros = format!("{}.MICROS", qualified("java.time.temporal.ChronoUnit"));
        return renamed(scope, call, amount, "of", vec![Edit::replace(java::span(unit), micros)]);
    }
    let known = UNITS.iter().find(|(name, _)| is_unit(name));
    match (known, after(scope, amount, unit)) {
        (Some((_, new)), Some(rest)) => renamed(scope, call, amount, new, vec![Edit::delete(rest)]),
        (Some(_), None) | (None, _) => renamed(scope, call, amount, "of", converted(unit)),
    }
}

/// What follows `amount` up to the end of `unit`, when no comment goes with it.
fn after(scope: &JavaScope<'_>, amount: Node<'_>, unit: Node<'_>) -> Option<Span> {
    let span = Span::new(amount.end_byte(), unit.end_byte());
    (!span.of(scope.file.text()).contains("/*") && !span.of(scope.file.text()).contains("//")).then_some(span)
}

/// `unit` as a unit of `java.time`.
fn converted(unit: Node<'_>) -> Vec<Edit> {
    let (before, after) = if is_primary(unit) { ("", "") } else { ("(", ")") };
    let opened = (!before.is_empty()).then(|| Edit::insert(unit.start_byte(), before));
    let closed = Edit::insert(unit.end_byte(), format!("{after}.toChronoUnit()"));
    opened.into_iter().chain([closed]).collect()
}

fn renamed(
    scope: &JavaScope<'_>,
    call: Node<'_>,
    amount: Node<'_>,
    new: &str,
    more: Vec<Edit>,
) -> Result<Place, Obstacle> {
    let is_limit = |name: &str| scope.is_constant(amount, "java.lang.Long", name).is(&true);
    if !FINE.contains(&new) && ["MAX_VALUE", "MIN_VALUE"].into_iter().any(is_limit) {
        return Err(Obstacle {
            now: "Use a length that ends, such as `Duration.ofMillis(Long.MAX_VALUE)`.".to_owned(),
            ..obstacle(call, "a `Duration` cannot be that long".to_owned())
        });
    }
    let name = call
        .child_by_field_name("name")
        .ok_or_else(|| obstacle(call, "the call does not parse".to_owned()))?;
    let mut edits = match java::receiver(call) {
        Some(class) => {
            vec![Edit::replace(java::span(class), qualified(DURATION)), Edit::replace(java::span(name), new)]
        }
        None => vec![Edit::replace(java::span(name), format!("{}.{new}", qualified(DURATION)))],
    };
    edits.extend(more);
    let old = scope.file.text_of(name);
    let what = format!("`Time.{old}` becomes `Duration.{new}`.");
    Ok(Place { span: java::span(call), what, edits })
}

/// A call that gives its argument in the other class: nothing is left but the argument.
fn unwrapped(scope: &JavaScope<'_>, call: Node<'_>, value: Node<'_>) -> Place {
    let whole = java::span(call);
    let list = call.child_by_field_name("arguments").map_or(whole.end, |list| list.start_byte());
    let edits = if is_primary(value) {
        vec![
            Edit::delete(Span::new(whole.start, value.start_byte())),
            Edit::delete(Span::new(value.end_byte(), whole.end)),
        ]
    } else {
        vec![Edit::delete(Span::new(whole.start, list))]
    };
    let name = java::method_name(call, scope.file.text());
    let what = format!("`Time.{name}` goes; its argument is the `Duration` already.");
    Place { span: whole, what, edits }
}

fn is_primary(node: Node<'_>) -> bool {
    let kind = node.kind();
    matches!(kind, "identifier" | "field_access" | "method_invocation" | "parenthesized_expression" | "this")
}

fn obstacle(call: Node<'_>, why: String) -> Obstacle {
    Obstacle { span: java::span(call), why, now: super::NOW.to_owned() }
}
