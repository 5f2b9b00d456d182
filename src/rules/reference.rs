//! Where the code of a Java file names a type, a constant or a literal.
//!
//! Deliberately absent: Javadoc.

use std::sync::Arc;

use tree_sitter::Node;

use crate::finding::Site;
use crate::syntax::java;
use crate::text::{LineIndex, Span};
use crate::types::Resolution::{self, Known, Unknown};
use crate::types::{JavaScope, variables_named};
use crate::view::JavaFile;
use crate::view::java::{Import, ImportKind};

/// A place that names what a rule looks for; or why that is not sure.
pub(crate) struct Reference<'f> {
    /// The name, with all that qualifies it.
    pub(crate) node: Node<'f>,
    /// Why it may name something else.
    pub(crate) doubt: Option<String>,
}

impl<'f> Reference<'f> {
    fn new(node: Node<'f>, is_it: Resolution<bool>) -> Option<Self> {
        match is_it {
            Known(true) => Some(Self { node, doubt: None }),
            Known(false) => None,
            Unknown(why) => Some(Self { node, doubt: Some(why) }),
        }
    }
}

/// The place of `node`.
pub(crate) fn site(java: &JavaFile, node: Node<'_>) -> Site {
    Site { path: Arc::clone(&java.path), span: java::span(node) }
}

/// The first place of each line, in the order of the file.
pub(crate) fn first_of_each_line<T>(java: &JavaFile, mut places: Vec<(Span, T)>) -> Vec<(Span, T)> {
    places.sort_by_key(|(span, _)| *span);
    let index = LineIndex::new(java.text());
    places.dedup_by_key(|(span, _)| index.line_column(java.text(), span.start).line);
    places
}

/// The uses of the constant `name` of the type `owner`, which the repository does not declare.
pub(crate) fn constants<'f>(
    scope: &JavaScope<'_>,
    java: &'f JavaFile,
    owner: &str,
    name: &str,
) -> Vec<Reference<'f>> {
    if scope.class(owner).is_some() {
        return Vec::new();
    }
    let nodes = variables_named(java, name).into_iter();
    nodes.filter_map(|node| Reference::new(node, scope.is_constant(node, owner, name))).collect()
}

/// The uses of the type `wanted` outside of imports; the repository does not declare it.
pub(crate) fn types<'f>(scope: &JavaScope<'_>, java: &'f JavaFile, wanted: &str) -> Vec<Reference<'f>> {
    let simple = wanted.rsplit('.').next().unwrap_or(wanted);
    let named = java.identifiers(simple).filter_map(|last| type_name(scope, last));
    named.filter_map(|node| Reference::new(node, scope.means_type(node, wanted))).collect()
}

/// The uses of the member that a static import brings, by its own name alone.
pub(crate) fn imported_members<'f>(
    scope: &JavaScope<'_>,
    java: &'f JavaFile,
    import: &Import,
) -> Vec<Reference<'f>> {
    let Some((owner, name)) = import.name.rsplit_once('.').filter(|_| import.kind == ImportKind::Static)
    else {
        return Vec::new();
    };
    let is_of = |node: &Node<'f>, kind: &str| {
        node.parent()
            .is_some_and(|parent| parent.kind() == kind && parent.child_by_field_name("name") == Some(*node))
    };
    let is_called = |node: &Node<'f>| {
        is_of(node, "method_invocation") && node.parent().is_some_and(|call| java::receiver(call).is_none())
    };
    let mut found = constants(scope, java, owner, name);
    // A method that the file declares hides the imported one.
    if !java.identifiers(name).any(|node| is_of(&node, "method_declaration")) {
        let calls = java.identifiers(name).filter(is_called);
        found.extend(calls.map(|node| Reference { node, doubt: None }));
    }
    found
}

/// The calls of static methods that are certainly on the class `wanted`, each with the name of the class there.
pub(crate) fn static_calls<'f>(
    scope: &JavaScope<'_>,
    java: &'f JavaFile,
    wanted: &str,
) -> impl Iterator<Item = (Node<'f>, Node<'f>)> {
    let certain = types(scope, java, wanted).into_iter().filter(|named| named.doubt.is_none());
    certain.filter_map(|named| {
        let call = named.node.parent().filter(|call| java::receiver(*call) == Some(named.node))?;
        Some((named.node, call))
    })
}

/// The dotted name that `last` ends, where it can name a type; not in the head of the file.
pub(crate) fn type_name<'f>(scope: &JavaScope<'_>, last: Node<'f>) -> Option<Node<'f>> {
    whole_name(last).filter(|node| !is_variable(scope, *node))
}

/// The dotted name that `last` ends; `None` where it is no type: in an import, or as the name of something declared or called.
fn whole_name(last: Node<'_>) -> Option<Node<'_>> {
    let parent = last.parent()?;
    let is_annotation = java::is_annotation(parent);
    if !is_annotation
        && parent.child_by_field_name("name") == Some(last)
        && parent.kind() != "scoped_identifier"
    {
        return None;
    }
    let is_dotted = matches!(parent.kind(), "scoped_type_identifier" | "field_access" | "scoped_identifier");
    let ends_it = is_dotted && parent.end_byte() == last.end_byte();
    let whole = if ends_it { parent } else { last };
    let in_head = java::enclosing(whole, &["import_declaration", "package_declaration"]).is_some();
    (!in_head && !is_label(whole)).then_some(whole)
}

fn is_label(node: Node<'_>) -> bool {
    node.parent().is_some_and(|parent| {
        matches!(parent.kind(), "labeled_statement" | "break_statement" | "continue_statement")
            && parent.named_child(0) == Some(node)
    })
}

fn is_variable(scope: &JavaScope<'_>, node: Node<'_>) -> bool {
    matches!(node.kind(), "identifier" | "field_access") && matches!(scope.declaration(node), Known(_))
}
