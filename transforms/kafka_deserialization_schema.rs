//! `KafkaDeserializationSchema` and `KeyedDeserializationSchema`: the user's method stays, and the one of the new interface calls it.

use tree_sitter::Node;

use super::connector::{interface, layout};
use super::kafka::schema::{self, RECORD_SOURCE};
use crate::finding::{Change, Finding, Note, RemedyKind, Site, qualified};
use crate::rules::{Context, Names, Rule, Wants, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{Edit, Style, indent_at};
use crate::types::JavaScope;
use crate::view::java::{DeclaredType, Method};
use crate::view::{File, JavaFile, View};

/// The old interfaces, and what their method takes.
const OLD: [Old; 2] = [
    Old { name: "org.apache.flink.streaming.connectors.kafka.KafkaDeserializationSchema", parameters: 1 },
    Old { name: "org.apache.flink.streaming.util.serialization.KeyedDeserializationSchema", parameters: 5 },
];
const RECORD: &str = "org.apache.kafka.clients.consumer.ConsumerRecord";
const COLLECTOR: &str = "org.apache.flink.util.Collector";
const IO_EXCEPTION: &str = "java.io.IOException";

/// The new name of a method that had the signature of the new one and threw more.
const RENAMED: &str = "deserializeRecord";

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    OLD.into_iter().map(|old| Box::new(old) as Box<dyn Rule>).collect()
}

/// An old interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Old {
    name: &'static str,
    /// How much its `deserialize` takes: the record, or what is in it.
    parameters: usize,
}

impl Old {
    fn simple(self) -> &'static str {
        self.name.rsplit('.').next().unwrap_or(self.name)
    }

    /// What the user's method is called with.
    fn arguments(self) -> &'static str {
        match self.parameters {
            1 => "record",
            _ => "record.key(), record.value(), record.topic(), record.partition(), record.offset()",
        }
    }
}

impl Rule for Old {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, [self.simple()])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::of_old([self.name]).and_new([RECORD_SOURCE, COLLECTOR])]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let uses = interface::uses(&scope, self.name);
        let Some(first) = uses.first() else { return Vec::new() };
        let site = Site { path: java.path.clone(), span: java::span(*first) };
        match rewritten(&scope, *self, &uses) {
            Ok(edits) => {
                let what = format!(
                    "`{}` becomes `KafkaRecordDeserializationSchema`, which gives values to a collector.",
                    self.simple()
                );
                vec![context.apply(site, Note::new(what, ""), Change::in_file(&java.path, edits))]
            }
            Err(why) => {
                let note = Note::new(
                    format!("`{}` is left as it is.", self.simple()),
                    "Implement `deserialize(ConsumerRecord, Collector)` of `KafkaRecordDeserializationSchema`.",
                );
                vec![context.manual(site, note.because(sentence(&why)))]
            }
        }
    }
}

fn rewritten(scope: &JavaScope<'_>, old: Old, uses: &[Node<'_>]) -> Result<Vec<Edit>, String> {
    let mut edits: Vec<Edit> =
        uses.iter().map(|name| Edit::replace(java::span(*name), qualified(RECORD_SOURCE))).collect();
    for declared in
        scope.file.types.iter().filter(|declared| interface::implements(scope, declared, old.name))
    {
        edits.extend(adapted(scope, old, declared)?);
    }
    let calls = java::of_kind(scope.file.root(), "method_invocation").filter(|call| {
        matches!(java::method_name(*call, scope.file.text()), "deserialize" | "isEndOfStream")
            && [1, old.parameters].contains(&java::arguments(*call).len())
            && java::receiver(*call).is_some_and(|receiver| scope.has_type(receiver, old.name).is(&true))
    });
    match calls.count() {
        0 => Ok(edits),
        _ => Err("the old methods are called in this file".to_owned()),
    }
}

/// The edits that make a class that implements the old interface implement the new one.
fn adapted(scope: &JavaScope<'_>, old: Old, declared: &DeclaredType) -> Result<Vec<Edit>, String> {
    let file = scope.file;
    let lacks = |name: &str| format!("`{}` has no `{name}` with a body", declared.name);
    let end = interface::method(declared, "isEndOfStream", 1).ok_or_else(|| lacks("isEndOfStream"))?;
    let one =
        interface::method(declared, "deserialize", old.parameters).ok_or_else(|| lacks("deserialize"))?;
    let node = file.node(end.span).ok_or("the class does not parse")?;
    if !scope.method_declared(node).is_some_and(|method| schema::never_ends(&method)) {
        return Err("`isEndOfStream` may end the stream, which the new source does not ask for".to_owned());
    }
    let mut edits = removal(scope, declared, end);
    match interface::method(declared, "deserialize", 2).filter(|_| old.parameters == 1) {
        None => {
            edits.extend(interface::without_override(file, one));
            edits.push(Edit::insert(one.span.end, caller(file, one, Called::Value(old))?));
        }
        Some(two) => {
            edits.extend(removal(scope, declared, one));
            if Throws::of(file, two) == Throws::More {
                edits.extend(interface::without_override(file, two));
                edits.push(Edit::replace(two.name_span, RENAMED));
                edits.push(Edit::insert(two.span.end, caller(file, two, Called::Collecting)?));
            }
        }
    }
    Ok(edits)
}

