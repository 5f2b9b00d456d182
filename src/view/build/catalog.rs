//! What a version catalog of Gradle, `libs.versions.toml`, says.

use toml_edit::{Document, Item, Key, TableLike};

use super::Read;
use super::gradle::{alias_name, catalog_name};
use super::model::{AliasUse, Dependency, Property, Section, Value, Writing};
use crate::text::Span;

/// Reads a catalog.
pub(super) fn read(text: &str) -> Read {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start.min(text.len()));
            let error = Some((Span::at(at), format!("Reading stops here: {}.", error.message())));
            return Read { error, ..Read::default() };
        }
    };
    let mut read = Read { comments: comments(text), ..Read::default() };
    for (name, item) in entries(document.get("versions")) {
        let Some(value) = version_in(item, text) else { continue };
        let (name, element) = (catalog_name(name), value.span);
        read.model.properties.push(Property { name, value, element, profile: None });
    }
    let libraries = document.get("libraries").and_then(Item::as_table_like);
    for (name, item) in entries(document.get("libraries")) {
        let Some(mut library) = library(item, text) else { continue };
        let key = libraries.and_then(|table| table.key(name)).and_then(Key::span);
        library.alias = key.map(|span| Value::plain(name, span.into()));
        read.texts.extend(library.version.iter().filter(|version| !version.is_literal()).cloned());
        read.model.dependencies.push(library);
    }
    let items = entries(document.get("bundles")).filter_map(|(_, item)| item.as_array()).flatten();
    read.model.aliases.extend(items.filter_map(|item| {
        let element = item.span().map(Span::from)?;
        let span = Span::new(element.start + 1, element.end - 1);
        Some(AliasUse { name: alias_name(item.as_str()?), element, span, scope: None })
    }));
    read
}

fn entries(table: Option<&Item>) -> impl Iterator<Item = (&str, &Item)> {
    table.and_then(Item::as_table_like).into_iter().flat_map(TableLike::iter)
}

/// An entry of `[libraries]`: `"group:artifact:version"`, or a table that says the same.
fn library(item: &Item, text: &str) -> Option<Dependency> {
    let element = item.span().map(Span::from)?;
    let (group, artifact, version) = if item.is_str() {
        let (group, artifact, version) = parts(&plain(item, text)?)?;
        (group, artifact, version)
    } else {
        let table = item.as_table_like()?;
        let (group, artifact) = match table.get("module") {
            Some(module) => {
                let (group, artifact, _) = parts(&plain(module, text)?)?;
                (group, artifact)
            }
            None => (plain(table.get("group")?, text)?, plain(table.get("name")?, text)?),
        };
        (group, artifact, version_of(table, text))
    };
    Some(Dependency {
        element,
        list: Span::new(0, text.len()),
        section: Section::Used,
        profile: None,
        group,
        artifact,
        version,
        scope: None,
        kind: None,
        alias: None,
    })
}

/// The version of a library: a text, a rich version, or a reference to `[versions]`.
fn version_of(table: &dyn TableLike, text: &str) -> Option<Value> {
    let version = table.get("version")?;
    let Some(reference) = version.get("ref") else { return version_in(version, text) };
    let name = reference.as_str()?;
    let end = reference.span()?.end;
    let start = text[..end].rfind("version")?;
    let text = format!("${{{}}}", catalog_name(name));
    Some(Value { text, span: Span::new(start, end), writing: Writing::CatalogVersion })
}

/// A version that is a text, or the one that a rich version wants most.
fn version_in(item: &Item, text: &str) -> Option<Value> {
    let said = || ["strictly", "require", "prefer"].into_iter().find_map(|key| item.get(key));
    let value = if item.is_str() { item } else { said()? };
    plain(value, text)
}

/// What stands between the quotes of a text.
fn plain(item: &Item, text: &str) -> Option<Value> {
    let span = item.span()?;
    let quoted = text.get(span.clone())?;
    let inner = quoted.strip_prefix(['"', '\''])?.strip_suffix(['"', '\''])?;
    (item.as_str()? == inner).then(|| Value::plain(inner, Span::new(span.start + 1, span.end - 1)))
}

/// The parts of `group:artifact` or `group:artifact:version`.
fn parts(value: &Value) -> Option<(Value, Value, Option<Value>)> {
    let mut start = value.span.start;
    let mut part = |text: &str| {
        let span = Span::new(start, start + text.len());
        start = span.end + 1;
        Value::plain(text, span)
    };
    let mut texts = value.text.split(':');
    Some((part(texts.next()?), part(texts.next()?), texts.next().map(part)))
}

fn comments(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        found.extend(line.find('#').map(|at| Span::new(start + at, end.max(start + at))));
        start += line.len();
    }
    found
}
