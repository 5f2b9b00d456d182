//! All places that refer to a declaration.

use std::sync::Arc;

use tree_sitter::Node;

use super::resolution::Resolution::{Known, Unknown};
use super::{Declaration, JavaScope, Origin, ProjectMethod};
use crate::syntax::java;
use crate::text::Span;
use crate::view::JavaFile;
use crate::view::java::Modifiers;

/// A place that refers to a declaration.
#[derive(Clone, Debug)]
pub struct Use {
    /// The file.
    pub file: Arc<JavaFile>,
    /// The expression: `name`, `this.name`, `Owner.name`, or a whole call.
    pub span: Span,
}

/// The places that refer to a declaration, in the order of path and text.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    /// Those that surely do.
    pub known: Vec<Use>,
    /// Those that may: the name fits, but what stands before it is not known.
    pub possible: Vec<Use>,
}

impl JavaScope<'_> {
    /// All uses of `declaration`, without its own name.
    ///
    /// Looks through the file of a local variable or private field, else through all files of the repository.
    pub fn uses(&self, declaration: &Declaration) -> Uses {
        let is_open = declaration.field().is_some_and(|field| !field.modifiers.has("private"));
        let mut uses = Uses::default();
        for path in self.paths_to_search(&declaration.file, is_open, &declaration.name) {
            let Some(file) = self.project.java(path) else { continue };
            let scope = self.within(&file);
            let same_file = file.path == declaration.file.path;
            for node in variables_named(&file, &declaration.name) {
                let span = java::span(node);
                let is_use = || Use { file: Arc::clone(&file), span };
                let is_own_name = same_file && span == declaration.span;
                match scope.declaration(node) {
                    Known(found) if found.is(declaration) && !is_own_name => uses.known.push(is_use()),
                    Unknown(_) if node.kind() == "field_access" && declaration.is_field() => {
                        uses.possible.push(is_use());
                    }
                    Known(_) | Unknown(_) => {}
                }
            }
        }
        uses
    }

    /// All calls of `method`, which may be overridden.
    ///
    /// Looks through its file when it is private, else through all files of the repository. A method reference is a possible use.
    pub fn calls(&self, method: &ProjectMethod) -> Uses {
        let declared = method.declared();
        let is_open = !is_private(&declared.modifiers);
        let mut uses = Uses::default();
        for path in self.paths_to_search(&method.class.file, is_open, &declared.name) {
            let Some(file) = self.project.java(path) else { continue };
            let scope = self.within(&file);
            let mut around: Vec<Node<'_>> =
                file.identifiers(&declared.name).filter_map(|name| name.parent()).collect();
            around.dedup();
            for node in around {
                let found = Use { file: Arc::clone(&file), span: java::span(node) };
                match scope.may_call(node, method) {
                    Some(true) => uses.known.push(found),
                    Some(false) => uses.possible.push(found),
                    None => {}
                }
            }
        }
        uses
    }

    /// `Some(true)` when `node` surely calls `method`, `Some(false)` when it may, `None` when it does not.
    fn may_call(&self, node: Node<'_>, method: &ProjectMethod) -> Option<bool> {
        let declared = method.declared();
        let text = self.file.text();
        if node.kind() == "method_reference" {
            let last = java::children(node).pop()?;
            return (java::text(last, text) == declared.name).then_some(false);
        }
        let fits = node.kind() == "method_invocation"
            && java::method_name(node, text) == declared.name
            && declared.takes(java::arguments(node).len());
        if !fits {
            return None;
        }
        let is_it = |found: &ProjectMethod| {
            found.class.file.path == method.class.file.path && found.declared().span == declared.span
        };
        match self.called(node) {
            Known(found) if !found.iter().any(is_it) => None,
            Known(found) if found.len() == 1 => Some(true),
            Known(found) => {
                let is_own = |other: &&ProjectMethod| {
                    other.class.declared().qualified == method.class.declared().qualified
                };
                match self.invoked(node).known().map(|meant| meant.origin) {
                    Some(Origin::Project(meant)) => is_it(&meant).then_some(true),
                    _ => Some(found.iter().filter(is_own).count() == 1),
                }
            }
            Unknown(_) => Some(false),
        }
    }

    /// `own`, or all files of the repository in which `name` stands.
    fn paths_to_search<'f>(&'f self, own: &'f JavaFile, everywhere: bool, name: &str) -> Vec<&'f Arc<str>> {
        if everywhere { self.project.java_paths_with(name).collect() } else { vec![&own.path] }
    }
}

fn is_private(modifiers: &Modifiers) -> bool {
    modifiers.has("private")
}

/// The expressions in `file` that could be the variable `name`: an identifier, or the field access that ends with it.
pub fn variables_named<'f>(file: &'f JavaFile, name: &str) -> Vec<Node<'f>> {
    let identifiers = file.identifiers(name).filter(|node| node.kind() == "identifier");
    identifiers.filter_map(variable_at).collect()
}

/// The expression that `identifier` is or ends; `None` where it cannot be a variable.
fn variable_at(identifier: Node<'_>) -> Option<Node<'_>> {
    let parent = identifier.parent()?;
    let is_field = |field: &str| parent.child_by_field_name(field) == Some(identifier);
    match parent.kind() {
        "field_access" if is_field("field") => Some(parent),
        "method_invocation" | "method_declaration" | "class_declaration" | "enum_declaration"
            if is_field("name") =>
        {
            None
        }
        "labeled_statement" | "break_statement" | "continue_statement" | "scoped_identifier" => None,
        "element_value_pair" if is_field("key") => None,
        "method_reference" if parent.named_child(0) != Some(identifier) => None,
        _ => Some(identifier),
    }
}
