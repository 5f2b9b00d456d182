//! What is written around a `fold`: the methods of the function that asks it.

use super::Stream;
use crate::finding::qualified;

const AGGREGATE: &str = "org.apache.flink.api.common.functions.AggregateFunction";
const MAP: &str = "org.apache.flink.api.common.functions.RichMapFunction";
const CONTEXT: &str = "org.apache.flink.api.common.functions.OpenContext";
const STATE: &str = "org.apache.flink.api.common.state.ValueState";
const DESCRIPTOR: &str = "org.apache.flink.api.common.state.ValueStateDescriptor";
const FAILURE: &str = "org.apache.flink.util.FlinkRuntimeException";

/// The classes that are written.
pub(super) const NAMES: [&str; 6] = [AGGREGATE, MAP, CONTEXT, STATE, DESCRIPTOR, FAILURE];

/// A line of new text with its depth.
pub(super) type Line = (usize, String);

/// A function that folds.
pub(super) struct Folding {
    pub(super) stream: Stream,
    /// The type of the elements, as it is written.
    pub(super) element: String,
    /// The type of what is folded.
    pub(super) result: String,
    /// What Flink is told of that type.
    pub(super) information: String,
    /// The expression that makes the first value.
    pub(super) first: String,
    /// Whether `fold` throws what is checked.
    pub(super) throws: bool,
}

impl Folding {
    /// The class that is extended, or the interface that is implemented.
    pub(super) fn supertype(&self) -> String {
        let (element, result) = (&self.element, &self.result);
        match self.stream {
            Stream::Window => format!("{}<{element}, {result}, {result}>", qualified(AGGREGATE)),
            Stream::Keyed => format!("{}<{element}, {result}>", qualified(MAP)),
        }
    }

    /// The names of the methods that are added.
    pub(super) fn added(&self) -> &'static [&'static str] {
        match self.stream {
            Stream::Window => &["createAccumulator", "add", "getResult", "merge"],
            Stream::Keyed => &["open", "map"],
        }
    }

    /// The field that the methods need.
    pub(super) fn field(&self) -> Option<String> {
        let field = || format!("private transient {}<{}> folded;", qualified(STATE), self.result);
        (self.stream == Stream::Keyed).then(field)
    }

    /// The lines of the methods, each method after an empty one.
    pub(super) fn methods(&self) -> Vec<Line> {
        let all = match self.stream {
            Stream::Window => self.of_window(),
            Stream::Keyed => self.of_state(),
        };
        let lines = all.into_iter().flat_map(|(signature, body)| {
            let head =
                [(0, String::new()), (0, "@Override".to_owned()), (0, format!("public {signature} {{"))];
            head.into_iter().chain(body).chain([(0, "}".to_owned())])
        });
        lines.collect()
    }

    fn of_window(&self) -> Vec<(String, Vec<Line>)> {
        let Self { element, result, first, .. } = self;
        let ask = "return fold(accumulator, value);";
        let add: Vec<Line> = if self.throws {
            vec![
                (1, "try {".to_owned()),
                (2, ask.to_owned()),
                (1, "} catch (Exception exception) {".to_owned()),
                (2, format!("throw new {}(exception);", qualified(FAILURE))),
                (1, "}".to_owned()),
            ]
        } else {
            vec![(1, ask.to_owned())]
        };
        let no_merge = "throw new UnsupportedOperationException(\"What was folded cannot be merged.\");";
        vec![
            (format!("{result} createAccumulator()"), vec![(1, format!("return {first};"))]),
            (format!("{result} add({element} value, {result} accumulator)"), add),
            (
                format!("{result} getResult({result} accumulator)"),
                vec![(1, "return accumulator;".to_owned())],
            ),
            (format!("{result} merge({result} one, {result} other)"), vec![(1, no_merge.to_owned())]),
        ]
    }

    fn of_state(&self) -> Vec<(String, Vec<Line>)> {
        let Self { element, result, information, first, .. } = self;
        let descriptor = format!("new {}<>(\"folded\", {information})", qualified(DESCRIPTOR));
        let map = [
            format!("{result} before = folded.value();"),
            format!("{result} after = fold(before == null ? {first} : before, value);"),
            "folded.update(after);".to_owned(),
            "return after;".to_owned(),
        ];
        vec![
            (
                format!("void open({} context)", qualified(CONTEXT)),
                vec![(1, format!("folded = getRuntimeContext().getState({descriptor});"))],
            ),
            (format!("{result} map({element} value) throws Exception"), map.map(|line| (1, line)).into()),
        ]
    }
}
