//! One Java expression and another that says the same, as Java with holes: what `replace-call` and hooks share.
//!
//! Names match by what they mean. Deliberately absent: patterns of several statements.

use std::collections::BTreeMap;

use tree_sitter::Node;

use self::pattern::{Matcher, Pattern};
use self::template::Template;
use super::boxing::Kind;
use super::{Names, reference};
use crate::finding::qualified;
use crate::syntax::java;
use crate::text::Edit;
use crate::types::JavaScope;
use crate::types::Resolution::{Known, Unknown};
use crate::view::JavaFile;
use crate::view::java::ImportKind;

mod named;
mod pattern;
mod receiver;
mod template;
mod tokens;
mod written;

pub(crate) use pattern::Holes;
pub(crate) use receiver::is_called_on;
pub(crate) use template::is_primary;

/// The expression `before` and what stands for it.
#[derive(Debug)]
pub(crate) struct Form {
    before: Pattern,
    /// `None` where the whole statement goes.
    after: Option<Template>,
    types: BTreeMap<String, String>,
    /// Both as a message shows them.
    shown: [String; 2],
}

/// An expression of a file that is, or may be, the `before` of a form.
pub(crate) struct Found<'f> {
    /// The whole expression, or the method reference.
    pub(crate) node: Node<'f>,
    /// What the holes stand for.
    pub(crate) holes: Holes<'f>,
    /// Why it may be something else.
    pub(crate) doubt: Option<String>,
    /// Why it cannot be rewritten although it is what is meant.
    pub(crate) obstacle: Option<String>,
}

impl<'f> Found<'f> {
    /// What a finding is about: the name of the method, or the whole of what is no call.
    pub(crate) fn named(&self) -> Node<'f> {
        self.node.child_by_field_name("name").unwrap_or(self.node)
    }
}

impl Form {
    /// Reads the form; holes that a method is called on need a type. Says what is wrong with it.
    pub(crate) fn read(before: &str, after: &str, types: BTreeMap<String, String>) -> Result<Self, String> {
        let shown = tokens::shown(before, after);
        let pattern = Pattern::read(before)?;
        pattern.check(&types)?;
        let template = if after.is_empty() { None } else { Some(Template::read(after)?) };
        let holes = pattern.holes();
        let unknown = template.iter().flat_map(Template::holes).find(|hole| !holes.contains(hole));
        if let Some(hole) = unknown {
            return Err(format!("`${hole}` stands in `after` only"));
        }
        Ok(Self { before: pattern, after: template, types, shown })
    }

    /// A form that a hook has written out.
    pub(crate) fn new(before: &str, after: &str, types: &[(&str, &str)]) -> Self {
        let types = types.iter().map(|(hole, name)| ((*hole).to_owned(), (*name).to_owned())).collect();
        Self::read(before, after, types).expect("hooks have right forms, as their cases show")
    }

    /// The word that a file must hold.
    pub(crate) fn word(&self) -> &str {
        self.before.word()
    }

    /// The words of which a file has to hold one: a method is called or referred to.
    pub(crate) fn words(&self) -> Vec<String> {
        match &self.before {
            Pattern::Call { name, .. } => vec![format!("{name}("), format!("{name} ("), format!("::{name}")],
            other => vec![other.word().to_owned()],
        }
    }

    /// `before` and `after` as a message shows them; the latter is empty when `before` goes.
    pub(crate) fn shown(&self) -> &[String; 2] {
        &self.shown
    }

    /// The simple name of the class on which a static method is called: the call or an import says it.
    pub(crate) fn static_class(&self) -> Option<&str> {
        match &self.before {
            Pattern::Call { on, .. } if matches!(**on, Pattern::Class(_)) => Some(on.word()),
            _ => None,
        }
    }

    /// What becomes what, for a person.
    pub(crate) fn what(&self) -> String {
        match &self.shown {
            [old, new] if new.is_empty() => format!("`{old}` goes."),
            [old, new] => format!("`{old}` becomes `{new}`."),
        }
    }

    /// The classes and members that it speaks about and writes.
    pub(crate) fn names(&self) -> Names {
        let after = self.after.iter().flat_map(|after| after.names(&self.types));
        self.before.names(&self.types).and_new(after)
    }

