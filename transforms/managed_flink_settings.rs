//! Settings in code that the managed service makes itself.

use tree_sitter::Node;

use crate::finding::{Change, Finding, Note, RemedyKind};
use crate::rules::form::{is_called_on, removal};
use crate::rules::{Context, Names, Rule, Wants, reference, sentence};
use crate::settings::Platform;
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::types::JavaScope;
use crate::view::{File, JavaFile, View};

const ENVIRONMENT: &str = "org.apache.flink.streaming.api.environment.StreamExecutionEnvironment";
const CHECKPOINTS: &str = "org.apache.flink.streaming.api.environment.CheckpointConfig";
const EXECUTION: &str = "org.apache.flink.api.common.ExecutionConfig";

/// Setters by the class that has them.
const SETTERS: [(&str, &[&str]); 3] = [
    (ENVIRONMENT, &["setStateBackend", "setRestartStrategy"]),
    (EXECUTION, &["setRestartStrategy"]),
    (
        CHECKPOINTS,
        &[
            "enableExternalizedCheckpoints",
            "enableUnalignedCheckpoints",
            "setAlignedCheckpointTimeout",
            "setAlignmentTimeout",
            "setCheckpointInterval",
            "setCheckpointStorage",
            "setCheckpointTimeout",
            "setCheckpointingConsistencyMode",
            "setCheckpointingMode",
            "setExternalizedCheckpointCleanup",
            "setExternalizedCheckpointRetention",
            "setFailOnCheckpointingErrors",
            "setForceCheckpointing",
            "setForceUnalignedCheckpoints",
            "setMaxConcurrentCheckpoints",
            "setMinPauseBetweenCheckpoints",
            "setPreferCheckpointForRecovery",
            "setTolerableCheckpointFailureNumber",
        ],
    ),
];

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Settings)]
}

struct Settings;

impl Rule for Settings {
    fn wants(&self) -> Wants {
        let names = SETTERS.into_iter().flat_map(|(_, names)| names.iter().copied());
        Wants::with_words(FileKind::Java, names)
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        let of_owner = |(owner, names): (&str, &[&str])| {
            let setters = names.iter().map(|name| format!("{owner}.{name}"));
            Names { either: setters.collect(), ..Names::default() }
        };
        SETTERS.into_iter().map(of_owner).collect()
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        if context.platform != Platform::ManagedFlink || is_test(&java.path) {
            return Vec::new();
        }
        let scope = JavaScope::new(context.project, java);
        let calls = java::of_kind(java.root(), "method_invocation");
        let setters = calls.filter(|call| is_setter(&scope, *call) && !is_local(java, *call));
        setters.map(|call| finding(java, context, call)).collect()
    }
}

fn is_test(path: &str) -> bool {
    path.starts_with("src/test/") || path.contains("/src/test/")
}

fn is_setter(scope: &JavaScope<'_>, call: Node<'_>) -> bool {
    let name = java::method_name(call, scope.file.text());
    let owners = SETTERS.into_iter().filter(|(_, names)| names.contains(&name)).map(|(owner, _)| owner);
    owners.into_iter().any(|owner| is_called_on(scope, call, owner).is(&true))
}

/// Whether a condition around the call asks where the job runs.
fn is_local(java: &JavaFile, call: Node<'_>) -> bool {
    let conditions = java::ancestors(call).filter_map(|node| node.child_by_field_name("condition"));
    let asks = |condition: Node<'_>| java.text_of(condition).to_lowercase().contains("local");
    conditions.into_iter().any(asks)
}

fn finding(java: &JavaFile, context: &Context<'_>, call: Node<'_>) -> Finding {
    let called = call.child_by_field_name("name").unwrap_or(call);
    let (site, name) = (reference::site(java, called), java.text_of(called));
    match removal(java, call) {
        Ok(edits) => {
            let what = format!("`{name}` goes: the managed service sets it.");
            let now = "Set it in the configuration of the application, or ask AWS Support where that has no such \
                       setting. Where the job is to run on a computer of yours as well, keep the call under \
                       `if (env instanceof LocalStreamEnvironment)`.";
            context.review(site, Note::new(what, now), Change::in_file(&java.path, edits))
        }
        Err(why) => {
            let note = Note::new(format!("The managed service refuses `{name}`."), "Take it out.");
            context.manual(site, note.because(sentence(&why)))
        }
    }
}
