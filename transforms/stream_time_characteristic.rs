//! `setStreamTimeCharacteristic`, and the windows that meant what it said.

use tree_sitter::Node;

use self::decision::{Decision, Time};
use super::ingestion_time;
use crate::finding::{Change, Finding, Note, RemedyKind};
use crate::rules::form::{Form, Found};
use crate::rules::{Context, Names, Rule, Wants, reference, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::LineIndex;
use crate::types::JavaScope;
use crate::view::{File, JavaFile, View};

mod decision;
mod ingestion;
mod patterns;

const ENVIRONMENT: &str = "org.apache.flink.streaming.api.environment.StreamExecutionEnvironment";
const CHARACTERISTIC: &str = "org.apache.flink.streaming.api.TimeCharacteristic";
const ASSIGNERS: &str = "org.apache.flink.streaming.api.windowing.assigners";

/// The first minor release of Flink 1 in which event time was the default.
const EVENT_TIME_BY_DEFAULT: u32 = 12;

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Setter::new()), Box::new(Windows::new()), Box::new(patterns::Patterns::new())]
}

/// `setStreamTimeCharacteristic`.
struct Setter {
    event: Form,
    processing: Form,
    ingestion: Form,
    any: Form,
}

impl Setter {
    fn new() -> Self {
        let form = |argument: &str, after: &str| {
            let before = format!("$env.setStreamTimeCharacteristic({argument})");
            Form::new(&before, after, &[("env", ENVIRONMENT)])
        };
        Self {
            event: form(&format!("{CHARACTERISTIC}.EventTime"), "$env"),
            processing: form(
                &format!("{CHARACTERISTIC}.ProcessingTime"),
                "$env.getConfig().setAutoWatermarkInterval(0)",
            ),
            ingestion: form(&format!("{CHARACTERISTIC}.IngestionTime"), "$env"),
            any: form("$time", "$env"),
        }
    }

    fn finding(&self, scope: &JavaScope<'_>, context: &Context<'_>, found: &Found<'_>) -> Finding {
        let said = |form: &Form| {
            let same = |other: &Found<'_>| other.node == found.node && other.doubt.is_none();
            form.found(scope).into_iter().find(same)
        };
        let java = scope.file;
        let rewritten = if let Some(why) = &found.doubt {
            Err(why.clone())
        } else if let Some(event) = said(&self.event) {
            self.without_event(scope, context, &event)
        } else if let Some(processing) = said(&self.processing) {
            self.without_processing(scope, context, &processing)
        } else if let Some(ingestion) = said(&self.ingestion) {
            self.without_ingestion(scope, context, &ingestion)
        } else {
            Err("which time it sets cannot be told".to_owned())
        };
        rewritten.unwrap_or_else(|why| {
            let now = "Take it out. For processing time choose windows of processing time and set the watermark \
                       interval to 0; for ingestion time give each source a `WatermarkStrategy` with an \
                       `IngestionTimeAssigner` and a generator that emits the time of the clock.";
            let note = Note::new("There is no time characteristic any more.", now).because(sentence(&why));
            context.manual(reference::site(java, found.named()), note)
        })
    }

    fn without_event(
        &self,
        scope: &JavaScope<'_>,
        context: &Context<'_>,
        found: &Found<'_>,
    ) -> Result<Finding, String> {
        let java = scope.file;
        let change = Change::in_file(&java.path, self.event.edits(scope, found)?);
        let site = reference::site(java, found.named());
        let what = "`setStreamTimeCharacteristic(EventTime)` goes.";
        Ok(match interval_before(java, found.node) {
            Some(line) => {
                let now = format!(
                    "Look at line {line}: the call that goes set the watermark interval back to 200 ms, and now \
                     the interval of that line holds."
                );
                context.review(site, Note::new(what, now), change)
            }
            None => context.apply(site, Note::new(what, ""), change),
        })
    }

    fn without_processing(
        &self,
        scope: &JavaScope<'_>,
        context: &Context<'_>,
        found: &Found<'_>,
    ) -> Result<Finding, String> {
        let java = scope.file;
        let change = Change::in_file(&java.path, self.processing.edits(scope, found)?);
        let what = "`setStreamTimeCharacteristic(ProcessingTime)` becomes `getConfig().setAutoWatermarkInterval(0)`.";
        let now = "Check that nothing in the job waits for watermarks: sources keep their timestamps now, and \
                   windows and timers of event time would be there for the first time.";
        Ok(context.review(reference::site(java, found.named()), Note::new(what, now), change))
    }