    /// Everything in the file that is, or may be, `before`, and the method references that mean its method.
    pub(crate) fn found<'f>(&self, scope: &JavaScope<'f>) -> Vec<Found<'f>> {
        let matcher = Matcher { scope, types: &self.types };
        let found = self.candidates(scope).into_iter().filter_map(|node| {
            let mut holes = Holes::new();
            let is_imported = matches!(self.before, Pattern::Class(_)) && node.kind() == "identifier";
            let is_imported = is_imported && !self.names_class(scope.file, node);
            let matched = matcher.matches(&self.before, node, &mut holes);
            let doubt = match if is_imported { Known(true) } else { matched } {
                Known(true) => None,
                Known(false) => return None,
                Unknown(_) if self.is_said_by(scope.file, node) => return None,
                Unknown(why) => Some(why),
            };
            Some(Found { node, holes, doubt, obstacle: None })
        });
        found.chain(self.handed_on(scope)).collect()
    }

    /// The edits that turn what was found into `after`; or why there are none.
    pub(crate) fn edits(&self, scope: &JavaScope<'_>, found: &Found<'_>) -> Result<Vec<Edit>, String> {
        let java = scope.file;
        let Found { node, holes, obstacle, .. } = found;
        if let Some(why) = obstacle {
            return Err(why.clone());
        }
        if matches!(self.before, Pattern::Class(_)) && !self.names_class(java, *node) {
            let class = self.after.as_ref().and_then(Template::only_class);
            let class = class.ok_or("a static import brings it")?;
            return Ok(vec![Edit::insert(node.start_byte(), format!("{}.", qualified(class)))]);
        }
        let kept = self.after.as_ref().map(Template::holes).unwrap_or_default();
        let mut dropped = holes.iter().filter(|(name, _)| !kept.contains(&name.as_str()));
        if let Some((_, lost)) = dropped.find(|(_, node)| !is_quiet(**node, java)) {
            return Err(format!("`{}` would not be called any more", java.text_of(*lost)));
        }
        let receiver = self.after.as_ref().and_then(|after| holes.get(after.only_hole()?));
        let is_alone = receiver.is_none_or(|receiver| is_quiet(*receiver, java));
        let keeps = self.after.as_ref().is_some_and(|after| after.only_hole().is_none());
        match &self.after {
            Some(after) if keeps || !is_alone || !java::is_expression_statement(*node) => {
                after.edits(java, *node, holes, &|hole, node| self.boxed(scope, hole, node))
            }
            Some(_) | None => removal(java, *node),
        }
    }

    /// The edits that make the value of a hole an object, where its type in the form is one.
    fn boxed(&self, scope: &JavaScope<'_>, hole: &str, node: Node<'_>) -> Vec<Edit> {
        let name = self.types.get(hole).and_then(|name| name.strip_prefix("java.lang."));
        name.and_then(Kind::of_type).map(|kind| kind.boxed(scope, node)).unwrap_or_default()
    }

    /// The expressions that look like the pattern.
    fn candidates<'f>(&self, scope: &JavaScope<'f>) -> Vec<Node<'f>> {
        let java = scope.file;
        match &self.before {
            Pattern::Call { name, .. } => {
                let is_call = |call: &Node<'_>| call.kind() == "method_invocation";
                let named = |last: Node<'f>| {
                    last.parent()
                        .filter(is_call)
                        .filter(|call| call.child_by_field_name("name") == Some(last))
                };
                java.identifiers(name).filter_map(named).collect()
            }
            Pattern::Constant { owner, name } => {
                let found = reference::constants(scope, java, owner, name).into_iter();
                found.map(|found| found.node).collect()
            }
            Pattern::Class(name) => {
                let named = reference::types(scope, java, name).into_iter().map(|found| found.node);
                let named = named.chain(imported_constants(scope, name));
                named.filter(|_| scope.class(name).is_none()).collect()
            }
            Pattern::Cast { .. } => java::of_kind(java.root(), "cast_expression").collect(),
            Pattern::New { .. } => java.identifiers(self.word()).filter_map(made_of).collect(),
            Pattern::Hole(_) | Pattern::Literal(_) => Vec::new(),
        }
    }

    /// Whether the expression ends as `after` does, so that it may have been rewritten already.
    fn is_said_by(&self, java: &JavaFile, node: Node<'_>) -> bool {
        self.after.as_ref().is_some_and(|after| after.ends(java.text_of(node)))
    }

    /// Whether the name `node` ends with the class of the pattern, and not with a constant of it.
    fn names_class(&self, java: &JavaFile, node: Node<'_>) -> bool {
        java.text_of(node).trim_end().ends_with(self.before.word())
    }

    /// The references of the method that the pattern calls.
    fn handed_on<'f>(&self, scope: &JavaScope<'f>) -> Vec<Found<'f>> {
        let Pattern::Call { on, name, .. } = &self.before else { return Vec::new() };
        let owner = match &**on {
            Pattern::Hole(hole) => self.types.get(hole),
            Pattern::Class(class) => Some(class),
            Pattern::Call { .. }
            | Pattern::New { .. }
            | Pattern::Cast { .. }
            | Pattern::Constant { .. }
            | Pattern::Literal(_) => None,
        };
        let Some(owner) = owner else { return Vec::new() };
        let named = scope.file.identifiers(name);
        let meant = named.filter_map(|called| {
            let reference = called.parent().filter(|node| node.kind() == "method_reference")?;
            let parts = java::children(reference);
            let [object, last] = parts.as_slice() else { return None };
            (*last == called && receiver::has_class(scope, *object, owner)).then_some(reference)
        });
        let obstacle = || Some("it is handed over as a function".to_owned());
        meant.map(|node| Found { node, holes: Holes::new(), doubt: None, obstacle: obstacle() }).collect()
    }
}

