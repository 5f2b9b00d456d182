//! `ElasticsearchSinkFunction`, which users implement, becomes `ElasticsearchEmitter`.

use tree_sitter::Node;

use crate::finding::{Change, Finding, Note, RemedyKind, Site, qualified};
use crate::rules::{Context, Names, Rule, Wants, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::transforms::connector::interface;
use crate::types::JavaScope;
use crate::view::java::DeclaredType;
use crate::view::{File, JavaFile, View};

/// What users implemented.
pub(super) const OLD: &str = "org.apache.flink.streaming.connectors.elasticsearch.ElasticsearchSinkFunction";
/// What they implement.
pub(super) const EMITTER: &str = "org.apache.flink.connector.elasticsearch.sink.ElasticsearchEmitter";
const OLD_INDEXER: &str = "org.apache.flink.streaming.connectors.elasticsearch.RequestIndexer";
const HANDLER: &str = "org.apache.flink.streaming.connectors.elasticsearch.ActionRequestFailureHandler";
const INDEXER: &str = "org.apache.flink.connector.elasticsearch.sink.RequestIndexer";
const WRITER: &str = "org.apache.flink.api.connector.sink2.SinkWriter";

/// The interface in declarations and in classes that implement it.
pub(super) struct Emitter;

impl Rule for Emitter {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["ElasticsearchSinkFunction"])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::of_old([OLD, OLD_INDEXER]).and_new([EMITTER, INDEXER, WRITER])]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let uses = interface::uses(&scope, OLD);
        let Some(first) = uses.first() else { return Vec::new() };
        let site = Site { path: java.path.clone(), span: java::span(*first) };
        match rewritten(&scope, &uses) {
            Ok(edits) => {
                let note = Note::new("`ElasticsearchSinkFunction` becomes `ElasticsearchEmitter`.", "");
                vec![context.apply(site, note, Change::in_file(&java.path, edits))]
            }
            Err(why) => {
                let note = Note::new(
                    "`ElasticsearchSinkFunction` is left as it is.",
                    "Implement `emit(element, SinkWriter.Context, RequestIndexer)` of `ElasticsearchEmitter`.",
                );
                vec![context.manual(site, note.because(sentence(&why)))]
            }
        }
    }
}

fn rewritten(scope: &JavaScope<'_>, uses: &[Node<'_>]) -> Result<Vec<Edit>, String> {
    let file = scope.file;
    let mut edits = indexers(scope);
    for name in uses {
        edits.push(Edit::replace(java::span(*name), qualified(EMITTER)));
        for value in first_values(*name) {
            edits.extend(lambda(scope, java::unparenthesized(value))?);
        }
    }
    for declared in file.types.iter().filter(|declared| interface::implements(scope, declared, OLD)) {
        edits.extend(adapted(scope, declared)?);
    }
    Ok(edits)
}

/// The indexer is in another package. That of a failure handler stays: the handler is gone, and it adds what no indexer takes any more.
fn indexers(scope: &JavaScope<'_>) -> Vec<Edit> {
    let file = scope.file;
    let handlers = file.types.iter().filter(|declared| interface::implements(scope, declared, HANDLER));
    let handlers: Vec<Span> = handlers.map(|declared| declared.body).collect();
    let uses = interface::uses(scope, OLD_INDEXER).into_iter().map(java::span);
    let of_emitters = uses.filter(|name| !handlers.iter().any(|body| body.contains(*name)));
    of_emitters.map(|name| Edit::replace(name, qualified(INDEXER))).collect()
}

/// The values of the variables that are declared with the type `name`.
fn first_values(name: Node<'_>) -> Vec<Node<'_>> {
    let whole = name.parent().filter(|parent| parent.kind() == "generic_type").unwrap_or(name);
    let declaration = whole.parent().filter(|parent| {
        matches!(parent.kind(), "local_variable_declaration" | "field_declaration")
            && parent.child_by_field_name("type") == Some(whole)
    });
    let declarators = declaration.into_iter().flat_map(|declaration| java::fields(declaration, "declarator"));
    declarators.filter_map(|declarator| declarator.child_by_field_name("value")).collect()
}

/// The edits that make a lambda with the old parameters an emitter; none for what is no lambda.
pub(super) fn lambda(scope: &JavaScope<'_>, value: Node<'_>) -> Result<Vec<Edit>, String> {
    if value.kind() == "method_reference" {
        return Err("a method reference stands for it".to_owned());
    }
    let parts = value.child_by_field_name("parameters").zip(value.child_by_field_name("body"));
    let Some((parameters, body)) = parts.filter(|_| value.kind() == "lambda_expression") else {
        return Ok(Vec::new());
    };
    let parameters = java::children(parameters);
    let context = parameters.get(1).ok_or("its lambda has not three parameters")?;
    let name = context.child_by_field_name("name").unwrap_or(*context);
    is_unused(scope.file, name, body)?;
    let written =
        context.child_by_field_name("type").filter(|written| !scope.file.is_inferred(java::span(*written)));
    let mut edits: Vec<Edit> = written.map(new_context).into_iter().collect();
    if written.is_some() {
        let inside = |edit: &Edit| java::span(value).contains(edit.span);
        edits.extend(indexers(scope).into_iter().filter(inside));
    }
    Ok(edits)
}

/// The edits that make a class that implements the old interface implement the new one.
fn adapted(scope: &JavaScope<'_>, declared: &DeclaredType) -> Result<Vec<Edit>, String> {
    let file = scope.file;
    if interface::method(declared, "open", 1).is_some() {
        return Err("its `open` takes a `RuntimeContext`, which the new sink does not hand on".to_owned());
    }
    let process = interface::method(declared, "process", 3);
    let process = process.ok_or_else(|| format!("`{}` has no `process` with a body", declared.name))?;
    if interface::method(declared, "emit", 3).is_some() {
        return Err(format!("`{}` has a method `emit` of its own", declared.name));
    }
    interface::is_not_called(scope, process)?;
    let context = &process.parameters[1];
    let nodes = process.body.and_then(|body| file.node(body)).zip(file.node(context.type_span));
    let (body, written) = nodes.ok_or("the class does not parse")?;
    let name = written.parent().and_then(|parameter| parameter.child_by_field_name("name"));
    is_unused(file, name.ok_or("the class does not parse")?, body)?;
    Ok(vec![Edit::replace(process.name_span, "emit"), new_context(written)])
}

fn new_context(written: Node<'_>) -> Edit {
    Edit::replace(java::span(written), format!("{}.Context", qualified(WRITER)))
}

/// The new context knows only times; an error when the old one is used.
fn is_unused(file: &JavaFile, name: Node<'_>, body: Node<'_>) -> Result<(), String> {
    let name = file.text_of(name);
    let is_used = body.kind() == "identifier" && file.text_of(body) == name
        || java::of_kind(body, "identifier").any(|used| file.text_of(used) == name);
    if is_used { Err(format!("it uses the `RuntimeContext` that it gets as `{name}`")) } else { Ok(()) }
}
