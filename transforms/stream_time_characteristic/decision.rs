//! Which time the windows of a job had: what its code set, or the default of its release.
//!
//! The code is read as the repository has it, so that a call that was taken out still counts.

use std::collections::BTreeSet;
use std::sync::Arc;

use tree_sitter::Node;

use super::{CHARACTERISTIC, EVENT_TIME_BY_DEFAULT};
use crate::rules::{Context, flink_release};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{SourceText, Span};
use crate::types::JavaScope;
use crate::view::JavaFile;

const SETTER: &str = "setStreamTimeCharacteristic";

/// The two times of windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Time {
    Event,
    Processing,
}

/// What the windows of a job had.
pub(super) struct Decision {
    pub(super) time: Time,
    /// Who said it, in a sentence.
    pub(super) why: String,
    /// Whether nobody said it.
    pub(super) by_default: bool,
}

/// A call that sets the characteristic.
struct Setting {
    /// `None` when it cannot be told.
    time: Option<Time>,
    /// The name of the constant.
    said: String,
    /// The method or initializer that it stands in.
    around: Option<Span>,
}

/// The time of the window that `call`, in `java`, asks for.
pub(super) fn of(context: &Context<'_>, java: &Arc<JavaFile>, call: Node<'_>) -> Result<Decision, String> {
    let around = java::enclosing_method(call).and_then(|method| method.child_by_field_name("name"));
    let around = around.map(|name| java.text_of(name).to_owned());
    let own = original(context, &java.path).ok_or("the file cannot be read")?;
    let settings = settings(context, &own);
    if !settings.is_empty() {
        let same = |setting: &&Setting| {
            let name = setting.around.and_then(|span| own.node(span)?.child_by_field_name("name"));
            name.map(|name| own.text_of(name)) == around.as_deref()
        };
        let near: Vec<&Setting> = settings.iter().filter(same).collect();
        let all: Vec<&Setting> = settings.iter().collect();
        return agreed(if near.is_empty() { &all } else { &near }, "this file");
    }
    if makes_environment(&own) {
        return by_default(context, &java.path);
    }
    of_module(context, &java.path)
}

/// What the other files of the module say, when they all say the same.
fn of_module(context: &Context<'_>, path: &str) -> Result<Decision, String> {
    let folder = flink_release::module_of(context.project.reactor(), path);
    let is_test = |path: &str| path.contains("/test/");
    let entries = context.project.snapshot().entries.iter().filter(|entry| {
        let is_near = entry.path.starts_with(folder) && is_test(&entry.path) == is_test(path);
        entry.kind == FileKind::Java && is_near
    });
    let words = [SETTER.to_owned(), "StreamExecutionEnvironment.".to_owned()];
    let (mut set, mut silent) = (Vec::new(), false);
    for entry in entries.filter(|entry| mentions(context, &entry.path, &words)) {
        let Some(file) = original(context, &entry.path) else { continue };
        let settings = settings(context, &file);
        silent |= settings.is_empty() && makes_environment(&file);
        set.extend(settings);
    }
    match (set.is_empty(), silent) {
        (true, _) => by_default(context, path),
        (false, false) => agreed(&set.iter().collect::<Vec<_>>(), "this module"),
        (false, true) => {
            Err("some jobs of this module set the time characteristic and some do not".to_owned())
        }
    }
}

fn agreed(settings: &[&Setting], place: &str) -> Result<Decision, String> {
    let times: BTreeSet<Option<Time>> = settings.iter().map(|setting| setting.time).collect();
    let only = times.first().copied().flatten().filter(|_| times.len() == 1);
    let Some(time) = only else {
        return Err(format!("{place} sets the time characteristic in several ways, or by a condition"));
    };
    let said = settings.first().map_or("", |setting| &setting.said);
    Ok(Decision { time, why: format!("The job sets `TimeCharacteristic.{said}`."), by_default: false })
}

fn by_default(context: &Context<'_>, path: &str) -> Result<Decision, String> {
    let minor = flink_release::minor_of(context.project, path);
    let Some(minor) = minor else {
        return Err(
            "the job sets no time characteristic, and the release of Flink that decides then is not known"
                .to_owned(),
        );
    };
    let (time, name) = if minor < EVENT_TIME_BY_DEFAULT {
        (Time::Processing, "processing time")
    } else {
        (Time::Event, "event time")
    };
    let why = format!("The job sets no time characteristic, and the default of Flink 1.{minor} is {name}.");
    Ok(Decision { time, why, by_default: true })
}

/// The file as the repository has it.
fn original(context: &Context<'_>, path: &Arc<str>) -> Option<Arc<JavaFile>> {
    let bytes = context.project.snapshot().contents.read(path).ok()?;
    let source = SourceText::new(bytes).ok()?;
    Some(Arc::new(JavaFile::new(Arc::clone(path), Arc::new(source))))
}

fn mentions(context: &Context<'_>, path: &str, words: &[String]) -> bool {
    let bytes = context.project.snapshot().contents.read(path).ok();
    let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    text.is_some_and(|text| words.iter().any(|word| text.contains(word.as_str())))
}

/// Whether the file makes an environment itself.
fn makes_environment(java: &JavaFile) -> bool {
    let makers = ["StreamExecutionEnvironment.get", "StreamExecutionEnvironment.create"];
    makers.iter().any(|maker| java.text().contains(maker))
}

fn settings(context: &Context<'_>, java: &Arc<JavaFile>) -> Vec<Setting> {
    let scope = JavaScope::new(context.project, java);
    let calls = java::of_kind(java.root(), "method_invocation");
    let sets = |call: &Node<'_>| java::method_name(*call, java.text()) == SETTER;
    calls
        .filter(sets)
        .filter_map(|call| Some(setting(&scope, call, *java::arguments(call).first()?)))
        .collect()
}

fn setting(scope: &JavaScope<'_>, call: Node<'_>, argument: Node<'_>) -> Setting {
    let times =
        [("EventTime", Time::Event), ("IngestionTime", Time::Event), ("ProcessingTime", Time::Processing)];
    let is_it = |name: &str| scope.is_constant(argument, CHARACTERISTIC, name).is(&true);
    let found = times.into_iter().find(|(name, _)| is_it(name));
    let method = java::enclosing_method(call);
    let minor = || flink_release::minor_of(scope.project, &scope.file.path);
    // Under a condition it is one of two times, unless the other one is the same.
    let is_default =
        |time: Time| time == Time::Event && minor().is_some_and(|minor| minor >= EVENT_TIME_BY_DEFAULT);
    Setting {
        time: found.map(|(_, time)| time).filter(|time| !is_conditional(call) || is_default(*time)),
        said: found.map_or_else(String::new, |(name, _)| name.to_owned()),
        around: method.map(java::span),
    }
}

/// Whether the call is not made each time that its method runs.
pub(super) fn is_conditional(call: Node<'_>) -> bool {
    let kinds =
        ["if_statement", "switch_expression", "ternary_expression", "while_statement", "catch_clause"];
    let mut around = java::ancestors(call).take_while(|node| !node.kind().ends_with("_declaration"));
    around.any(|node| kinds.contains(&node.kind()) || node.kind() == "lambda_expression")
}
