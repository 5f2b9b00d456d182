//! The methods that make a class a `WatermarkStrategy` that asks its own methods.

use super::super::own_method;
use super::Old;
use crate::finding::qualified;
use crate::text::indent_at;
use crate::view::JavaFile;
use crate::view::java::Method;

const EVENT_TIME: &str = "org.apache.flink.api.common.eventtime";
/// What the old methods give.
const WATERMARK: &str = "org.apache.flink.streaming.api.watermark.Watermark";

/// The classes that the methods name.
pub(super) const NAMES: [&str; 7] = [
    "org.apache.flink.api.common.eventtime.TimestampAssigner",
    "org.apache.flink.api.common.eventtime.TimestampAssignerSupplier.Context",
    "org.apache.flink.api.common.eventtime.Watermark",
    "org.apache.flink.api.common.eventtime.WatermarkGenerator",
    "org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier.Context",
    "org.apache.flink.api.common.eventtime.WatermarkOutput",
    WATERMARK,
];

/// The text that follows the method `last`, for elements of the type `element`.
pub(super) fn methods(file: &JavaFile, old: Old, element: &str, last: &Method) -> String {
    let indent = indent_at(file.text(), last.span.start);
    let name = |simple: &str| qualified(&format!("{EVENT_TIME}.{simple}"));
    let (assigner, generator, output) =
        (name("TimestampAssigner"), name("WatermarkGenerator"), name("WatermarkOutput"));
    let (assigners, generators) = (name("TimestampAssignerSupplier"), name("WatermarkGeneratorSupplier"));
    let emitted = emitted(old, &name("Watermark"));
    let nothing = Vec::new();
    let is_periodic = old.parameters == 0;
    let (on_event, on_period) = if is_periodic { (&nothing, &emitted) } else { (&emitted, &nothing) };
    let mut lines = vec![
        (0, String::new()),
        (0, "@Override".to_owned()),
        (0, format!("public {assigner}<{element}> createTimestampAssigner({assigners}.Context context) {{")),
        (1, "return this::extractTimestamp;".to_owned()),
        (0, "}".to_owned()),
        (0, String::new()),
        (0, "@Override".to_owned()),
        (
            0,
            format!(
                "public {generator}<{element}> createWatermarkGenerator({generators}.Context context) {{"
            ),
        ),
        (1, format!("return new {generator}<{element}>() {{")),
    ];
    lines
        .extend(method(&format!("onEvent({element} event, long eventTimestamp, {output} output)"), on_event));
    lines.push((0, String::new()));
    lines.extend(method(&format!("onPeriodicEmit({output} output)"), on_period));
    lines.extend([(1, "};".to_owned()), (0, "}".to_owned())]);
    own_method::lines(file, indent, &lines)
}

/// A method of the generator.
fn method(signature: &str, body: &[(usize, String)]) -> Vec<(usize, String)> {
    let mut lines = vec![(2, "@Override".to_owned())];
    if body.is_empty() {
        lines.push((2, format!("public void {signature} {{}}")));
        return lines;
    }
    lines.push((2, format!("public void {signature} {{")));
    lines.extend(body.iter().cloned());
    lines.push((2, "}".to_owned()));
    lines
}

/// Asks the old method, and hands on what it gives.
fn emitted(old: Old, new: &str) -> Vec<(usize, String)> {
    let arguments = if old.parameters == 0 { "" } else { "event, eventTimestamp" };
    let method = old.method;
    vec![
        (3, format!("{} watermark = {method}({arguments});", qualified(WATERMARK))),
        (3, "if (watermark != null) {".to_owned()),
        (4, format!("output.emitWatermark(new {new}(watermark.getTimestamp()));")),
        (3, "}".to_owned()),
    ]
}