/// Takes a method out that nobody calls or overrides; else it only loses `@Override`.
fn removal(scope: &JavaScope<'_>, declared: &DeclaredType, method: &Method) -> Vec<Edit> {
    let file = scope.file;
    let Some(node) = file.node(method.span) else { return Vec::new() };
    let calls = scope.method_declared(node).map(|method| scope.calls(&method)).unwrap_or_default();
    let is_called = !calls.known.is_empty() || calls.possible.iter().any(|used| used.file.path == file.path);
    if is_called || is_extended(scope, declared) {
        return interface::without_override(file, method).into_iter().collect();
    }
    vec![Edit::delete(interface::member_lines(file, node))]
}

fn is_extended(scope: &JavaScope<'_>, declared: &DeclaredType) -> bool {
    !declared.name.is_empty()
        && scope.project.java_files_with(&declared.name).any(|file| {
            let there = JavaScope::new(scope.project, &file);
            file.types.iter().any(|other| interface::implements(&there, other, &declared.qualified))
        })
}

/// What a method says that it throws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Throws {
    Nothing,
    Io,
    /// Also what the new `deserialize` may not throw.
    More,
}

impl Throws {
    fn of(file: &JavaFile, method: &Method) -> Self {
        let throws = file.node(method.span).and_then(|node| java::child(node, "throws"));
        match throws.map(java::children) {
            None => Self::Nothing,
            Some(types) if types.iter().all(|of| file.text_of(*of).ends_with("IOException")) => Self::Io,
            Some(_) => Self::More,
        }
    }
}

/// Which method the new one calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Called {
    /// One that returns the value.
    Value(Old),
    /// One that takes the collector.
    Collecting,
}

/// The new `deserialize`, as it follows the user's method.
fn caller(file: &JavaFile, method: &Method, called: Called) -> Result<String, String> {
    let text = file.text();
    let style = Style::of(text, layout::INDENT);
    let (indent, step) = (indent_at(text, method.span.start), &style.indent);
    let record = match called {
        Called::Value(Old { parameters: 5, .. }) => format!("{}<byte[], byte[]>", qualified(RECORD)),
        _ => method.parameters.first().ok_or("it takes no record")?.type_span.of(text).to_owned(),
    };
    let (collector, body) = match called {
        Called::Value(old) => {
            let value = method.return_type.ok_or("it returns nothing")?.of(text);
            let body = vec![
                format!("{value} value = deserialize({});", old.arguments()),
                "if (value != null) {".to_owned(),
                format!("{step}output.collect(value);"),
                "}".to_owned(),
            ];
            (format!("{}<{value}>", qualified(COLLECTOR)), body)
        }
        Called::Collecting => {
            let collector = method.parameters.last().ok_or("it takes no collector")?.type_span.of(text);
            (collector.to_owned(), vec![format!("{RENAMED}(record, output);")])
        }
    };
    let throws = Throws::of(file, method);
    let clause = match throws {
        Throws::Nothing => String::new(),
        Throws::Io | Throws::More => format!(" throws {}", qualified(IO_EXCEPTION)),
    };
    let head = format!("{indent}public void deserialize({record} record, {collector} output){clause} {{");
    let mut lines = vec![String::new(), String::new(), format!("{indent}@Override"), head];
    lines.extend(narrowed(throws, body, step).into_iter().map(|line| format!("{indent}{step}{line}")));
    lines.push(format!("{indent}}}"));
    Ok(lines.join(style.newline))
}

/// The body, in a `try` where it throws what may not leave the method.
fn narrowed(throws: Throws, body: Vec<String>, step: &str) -> Vec<String> {
    if throws != Throws::More {
        return body;
    }
    let mut lines = vec!["try {".to_owned()];
    lines.extend(body.into_iter().map(|line| format!("{step}{line}")));
    lines.push("} catch (RuntimeException error) {".to_owned());
    lines.push(format!("{step}throw error;"));
    lines.push("} catch (Exception error) {".to_owned());
    lines.push(format!("{step}throw new {}(error);", qualified(IO_EXCEPTION)));
    lines.push("}".to_owned());
    lines
}
