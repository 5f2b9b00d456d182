//! Backends and strategies that are made for one call, which a variable or a cast stands between.
//!
//! Deliberately absent: what the calls become.

use tree_sitter::Node;

use crate::finding::{Change, Finding, Note, RemedyKind};
use crate::rules::form::is_called_on;
use crate::rules::{Context, Names, Rule, Wants, reference};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::Edit;
use crate::types::{Declaration, DeclarationKind, JavaScope};
use crate::view::{File, View};

/// The calls, by the class that has them.
const CALLS: [(&str, &str); 10] = [
    (ENVIRONMENT, "setStateBackend"),
    (ENVIRONMENT, "setRestartStrategy"),
    ("org.apache.flink.streaming.api.environment.CheckpointConfig", "setCheckpointStorage"),
    (CONFIG, "setRestartStrategy"),
    (CONFIG, "enableForceKryo"),
    (CONFIG, "disableForceKryo"),
    (CONFIG, "enableForceAvro"),
    (CONFIG, "disableForceAvro"),
    (CONFIG, "enableGenericTypes"),
    (CONFIG, "disableGenericTypes"),
];

/// The class of environments.
const ENVIRONMENT: &str = "org.apache.flink.streaming.api.environment.StreamExecutionEnvironment";

/// The class of the settings of a job.
const CONFIG: &str = "org.apache.flink.api.common.ExecutionConfig";

/// What an environment is asked for its settings.
const SETTINGS: [&str; 2] = ["getCheckpointConfig", "getConfig"];

/// What is made with `new`.
const CLASSES: [&str; 8] = [
    "org.apache.flink.runtime.state.filesystem.FsStateBackend",
    "org.apache.flink.runtime.state.memory.MemoryStateBackend",
    "org.apache.flink.runtime.state.hashmap.HashMapStateBackend",
    "org.apache.flink.contrib.streaming.state.RocksDBStateBackend",
    "org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend",
    "org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage",
    "org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage",
    "org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend",
];

/// The class whose methods make strategies.
const STRATEGIES: &str = "org.apache.flink.api.common.restartstrategy.RestartStrategies";

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Variable)]
}

struct Variable;

impl Rule for Variable {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, CALLS.map(|(_, method)| method))
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply]
    }

    fn names(&self) -> Vec<Names> {
        let calls = CALLS.map(|(owner, method)| format!("{owner}.{method}"));
        vec![Names::of_old(calls).and_new(["org.apache.flink.configuration.Configuration"])]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let found = CALLS.into_iter().flat_map(|(owner, method)| {
            let calls = java.identifiers(method).filter_map(|name| name.parent());
            let calls = calls.filter(|call| call.kind() == "method_invocation");
            let meant = calls.filter(|call| is_called_on(&scope, *call, owner).is(&true));
            let both =
                meant.flat_map(|call| [finding(&scope, context, call), asked_again(&scope, context, call)]);
            both.flatten().collect::<Vec<_>>()
        });
        found.collect()
    }
}

/// What becomes of the argument of `call`.
fn finding(scope: &JavaScope<'_>, context: &Context<'_>, call: Node<'_>) -> Option<Finding> {
    let java = scope.file;
    let arguments = java::arguments(call);
    let [argument] = arguments.as_slice() else { return None };
    let plain = uncast(*argument);
    let mut edits = Vec::new();
    let (made, what) = if plain.kind() == "identifier" {
        let declaration = scope.declaration(plain).known()?;
        let made = uncast(java.node(declaration.initializer?)?);
        let statement = declared_for(scope, &declaration, made, call)?;
        edits.push(Edit::delete(java::whole_lines(statement, java.text())));
        (made, format!("`{}` is made in the call that it is made for.", declaration.name))
    } else {
        (plain, "The cast goes.".to_owned())
    };
    if made == *argument || !is_made_of(scope, made) {
        return None;
    }
    edits.push(Edit::replace(java::span(*argument), java.text_of(made)));
    let note = Note::new(what, "");
    Some(context.apply(reference::site(java, *argument), note, Change::in_file(&java.path, edits)))
}

