//! Runtime properties of Managed Flink: which group a setting is read from, and the files for local runs that hold it.

use std::sync::Arc;

use tree_sitter::Node;

use super::arn::Prefix;
use crate::settings::Settings;
use crate::snapshot::FileKind;
use crate::syntax::{java, json};
use crate::text::{Edit, Span};
use crate::types::{Declaration, DeclarationKind, JavaScope, Project};
use crate::view::File;

/// The ids of the property groups that the properties `receiver` come from; empty when they are not known.
pub(crate) fn groups(scope: &JavaScope<'_>, receiver: Node<'_>) -> Vec<String> {
    if let Some(group) = taken_from_map(scope, receiver) {
        return vec![group];
    }
    let Some(found) = scope.declaration(receiver).known() else { return Vec::new() };
    match found.kind {
        DeclarationKind::Local => {
            let value = found.initializer.and_then(|span| scope.file.node(span));
            value.and_then(|value| taken_from_map(scope, value)).into_iter().collect()
        }
        DeclarationKind::Parameter => of_parameter(scope, &found).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The key in `applicationProperties.get("InputStream0")`.
fn taken_from_map(scope: &JavaScope<'_>, call: Node<'_>) -> Option<String> {
    let is_get = call.kind() == "method_invocation" && java::method_name(call, scope.file.text()) == "get";
    let key = java::arguments(call).into_iter().next().filter(|_| is_get)?;
    scope.string_value(key)
}

/// The groups that all calls of the method hand over; `None` when some call hands over something else.
fn of_parameter(scope: &JavaScope<'_>, parameter: &Declaration) -> Option<Vec<String>> {
    let declaration = scope.file.node(parameter.span).and_then(java::enclosing_method)?;
    let method = scope.method_declared(declaration)?;
    let is_it = |other: &crate::view::java::Parameter| other.span == parameter.span;
    let index = method.declared().parameters.iter().position(is_it)?;
    let calls = scope.calls(&method);
    if !calls.possible.is_empty() {
        return None;
    }
    let mut found = Vec::new();
    for call in &calls.known {
        let caller = JavaScope::new(scope.project, &call.file);
        let arguments = java::arguments(call.file.node(call.span)?);
        let handed = groups(&caller, *arguments.get(index)?);
        if handed.is_empty() {
            return None;
        }
        found.extend(handed);
    }
    Some(found)
}

/// A member that is added to a property group.
pub(crate) struct Added {
    /// The file.
    pub(crate) path: Arc<str>,
    /// The member that is there already.
    pub(crate) site: Span,
    /// Adds the new one behind it.
    pub(crate) edit: Edit,
}

/// The members that the group `group` needs beside `old_key`, in the files of the module that holds `java_path`.
pub(crate) fn add_arns(
    project: &Project,
    java_path: &str,
    group: &str,
    [old_key, new_key]: [&str; 2],
    settings: &Settings,
) -> Vec<Added> {
    let module = module_of(project, java_path);
    let is_json = |path: &str| FileKind::of(path) == Some(FileKind::Json) && path.starts_with(module);
    let paths = project.texts().map(|(path, _)| path).filter(|path| is_json(path));
    let files = paths.filter_map(|path| project.file(path));
    files.flat_map(|file| add_in_file(&file, group, [old_key, new_key], settings)).collect()
}

fn add_in_file(
    file: &Arc<File>,
    group: &str,
    [old_key, new_key]: [&str; 2],
    settings: &Settings,
) -> Vec<Added> {
    let text = file.text();
    let tree = json::parse(text);
    let objects = java::of_kind(tree.root_node(), "object");
    let maps = objects.filter_map(|object| {
        let id = json::member(object, "PropertyGroupId", text).and_then(|id| json::string(id, text))?;
        json::member(object, "PropertyMap", text).filter(|_| id == group)
    });
    let added = maps.filter(|map| json::pair(*map, new_key, text).is_none()).filter_map(|map| {
        let pair = json::pair(map, old_key, text)?;
        let name = pair.child_by_field_name("value").and_then(|value| json::string(value, text))?;
        let region = json::member(map, "aws.region", text).and_then(|region| json::string(region, text));
        let member = format!("\"{new_key}\": \"{}{name}\"", Prefix::new(region, settings).text());
        let separator = separator(text, pair);
        let edit = Edit::insert(pair.end_byte(), format!(",{separator}{member}"));
        Some(Added { path: Arc::clone(&file.path), site: java::span(pair), edit })
    });
    added.collect()
}

/// What stands before a member in this file: a new line and its indentation, spaces, or nothing.
fn separator<'s>(text: &'s str, member: Node<'_>) -> &'s str {
    let after = text[member.end_byte()..].strip_prefix(',').unwrap_or_default();
    let gap_after = &after[..after.len() - after.trim_start().len()];
    let before = &text[..member.start_byte()];
    let gap_before = &before[before.trim_end().len()..];
    if gap_before.contains('\n') || gap_after.is_empty() { gap_before } else { gap_after }
}

/// The folder of the nearest build file above `path`, with a `/` at its end.
fn module_of<'p>(project: &Project, path: &'p str) -> &'p str {
    let folders = path.rmatch_indices('/').map(|(at, _)| &path[..=at]);
    let is_module = |folder: &&str| {
        let poms = project
            .snapshot()
            .entries
            .binary_search_by(|entry| (*entry.path).cmp(&format!("{folder}pom.xml")));
        poms.is_ok()
    };
    folders.into_iter().find(is_module).unwrap_or("")
}