    fn without_ingestion(
        &self,
        scope: &JavaScope<'_>,
        context: &Context<'_>,
        found: &Found<'_>,
    ) -> Result<Finding, String> {
        let java = scope.file;
        if decision::is_conditional(found.node) {
            return Err("it is set under a condition".to_owned());
        }
        let mut edits = self.ingestion.edits(scope, found)?;
        edits.extend(ingestion::edits(scope, found.node)?);
        let what = "`setStreamTimeCharacteristic(IngestionTime)` goes, and each source gets a strategy of ingestion time.";
        let now = "Check that all sources are there, also those that other code adds. An operator behind each source \
                   gives the times now, so operators without a `uid` do not find their state in a savepoint of the \
                   old job.";
        let change = Change::in_file(&java.path, edits);
        Ok(context.review(reference::site(java, found.named()), Note::new(what, now), change))
    }
}

impl Rule for Setter {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, [self.any.word()])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        let ingestion = self.ingestion.names().and_new(ingestion_time::NAMES).and_new(ingestion::NAMES);
        vec![self.event.names(), self.processing.names(), ingestion]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        self.any.found(&scope).iter().map(|found| self.finding(&scope, context, found)).collect()
    }
}

/// The line of a call before `call`, in the same method, that sets the interval of watermarks.
fn interval_before(java: &JavaFile, call: Node<'_>) -> Option<usize> {
    let method = java::enclosing_method(call)?;
    let calls = java::of_kind(method, "method_invocation");
    let sets = |node: &Node<'_>| java::method_name(*node, java.text()) == "setAutoWatermarkInterval";
    let before = calls.filter(sets).find(|node| node.end_byte() < call.start_byte())?;
    Some(LineIndex::new(java.text()).line_column(java.text(), before.start_byte()).line)
}

/// `timeWindow` and `timeWindowAll`: what they become under event time, and under processing time.
struct Windows {
    forms: Vec<[Form; 2]>,
}

impl Windows {
    fn new() -> Self {
        let form = |owner: &str, old: &str, new: &str, kind: &str, arguments: &str| {
            ["EventTime", "ProcessingTime"].map(|time| {
                let before = format!("$stream.{old}({arguments})");
                let after = format!("$stream.{new}({ASSIGNERS}.{kind}{time}Windows.of({arguments}))");
                let owner = format!("org.apache.flink.streaming.api.datastream.{owner}");
                Form::new(&before, &after, &[("stream", &owner)])
            })
        };
        let forms = vec![
            form("KeyedStream", "timeWindow", "window", "Tumbling", "$size"),
            form("KeyedStream", "timeWindow", "window", "Sliding", "$size, $slide"),
            form("DataStream", "timeWindowAll", "windowAll", "Tumbling", "$size"),
            form("DataStream", "timeWindowAll", "windowAll", "Sliding", "$size, $slide"),
        ];
        Self { forms }
    }
}

impl Rule for Windows {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["timeWindow", "timeWindowAll"])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        self.forms.iter().flatten().map(Form::names).collect()
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let found = self.forms.iter().flat_map(|forms| {
            let found = forms[0].found(&scope).into_iter();
            found.map(|found| window(&scope, context, forms, &found)).collect::<Vec<_>>()
        });
        found.collect()
    }
}

fn window(scope: &JavaScope<'_>, context: &Context<'_>, forms: &[Form; 2], found: &Found<'_>) -> Finding {
    let java = scope.file;
    let site = reference::site(java, found.named());
    let decision = match &found.doubt {
        Some(why) => Err(why.clone()),
        None => decision::of(context, java, found.node),
    };
    let rewritten = decision.and_then(|decision| {
        let form = &forms[usize::from(decision.time == Time::Processing)];
        Ok((form, form.edits(scope, found)?, decision))
    });
    match rewritten {
        Ok((form, edits, Decision { why, by_default, .. })) => {
            let note = Note::new(form.what(), "").because(why);
            let change = Change::in_file(&java.path, edits);
            if !by_default {
                return context.apply(site, note, change);
            }
            let now = "Check that the job relied on that default, and was not written for the other time.";
            context.review(site, Note { now: now.to_owned(), ..note }, change)
        }
        Err(why) => {
            let [event, processing] = forms.each_ref().map(|form| &form.shown()[1]);
            let old = java.text_of(found.named());
            let what = format!("`{old}` is gone; it followed the time characteristic of the job.");
            let now = format!("Write `{event}` for event time, or `{processing}` for processing time.");
            context.manual(site, Note::new(what, now).because(sentence(&why)))
        }
    }
}
