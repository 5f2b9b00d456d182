//! Where a `KafkaSource` begins, so that it begins where the old consumer did.

use tree_sitter::Node;

use super::properties::{Setting, Written};
use crate::finding::{Note, qualified};
use crate::text::Span;
use crate::types::JavaScope;

/// Says where a source begins.
pub(crate) const INITIALIZER: &str =
    "org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer";
const RESET: &str = "org.apache.kafka.clients.consumer.OffsetResetStrategy";
const LOCALE: &str = "java.util.Locale";

/// The setting that says what happens without a committed offset.
const KEY: &str = "auto.offset.reset";

const OVERWRITTEN: &str =
    "A `KafkaSource` takes it from `setStartingOffsets` alone and overwrites the property.";

/// What the setters of the consumer said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Start {
    /// Nothing, or the offsets of the group.
    #[default]
    Group,
    Earliest,
    Latest,
    /// The argument.
    Timestamp(Span),
    /// The argument: a map of the partitions.
    Offsets(Span),
}

/// The expression for `setStartingOffsets`, and what a person must look at; `line` begins a line inside it.
pub(crate) fn starting_offsets(
    scope: &JavaScope<'_>,
    start: Start,
    properties: Node<'_>,
    written: &Written<'_>,
    line: &str,
) -> (String, Option<Note>) {
    let initializer = qualified(INITIALIZER);
    let (call, note) = match start {
        Start::Group => return committed("committedOffsets(", scope, properties, written, line),
        Start::Offsets(span) => {
            let call = format!("offsets({},", span.of(scope.file.text()));
            let (text, _) = committed(&call, scope, properties, written, line);
            return (text, Some(again("the offsets that are given")));
        }
        Start::Earliest => ("earliest()".to_owned(), Some(again("the earliest record"))),
        Start::Latest => ("latest()".to_owned(), Some(again("the latest record"))),
        Start::Timestamp(span) => {
            let call = format!("timestamp({})", span.of(scope.file.text()));
            (call, Some(again("the time that is given")))
        }
    };
    (format!("{initializer}.{call}"), note)
}

/// What a source does without a committed offset, where the properties surely say it.
pub(crate) fn reset(scope: &JavaScope<'_>, written: &Written<'_>) -> Option<&'static str> {
    strategy(&written.setting(scope, KEY, "AUTO_OFFSET_RESET_CONFIG"))
}

/// The expression for `setStartingOffsets` at a place where the properties are not at hand.
pub(crate) fn said_there(
    scope: &JavaScope<'_>,
    start: Start,
    reset: Option<&'static str>,
) -> (String, Option<Note>) {
    let initializer = qualified(INITIALIZER);
    let strategy = format!("{}.{}", qualified(RESET), reset.unwrap_or("LATEST"));
    let open = || reset.is_none().then(latest);
    match start {
        Start::Group => (format!("{initializer}.committedOffsets({strategy})"), open()),
        Start::Offsets(span) => {
            let offsets = span.of(scope.file.text());
            let note = open().unwrap_or_else(|| again("the offsets that are given"));
            (format!("{initializer}.offsets({offsets}, {strategy})"), Some(note))
        }
        Start::Earliest => (format!("{initializer}.earliest()"), Some(again("the earliest record"))),
        Start::Latest => (format!("{initializer}.latest()"), Some(again("the latest record"))),
        Start::Timestamp(span) => {
            let time = span.of(scope.file.text());
            (format!("{initializer}.timestamp({time})"), Some(again("the time that is given")))
        }
    }
}

/// What is written where nothing says what to do without a committed offset.
fn latest() -> Note {
    Note::new(
        "Without a committed offset the source begins at the latest record, as Kafka does by default.",
        format!("Say another `OffsetResetStrategy` if `{KEY}` is set in these properties."),
    )
    .because(OVERWRITTEN)
}

/// What it means that there is no state at the first start.
fn again(place: &str) -> Note {
    Note::new(
        format!("The new source begins at {place} when it is started without state of its own."),
        "Say `OffsetsInitializer.committedOffsets(…)` for the first start if it shall go on where the old consumer stopped.",
    )
    .because("It cannot restore the state of the old consumer, so the first start after the move is such a start.")
}

/// The `call`, which takes the committed offsets where it has no others, with the reset that the properties ask for.
fn committed(
    call: &str,
    scope: &JavaScope<'_>,
    properties: Node<'_>,
    written: &Written<'_>,
    line: &str,
) -> (String, Option<Note>) {
    let strategy = self::reset(scope, written);
    let (initializer, reset) = (qualified(INITIALIZER), qualified(RESET));
    let committed = |strategy: &str| format!("{initializer}.{call}{}{strategy})", gap(call, strategy));
    if let Some(strategy) = strategy {
        return (committed(&format!("{reset}.{strategy}")), None);
    }
    let text = scope.file.text_of(properties);
    if matches!(properties.kind(), "identifier" | "field_access") {
        let locale = qualified(LOCALE);
        let asked = format!(
            "{line}{reset}.valueOf({text}.getProperty(\"{KEY}\", \"latest\").toUpperCase({locale}.ROOT))"
        );
        let what =
            format!("The source asks `{KEY}` of the properties what to do without a committed offset.");
        let note =
            Note::new(what, "Say the strategy itself where it is always the same.").because(OVERWRITTEN);
        return (committed(&asked), Some(note));
    }
    (committed(&format!("{reset}.LATEST")), Some(latest()))
}

/// What stands between the arguments of a call when `next` is its next one.
fn gap(call: &str, next: &str) -> &'static str {
    let is_first = call.ends_with('(');
    if is_first || next.starts_with(['\r', '\n']) { "" } else { " " }
}

/// The constant of `OffsetResetStrategy` for the setting; `None` when it is not known.
fn strategy(setting: &Setting) -> Option<&'static str> {
    match setting {
        Setting::Unset => Some("LATEST"),
        Setting::Value(value) => match value.as_str() {
            "earliest" => Some("EARLIEST"),
            "latest" => Some("LATEST"),
            "none" => Some("NONE"),
            _ => None,
        },
        Setting::Unknown => None,
    }
}
