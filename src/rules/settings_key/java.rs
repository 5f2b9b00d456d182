//! Keys in Java: literals that are a key and nothing else, and `SET` statements.

use std::sync::Arc;

use tree_sitter::Node;

use super::Row;
use super::key::{Place, Trust};
use crate::finding::Finding;
use crate::rules::Context;
use crate::syntax::java;
use crate::text::Span;
use crate::types::JavaScope;
use crate::view::JavaFile;
use crate::view::settings::{self, Setting};

/// What stands before a key in a statement that sets it.
const STATEMENTS: [&str; 2] = ["SET '", "set '"];

/// All keys that `java` names.
pub(super) fn findings(row: &Row, java: &Arc<JavaFile>, context: &Context<'_>) -> Vec<Finding> {
    let scope = JavaScope::new(context.project, java);
    let literals = java::of_kind(java.root(), "string_literal");
    literals.flat_map(|literal| in_literal(row, &scope, literal, context)).collect()
}

fn in_literal(row: &Row, scope: &JavaScope<'_>, literal: Node<'_>, context: &Context<'_>) -> Vec<Finding> {
    let Some(inner) = inner(literal, scope.file) else { return Vec::new() };
    let (path, text) = (&scope.file.path, scope.file.text());
    let find = |setting: Setting, trust: Trust| {
        let name = setting.key.of(text);
        row.finding(&Place { path: Arc::clone(path), name, setting, trust, renames: true }, text, context)
    };
    let is_known = |word: Span| !row.keys.get(word.of(text)).is_empty();
    if is_known(inner) {
        let setting = Setting { key: inner, value: value(literal, scope.file) };
        return find(setting, trust(row, scope, literal)).into_iter().collect();
    }
    let is_set = |word: &Span| STATEMENTS.iter().any(|set| text[..word.start].ends_with(set));
    let words = settings::dotted_words(inner.of(text));
    let words = words.map(|word| Span::new(inner.start + word.start, inner.start + word.end));
    let settings = words.filter(|word| is_known(*word) && is_set(word));
    settings.filter_map(|word| find(settings::setting(text, word)?, Trust::Platform)).collect()
}

/// Whether the key is handed to a class that the platform reads its settings from.
fn trust(row: &Row, scope: &JavaScope<'_>, literal: Node<'_>) -> Trust {
    let call = literal.parent().and_then(|list| list.parent());
    let call = call.filter(|call| call.kind() == "method_invocation");
    let receiver = call.map(|call| scope.library_receiver(call)).unwrap_or_default();
    let is_reader = |name: &str| row.readers.iter().any(|reader| reader == name);
    if receiver.classes.iter().any(|class| is_reader(class.name())) {
        Trust::Platform
    } else {
        Trust::Application
    }
}

/// The literal that is handed over behind the key `literal`.
fn value(literal: Node<'_>, file: &JavaFile) -> Option<Span> {
    let call = literal.parent().filter(|list| list.kind() == "argument_list")?.parent()?;
    match java::arguments(call).as_slice() {
        [key, value] if *key == literal && value.kind() == "string_literal" => inner(*value, file),
        _ => None,
    }
}

/// What stands between the quotes of `literal`.
fn inner(literal: Node<'_>, file: &JavaFile) -> Option<Span> {
    let text = file.text_of(literal);
    let quotes = if text.starts_with("\"\"\"") { 3 } else { 1 };
    (text.len() >= 2 * quotes).then(|| Span::new(literal.start_byte() + quotes, literal.end_byte() - quotes))
}
