//! Classes and serializers that are registered with the environment, which become one option.
//!
//! Deliberately absent: serializers that are objects with settings of their own.

use std::collections::BTreeSet;
use std::sync::Arc;

use tree_sitter::Node;

use super::connector::layout;
use crate::finding::{Change, Finding, Note, Remedy, RemedyKind, qualified};
use crate::rules::{Context, Names, Rule, Wants, reference};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{Edit, Style, indent_at};
use crate::types::JavaScope;
use crate::view::{File, JavaFile, View};

const ENVIRONMENT: &str = "org.apache.flink.streaming.api.environment.StreamExecutionEnvironment";
const CONFIGURATION: &str = "org.apache.flink.configuration.Configuration";
const OPTIONS: &str = "org.apache.flink.configuration.PipelineOptions";

/// The methods that register, with what the option says of the class.
const METHODS: [(&str, &str); 4] = [
    ("addDefaultKryoSerializer", "type: kryo, kryo-type: default"),
    ("registerKryoType", "type: kryo"),
    ("registerPojoType", "type: pojo"),
    ("registerTypeWithKryoSerializer", "type: kryo, kryo-type: registered"),
];

/// Calls that lead from an environment to what classes are registered with.
const WAY: [&str; 2] = ["getConfig", "getSerializerConfig"];

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Registration)]
}

struct Registration;

/// A statement that registers a class.
struct Registered<'f> {
    call: Node<'f>,
    /// The environment, as it is written.
    environment: &'f str,
    /// The class, as it is written.
    class: &'f str,
    /// The element of the list in the option.
    entry: String,
}

impl Rule for Registration {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, METHODS.map(|(method, _)| method))
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review]
    }

    fn names(&self) -> Vec<Names> {
        let old = METHODS.map(|(method, _)| format!("org.apache.flink.api.common.ExecutionConfig.{method}"));
        vec![
            Names::of_old(old).and_new([CONFIGURATION.to_owned(), format!("{OPTIONS}.SERIALIZATION_CONFIG")]),
        ]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let calls = METHODS.iter().flat_map(|(method, _)| java.identifiers(method));
        let calls = calls.filter_map(|name| name.parent());
        let mut all: Vec<Registered<'_>> = calls.filter_map(|call| registered(&scope, call)).collect();
        all.sort_by_key(|one| one.call.start_byte());
        let mut findings = Vec::new();
        while let Some(first) = all.first() {
            let (block, environment) = (java::enclosing_block(first.call), first.environment);
            let is_kin = |one: &Registered<'_>| {
                java::enclosing_block(one.call) == block && one.environment == environment
            };
            let (kin, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_kin);
            // Flink refuses an option that names a class twice.
            let classes: BTreeSet<&str> = kin.iter().map(|one| one.class).collect();
            if classes.len() == kin.len() {
                findings.extend(found(java, context, &kin));
            }
            all = others;
        }
        findings
    }
}

/// What becomes of the registrations of a block, which all have one environment.
fn found(java: &Arc<JavaFile>, context: &Context<'_>, kin: &[Registered<'_>]) -> Vec<Finding> {
    let change = Arc::new(Change::in_file(&java.path, edits(java, kin)));
    let finding = |one: &Registered<'_>| {
        let name = one.call.child_by_field_name("name").unwrap_or(one.call);
        let what = format!("`{}` becomes an entry of `pipeline.serialization-config`.", java.text_of(name));
        let now = "Check that the line comes before the first stream is made, that nothing else sets the option, and \
                   that the serializer has a public constructor without arguments. The order of the entries is that \
                   of the old calls, on which ids in the state depend.";
        context.finding(
            reference::site(java, name),
            Note::new(what, now),
            Remedy::Review(Arc::clone(&change)),
        )
    };
    kin.iter().map(finding).collect()
}

