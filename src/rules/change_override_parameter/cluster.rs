//! What changes together: a method, those that it overrides or that override it, and those that it hands its parameter to.

use std::collections::{BTreeSet, VecDeque};

use tree_sitter::Node;

use super::kin::{Kin, Receiver};
use super::{one_line, simple};
use crate::finding::{Change, qualified};
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::types::Resolution::Known;
use crate::types::{JavaScope, ProjectMethod};

/// Why a method is left to a person.
pub(super) enum Obstacle {
    /// The parameter is read: a sentence says where.
    Read(String),
    /// This class has the method with the new parameter as well.
    Both(String),
    /// This type, which is no subtype of an owner, declares the method too.
    Foreign(String),
    /// It is called with this argument.
    Argument(String),
}

/// The change of `first` and of all that depends on it; or why it is left to a person.
pub(super) fn change(kin: &Kin<'_>, first: ProjectMethod) -> Result<Change, Obstacle> {
    let mut change = Change::default();
    let mut seen = BTreeSet::new();
    let mut next = VecDeque::from([first]);
    while let Some(method) = next.pop_front() {
        let (class, path) = (&method.class, &method.class.file.path);
        if !seen.insert((path.clone(), method.declared().span)) {
            continue;
        }
        if !kin.is_kin(class).is(&true) {
            return Err(Obstacle::Foreign(class.declared().name.clone()));
        }
        if kin.has_new(class) {
            return Err(Obstacle::Both(class.declared().name.clone()));
        }
        let uses = uses(kin, &method).map_err(Obstacle::Read)?;
        for edit in edits(kin, &method, &uses) {
            change.push(path, edit);
        }
        next.extend(uses.into_iter().flat_map(|one| one.callees));
        next.extend(kin.overridden(class));
        next.extend(kin.overriding(class));
    }
    Ok(change)
}

/// A place that uses the parameter and may stay.
struct Use {
    span: Span,
    /// The methods of the project that get it there.
    callees: Vec<ProjectMethod>,
    /// What the new type calls a member that is asked there, where that differs.
    edits: Vec<Edit>,
}

/// Where the parameter is handed on or asked for what the new type has as well; or where it is read.
fn uses(kin: &Kin<'_>, method: &ProjectMethod) -> Result<Vec<Use>, String> {
    let file = &method.class.file;
    let scope = JavaScope::new(kin.project, file);
    let name = method.declared().body.and_then(|_| file.node(method.declared().parameters[0].span));
    let Some(name) = name else { return Ok(Vec::new()) };
    let declaration = scope.declaration(name).into_result()?;
    let used = scope.uses(&declaration).known.into_iter();
    let uses = used.filter_map(|used| file.node(used.span)).map(|node| {
        let span = java::span(node);
        if let Some(edits) = member(kin, &scope, node) {
            return Ok(Use { span, callees: Vec::new(), edits });
        }
        let callees = handed_on(kin, &scope, node).ok_or_else(|| read(&scope, method, node))?;
        Ok(Use { span, callees, edits: Vec::new() })
    });
    uses.collect()
}

/// How the call that asks the parameter at `node` for a member changes; `None` where it is no such call.
fn member(kin: &Kin<'_>, scope: &JavaScope<'_>, node: Node<'_>) -> Option<Vec<Edit>> {
    let call = node.parent().filter(|call| java::receiver(*call) == Some(node))?;
    let name = call.child_by_field_name("name")?;
    let old = scope.file.text_of(name);
    let new = kin.row.members.get(old)?;
    let edit = (new != old).then(|| Edit::replace(java::span(name), new.clone()));
    Some(edit.into_iter().collect())
}

/// The methods of the project that get the parameter which stands at `node`; `None` when it is not just handed on.
fn handed_on(kin: &Kin<'_>, scope: &JavaScope<'_>, node: Node<'_>) -> Option<Vec<ProjectMethod>> {
    let call = node.parent().filter(|list| list.kind() == "argument_list")?.parent()?;
    let is_it = call.kind() == "method_invocation"
        && java::method_name(call, scope.file.text()) == kin.row.method
        && java::arguments(call).len() == 1;
    let object = java::receiver(call).filter(|_| is_it)?;
    if object.kind() == "super" {
        return Some(Vec::new());
    }
    match kin.receiver(scope, call) {
        Known(Some(Receiver::Library)) => Some(Vec::new()),
        Known(Some(Receiver::Project(class))) => Some(kin.nearest(&class)),
        _ => None,
    }
}

fn read(scope: &JavaScope<'_>, method: &ProjectMethod, node: Node<'_>) -> String {
    let class = match method.class.declared().name.as_str() {
        "" => "a class without a name".to_owned(),
        name => format!("`{name}`"),
    };
    let statement = java::enclosing_statement(node).unwrap_or(node);
    format!("{class} uses the parameter in `{}`", one_line(scope.file, statement))
}

fn edits(kin: &Kin<'_>, method: &ProjectMethod, uses: &[Use]) -> Vec<Edit> {
    let parameter = &method.declared().parameters[0];
    let Some(to) = &kin.row.to else {
        let whole = method.class.file.node(parameter.span).and_then(|name| name.parent());
        let in_code = uses.iter().map(|one| one.span);
        return in_code.chain(whole.map(java::span)).map(Edit::delete).collect();
    };
    let mut edits = vec![Edit::replace(parameter.type_span, qualified(to))];
    edits.extend(uses.iter().flat_map(|one| one.edits.clone()));
    if let Some(name) = new_name(kin, to, method) {
        let in_code = uses.iter().map(|one| one.span).chain([parameter.span]);
        let places = in_code.chain(in_javadoc(method));
        edits.extend(places.map(|span| Edit::replace(span, name.clone())));
    }
    edits
}

/// The name of the parameter, when its name speaks of the old type and the new one is free.
fn new_name(kin: &Kin<'_>, to: &str, method: &ProjectMethod) -> Option<String> {
    let old = method.declared().parameters[0].name.to_lowercase();
    kin.row.words.iter().find(|word| old.contains(word.as_str()))?;
    let mut letters = simple(to).chars();
    let first = letters.next()?.to_lowercase();
    let name: String = first.chain(letters).collect();
    let file = &method.class.file;
    let node = file.node(method.declared().span)?;
    let is_taken = java::of_kind(node, "identifier").any(|known| file.text_of(known) == name);
    (!is_taken).then_some(name)
}

/// The name of the parameter after `@param` in the Javadoc of `method`.
fn in_javadoc(method: &ProjectMethod) -> Option<Span> {
    let (file, declared) = (&method.class.file, method.declared());
    let comment = file.node(declared.span)?.prev_sibling().filter(|node| java::is_comment(*node))?;
    let name = &declared.parameters[0].name;
    let text = file.text_of(comment);
    let tag = format!("@param {name}");
    let is_whole = |end: usize| !text[end..].starts_with(|next: char| next.is_alphanumeric() || next == '_');
    let end = text.match_indices(&tag).map(|(at, _)| at + tag.len()).find(|end| is_whole(*end))?;
    let end = comment.start_byte() + end;
    Some(Span::new(end - name.len(), end))
}
