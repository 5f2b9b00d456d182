//! `KafkaSerializationSchema` and `FlinkKafkaPartitioner`, which users implement and extend.

use tree_sitter::Node;

use super::connector::interface;
use super::kafka::producer_form::{OLD_PARTITIONER, PARTITIONER};
use super::kafka::schema::RECORD_SINK;
use crate::finding::{Change, Finding, Note, RemedyKind, Site, qualified};
use crate::rules::{Context, Names, Rule, Wants, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::types::JavaScope;
use crate::view::java::DeclaredType;
use crate::view::{File, JavaFile, View};

const OLD_SCHEMA: &str = "org.apache.flink.streaming.connectors.kafka.KafkaSerializationSchema";
const CONTEXT_AWARE: &str = "org.apache.flink.streaming.connectors.kafka.KafkaContextAware";

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![
        Box::new(Moved { old: OLD_SCHEMA, new: RECORD_SINK, adapted: schema }),
        Box::new(Moved { old: OLD_PARTITIONER, new: PARTITIONER, adapted: partitioner }),
    ]
}

/// A type that users implement, and what a class needs to implement the new one.
struct Moved {
    old: &'static str,
    new: &'static str,
    adapted: fn(&JavaScope<'_>, &DeclaredType) -> Result<Vec<Edit>, String>,
}

impl Rule for Moved {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, [simple(self.old)])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::of_old([self.old]).and_new([self.new])]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let uses = interface::uses(&scope, self.old);
        let Some(first) = uses.first() else { return Vec::new() };
        let site = Site { path: java.path.clone(), span: java::span(*first) };
        let (old, new) = (simple(self.old), simple(self.new));
        match self.rewritten(&scope, &uses) {
            Ok(edits) => {
                let note = Note::new(format!("`{old}` becomes `{new}`."), "");
                vec![context.apply(site, note, Change::in_file(&java.path, edits))]
            }
            Err(why) => {
                let note = Note::new(format!("`{old}` is left as it is."), format!("Implement `{new}`."));
                vec![context.manual(site, note.because(sentence(&why)))]
            }
        }
    }
}

impl Moved {
    fn rewritten(&self, scope: &JavaScope<'_>, uses: &[Node<'_>]) -> Result<Vec<Edit>, String> {
        let mut edits = Vec::new();
        for name in uses {
            if is_type_of_function(*name) {
                return Err("a lambda or a method reference stands for it".to_owned());
            }
            edits.extend(in_head(*name, self.new));
        }
        for declared in &scope.file.types {
            if interface::implements(scope, declared, self.old) {
                edits.extend((self.adapted)(scope, declared)?);
            }
        }
        Ok(edits)
    }
}

fn simple(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Whether `name` is the type of a variable that begins as a lambda or method reference.
fn is_type_of_function(name: Node<'_>) -> bool {
    let around = java::enclosing(
        name,
        &["local_variable_declaration", "field_declaration", "method_declaration", "class_body"],
    );
    let declaration = around.filter(|around| {
        around.kind().ends_with("variable_declaration") || around.kind() == "field_declaration"
    });
    let values = declaration.into_iter().flat_map(|declaration| java::fields(declaration, "declarator"));
    values
        .filter_map(|declarator| declarator.child_by_field_name("value"))
        .any(|value| matches!(java::unparenthesized(value).kind(), "lambda_expression" | "method_reference"))
}

/// The edits that write `new` in the place of `name`; what was extended is implemented when it is an interface now.
fn in_head(name: Node<'_>, new: &str) -> Vec<Edit> {
    let mut edits = vec![Edit::replace(java::span(name), qualified(new))];
    let whole = name.parent().filter(|parent| parent.kind() == "generic_type").unwrap_or(name);
    let Some(head) = whole.parent().filter(|parent| parent.kind() == "superclass") else { return edits };
    edits.push(Edit::replace(Span::new(head.start_byte(), whole.start_byte()), "implements "));
    let interfaces = head.parent().and_then(|class| class.child_by_field_name("interfaces"));
    if let Some(interfaces) = interfaces {
        let list = java::children(interfaces).first().map_or(interfaces.end_byte(), Node::start_byte);
        edits.push(Edit::replace(Span::new(head.end_byte(), list), ", "));
    }
    edits
}

/// `serialize` and `open` get the context of the sink.
fn schema(scope: &JavaScope<'_>, declared: &DeclaredType) -> Result<Vec<Edit>, String> {
    let file = scope.file;
    if interface::implements(scope, declared, CONTEXT_AWARE) {
        return Err("it is `KafkaContextAware`; the context that `serialize` gets knows the partitions now"
            .to_owned());
    }
    let serialize = interface::method(declared, "serialize", 2);
    let serialize = serialize.ok_or_else(|| format!("`{}` has no `serialize` with a body", declared.name))?;
    interface::is_not_called(scope, serialize)?;
    if file.node(declared.body).is_some_and(|body| file.text_of(body).contains("super.open")) {
        return Err("`open` calls that of its superclass".to_owned());
    }
    let context = format!("{}.KafkaSinkContext", qualified(RECORD_SINK));
    let name = free_name(file, declared);
    let mut edits =
        vec![Edit::insert(serialize.parameters[1].declaration.start, format!("{context} {name}, "))];
    if let Some(open) = interface::method(declared, "open", 1) {
        edits.push(Edit::insert(open.parameters[0].declaration.end, format!(", {context} {name}")));
    }
    Ok(edits)
}

/// A name for the context that nothing in the class has.
fn free_name(file: &JavaFile, declared: &DeclaredType) -> &'static str {
    let body = file.node(declared.body);
    let is_taken = |name: &str| {
        body.is_none_or(|body| java::of_kind(body, "identifier").any(|taken| file.text_of(taken) == name))
    };
    ["context", "sinkContext"].into_iter().find(|name| !is_taken(name)).unwrap_or("contextOfThisSink")
}

/// A partitioner has the same methods.
fn partitioner(scope: &JavaScope<'_>, declared: &DeclaredType) -> Result<Vec<Edit>, String> {
    if declared.span.of(scope.file.text()).contains("super.open") {
        return Err("`open` calls that of its superclass".to_owned());
    }
    Ok(Vec::new())
}