/// The first registration becomes the option with all entries, the others go.
fn edits(java: &JavaFile, kin: &[Registered<'_>]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let style = Style::of(java.text(), layout::INDENT);
    for (index, one) in kin.iter().enumerate() {
        let statement = one.call.parent().unwrap_or(one.call);
        if index > 0 {
            edits.push(Edit::delete(java::whole_lines(statement, java.text())));
            continue;
        }
        let indent = indent_at(java.text(), statement.start_byte());
        let line = format!("{}{indent}{step}{step}", style.newline, step = style.indent);
        let entries: Vec<&str> = kin.iter().map(|one| one.entry.as_str()).collect();
        let text = format!(
            "{}.configure(new {}().set({}.SERIALIZATION_CONFIG, {}.of({line}{})))",
            one.environment,
            qualified(CONFIGURATION),
            qualified(OPTIONS),
            qualified("java.util.List"),
            entries.join(&format!(",{line}"))
        );
        edits.push(Edit::replace(java::span(one.call), text));
    }
    edits
}

/// The registration that `call` is, when all of it is known.
fn registered<'f>(scope: &JavaScope<'f>, call: Node<'f>) -> Option<Registered<'f>> {
    let java = scope.file;
    if call.kind() != "method_invocation" || !java::is_expression_statement(call) {
        return None;
    }
    let name = java::method_name(call, java.text());
    let (_, says) = METHODS.iter().find(|(method, _)| *method == name)?;
    let environment = environment(scope, java::receiver(call)?)?;
    let arguments = java::arguments(call);
    let takes_serializer = says.contains("kryo-type");
    let entry = match arguments.as_slice() {
        [class] if !takes_serializer => format!("\"{{\" + {} + \": {{{says}}}}}\"", named(java, *class)?),
        [class, serializer] if takes_serializer => format!(
            "\"{{\" + {} + \": {{{says}, class: \" + {} + \"}}}}\"",
            named(java, *class)?,
            named(java, *serializer)?
        ),
        _ => return None,
    };
    let class = java.text_of(*arguments.first()?);
    Some(Registered { call, environment, class, entry })
}

/// The expression that gives the name of the class which `node` says, or of which it makes a plain object.
fn named(java: &JavaFile, node: Node<'_>) -> Option<String> {
    match node.kind() {
        "class_literal" => Some(format!("{}.getName()", java.text_of(node))),
        "object_creation_expression" => {
            let is_plain = java::arguments(node).is_empty() && java::child(node, "class_body").is_none();
            let class = node.child_by_field_name("type").filter(|_| is_plain)?;
            let class = if class.kind() == "generic_type" { class.named_child(0)? } else { class };
            Some(format!("{}.class.getName()", java.text_of(class)))
        }
        _ => None,
    }
}

/// The environment that `object` is or whose settings it is, as it is written.
fn environment<'f>(scope: &JavaScope<'f>, object: Node<'f>) -> Option<&'f str> {
    let java = scope.file;
    let mut object = object;
    if let Some(held) = held(scope, object) {
        object = held;
    }
    while object.kind() == "method_invocation" && WAY.contains(&java::method_name(object, java.text())) {
        object = java::receiver(object)?;
    }
    let is_name = matches!(object.kind(), "identifier" | "field_access");
    let found = scope.type_of(object).known().filter(|_| is_name)?;
    scope.as_supertype(&found, ENVIRONMENT).known().flatten()?;
    Some(java.text_of(object))
}

/// What the local variable `object` holds from its declaration on, where that is the settings of an environment.
fn held<'f>(scope: &JavaScope<'f>, object: Node<'f>) -> Option<Node<'f>> {
    let declaration = scope.declaration(object).known().filter(|found| !found.is_field())?;
    let made = scope.file.node(declaration.initializer?)?;
    let is_way =
        made.kind() == "method_invocation" && WAY.contains(&java::method_name(made, scope.file.text()));
    (is_way && scope.is_never_assigned(&declaration)).then_some(made)
}