/// The `new` of the class whose name `last` ends.
fn made_of(last: Node<'_>) -> Option<Node<'_>> {
    let is_part = |node: &Node<'_>| matches!(node.kind(), "scoped_type_identifier" | "generic_type");
    let outer = java::ancestors(last).find(|node| !is_part(node))?;
    let class = outer.child_by_field_name("type").filter(|_| outer.kind() == "object_creation_expression")?;
    (class.start_byte() <= last.start_byte() && last.end_byte() <= class.end_byte()).then_some(outer)
}

/// The constants of `class` that a static import brings, where they are named by it.
///
/// A label of a `switch` over an enum has its bare name with and without an import.
fn imported_constants<'f>(scope: &JavaScope<'f>, class: &str) -> Vec<Node<'f>> {
    let java = scope.file;
    let names = java.imports.iter().filter_map(|import| {
        let (owner, name) = import.name.rsplit_once('.')?;
        (import.kind == ImportKind::Static && owner == class).then_some(name)
    });
    let named = names.flat_map(|name| {
        let found = reference::constants(scope, java, class, name).into_iter();
        found.filter(|found| found.doubt.is_none()).map(|found| found.node)
    });
    let is_label = |node: &Node<'_>| node.parent().is_some_and(|parent| parent.kind() == "switch_label");
    named.filter(|node| node.kind() == "identifier" && !is_label(node)).collect()
}

/// The edit that takes the statement away that `node` is.
pub(crate) fn removal(java: &JavaFile, node: Node<'_>) -> Result<Vec<Edit>, String> {
    let statement = node.parent().filter(|_| java::is_expression_statement(node));
    let Some(statement) = statement else { return Err("its value is used".to_owned()) };
    let is_listed = statement.parent().is_some_and(|parent| {
        matches!(parent.kind(), "block" | "constructor_body" | "switch_block_statement_group")
    });
    if is_listed {
        return Ok(vec![Edit::delete(java::whole_lines(statement, java.text()))]);
    }
    Ok(vec![Edit::replace(java::span(statement), "{}")])
}

/// Whether the expression only names or reads something, so that nothing is lost with it.
fn is_quiet(node: Node<'_>, java: &JavaFile) -> bool {
    java::descendants(node).all(|node| match node.kind() {
        "method_invocation" => {
            java::method_name(node, java.text()).starts_with("get") && java::arguments(node).is_empty()
        }
        "object_creation_expression" | "assignment_expression" | "update_expression" => false,
        _ => true,
    })
}