/// What becomes of the variable that `call` is called on, where that holds the settings of an environment.
fn asked_again(scope: &JavaScope<'_>, context: &Context<'_>, call: Node<'_>) -> Option<Finding> {
    let java = scope.file;
    let variable = java::receiver(call).filter(|receiver| receiver.kind() == "identifier")?;
    let declaration = scope.declaration(variable).known()?;
    let asked = java.node(declaration.initializer?)?;
    let env = java::receiver(asked)?;
    let is_question = SETTINGS.contains(&java::method_name(asked, java.text()))
        && java::arguments(asked).is_empty()
        && is_called_on(scope, asked, ENVIRONMENT).is(&true);
    let is_same = declaration.kind == DeclarationKind::Local
        && scope.is_never_assigned(&declaration)
        && env.kind() == "identifier"
        && is_constant(scope, env)
        && java::enclosing(asked, METHODS) == java::enclosing(call, METHODS);
    if !is_question || !is_same {
        return None;
    }
    let what = format!("`{}` is asked of its environment where it is set.", declaration.name);
    let edit = Edit::replace(java::span(variable), java.text_of(asked));
    let site = reference::site(java, variable);
    Some(context.apply(site, Note::new(what, ""), Change::in_file(&java.path, vec![edit])))
}

/// The expression without casts and brackets around it.
fn uncast(node: Node<'_>) -> Node<'_> {
    let mut node = java::unparenthesized(node);
    while let Some(value) = node.child_by_field_name("value").filter(|_| node.kind() == "cast_expression") {
        node = java::unparenthesized(value);
    }
    node
}

/// The statement that declares a variable for nothing but `call`.
fn declared_for<'t>(
    scope: &JavaScope<'_>,
    declaration: &Declaration,
    made: Node<'t>,
    call: Node<'_>,
) -> Option<Node<'t>> {
    let statement = java::enclosing(made, &["local_variable_declaration"])?;
    let is_alone = java::fields(statement, "declarator").len() == 1;
    let is_same_method = java::enclosing(statement, METHODS) == java::enclosing(call, METHODS);
    let is_local = declaration.kind == DeclarationKind::Local;
    if !is_local || !is_alone || !is_same_method || is_repeated(statement, call) {
        return None;
    }
    let uses = scope.uses(declaration);
    let is_only_use = uses.possible.is_empty() && uses.known.len() == 1;
    let is_next = statement.next_named_sibling() == java::enclosing_statement(call);
    (is_only_use && (is_next || is_settled(scope, made))).then_some(statement)
}

/// What has a body of its own.
const METHODS: &[&str] =
    &["method_declaration", "constructor_declaration", "lambda_expression", "class_body"];

/// Whether a loop stands between the statement and the call.
fn is_repeated(statement: Node<'_>, call: Node<'_>) -> bool {
    let loops = ["for_statement", "enhanced_for_statement", "while_statement", "do_statement"];
    let holds = |node: &Node<'_>| java::span(*node).contains(java::span(statement));
    java::ancestors(call).take_while(|node| !holds(node)).any(|node| loops.contains(&node.kind()))
}

/// Whether the arguments of `made` are the same wherever it stands: literals, and variables that get one value.
fn is_settled(scope: &JavaScope<'_>, made: Node<'_>) -> bool {
    java::arguments(made).into_iter().all(|argument| match argument.kind() {
        "identifier" => is_constant(scope, argument),
        kind => kind.ends_with("_literal") || matches!(kind, "true" | "false"),
    })
}

/// Whether the variable gets one value.
fn is_constant(scope: &JavaScope<'_>, variable: Node<'_>) -> bool {
    scope.declaration(variable).known().is_some_and(|found| match found.field() {
        Some(field) => field.modifiers.has("final"),
        None => scope.is_never_assigned(&found),
    })
}

/// Whether the expression makes a backend, a storage or a strategy.
fn is_made_of(scope: &JavaScope<'_>, made: Node<'_>) -> bool {
    match made.kind() {
        "object_creation_expression" => {
            let created =
                made.child_by_field_name("type").filter(|_| java::child(made, "class_body").is_none());
            let is_it = |created, class: &str| {
                scope.class(class).is_none() && scope.means_type(created, class).is(&true)
            };
            created.is_some_and(|created| CLASSES.iter().any(|class| is_it(created, class)))
        }
        "method_invocation" => {
            java::receiver(made).is_some_and(|class| scope.means_type(class, STRATEGIES).is(&true))
        }
        _ => false,
    }
}
