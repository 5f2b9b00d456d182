//! A `WatermarkStrategy` that does what ingestion time did, as a class of the file that needs it.

use tree_sitter::Node;

use super::own_method;
use crate::finding::qualified;
use crate::text::{Edit, indent_at};
use crate::types::JavaScope;
use crate::view::java::{DeclaredType, TypeKind};

/// The name of the class.
pub(super) const NAME: &str = "IngestionTimestamps";

const STRATEGY: &str = "org.apache.flink.api.common.eventtime.WatermarkStrategy";
const EVENT_TIME: &str = "org.apache.flink.api.common.eventtime";

/// The classes that it names.
pub(super) const NAMES: [&str; 8] = [
    STRATEGY,
    "org.apache.flink.api.common.eventtime.IngestionTimeAssigner",
    "org.apache.flink.api.common.eventtime.TimestampAssigner",
    "org.apache.flink.api.common.eventtime.TimestampAssignerSupplier.Context",
    "org.apache.flink.api.common.eventtime.Watermark",
    "org.apache.flink.api.common.eventtime.WatermarkGenerator",
    "org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier.Context",
    "org.apache.flink.api.common.eventtime.WatermarkOutput",
];

/// The edit that declares the class where `node` can name it, or none where that is done already; or why it cannot be.
pub(super) fn declared(scope: &JavaScope<'_>, node: Node<'_>) -> Result<Option<Edit>, String> {
    let java = scope.file;
    let mut outer = java.type_around(node).map(|index| &java.types[index]);
    while let Some(around) = outer.and_then(|declared| declared.outer) {
        outer = Some(&java.types[around]);
    }
    let outer = outer.ok_or("it stands in no class")?;
    if let Some(own) = java.types.iter().find(|declared| declared.name == NAME) {
        let is_strategy = |head: Node<'_>| scope.means_type(head, STRATEGY).is(&true);
        let is_ours = outer.body.contains(own.span)
            && own.supertypes().filter_map(|head| java.node(head)).any(is_strategy);
        let taken = || format!("`{NAME}` is the name of another class");
        return if is_ours { Ok(None) } else { Err(taken()) };
    }
    if scope.type_name(NAME, node).known().is_some_and(|name| name.contains('.')) {
        return Err(format!("`{NAME}` is the name of another class"));
    }
    if outer.kind != TypeKind::Class {
        return Err("the file has no class around it that could hold another one".to_owned());
    }
    Ok(Some(class(scope, outer)))
}

/// The class as the last member of `outer`.
fn class(scope: &JavaScope<'_>, outer: &DeclaredType) -> Edit {
    let java = scope.file;
    let members = java.text()[..outer.body.end - 1].trim_end();
    let indent = indent_at(java.text(), outer.span.start);
    Edit::insert(members.len(), own_method::lines(java, indent, &lines()))
}

/// The lines of the class with their depths.
fn lines() -> Vec<(usize, String)> {
    let name = |simple: &str| qualified(&format!("{EVENT_TIME}.{simple}"));
    let (strategy, assigner, generator) =
        (qualified(STRATEGY), name("TimestampAssigner"), name("WatermarkGenerator"));
    let (assigners, generators, output) =
        (name("TimestampAssignerSupplier"), name("WatermarkGeneratorSupplier"), name("WatermarkOutput"));
    let (by_arrival, watermark) = (name("IngestionTimeAssigner"), name("Watermark"));
    let create = format!("public {generator}<T> createWatermarkGenerator({generators}.Context context) {{");
    let lines = [
        (0, ""),
        (1, "/** Elements get the time at which they arrive, and watermarks go on without elements. */"),
        (1, &format!("private static class {NAME}<T> implements {strategy}<T> {{")),
        (2, "@Override"),
        (2, &format!("public {assigner}<T> createTimestampAssigner({assigners}.Context context) {{")),
        (3, &format!("return new {by_arrival}<>();")),
        (2, "}"),
        (0, ""),
        (2, "@Override"),
        (2, &create),
        (3, &format!("return new {generator}<T>() {{")),
        (4, "@Override"),
        (4, &format!("public void onEvent(T event, long timestamp, {output} output) {{}}")),
        (0, ""),
        (4, "@Override"),
        (4, &format!("public void onPeriodicEmit({output} output) {{")),
        (5, &format!("output.emitWatermark(new {watermark}(System.currentTimeMillis() - 1));")),
        (4, "}"),
        (3, "};"),
        (2, "}"),
        (1, "}"),
    ];
    lines.into_iter().map(|(depth, line)| (depth, line.to_owned())).collect()
}
