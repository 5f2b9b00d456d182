//! Interfaces that users implement and that have got another form.

use tree_sitter::Node;

use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::types::JavaScope;
use crate::view::JavaFile;
use crate::view::java::{DeclaredType, Method};

/// The places that use `old` as a type; imports settle by themselves.
pub(crate) fn uses<'f>(scope: &JavaScope<'f>, old: &str) -> Vec<Node<'f>> {
    let names = java::descendants(scope.file.root())
        .filter(|node| matches!(node.kind(), "type_identifier" | "scoped_type_identifier"));
    let whole =
        names.filter(|node| node.parent().is_none_or(|parent| parent.kind() != "scoped_type_identifier"));
    whole.filter(|node| scope.means_type(*node, old).is(&true)).collect()
}

/// Whether the class names `old` among its supertypes.
pub(crate) fn implements(scope: &JavaScope<'_>, declared: &DeclaredType, old: &str) -> bool {
    let nodes = declared.supertypes().filter_map(|span| scope.file.node(span));
    nodes.into_iter().any(|node| scope.means_type(node, old).is(&true))
}

/// The method of the class with this name and so many parameters, when it has a body.
pub(crate) fn method<'d>(declared: &'d DeclaredType, name: &str, parameters: usize) -> Option<&'d Method> {
    let is_it = |method: &&Method| method.name == name && method.parameters.len() == parameters;
    declared.methods.iter().find(is_it).filter(|method| method.body.is_some())
}

/// An error when anything of the project calls the method.
pub(crate) fn is_not_called(scope: &JavaScope<'_>, method: &Method) -> Result<(), String> {
    let method = scope.file.node(method.span).and_then(|node| scope.method_declared(node));
    let method = method.ok_or("the class does not parse")?;
    let calls = scope.calls(&method);
    match calls.known.iter().chain(&calls.possible).next() {
        None => Ok(()),
        Some(call) => Err(format!("`{}` may be called in `{}`", method.declared().name, call.file.path)),
    }
}

/// Takes `@Override` from the method.
pub(crate) fn without_override(file: &JavaFile, method: &Method) -> Option<Edit> {
    let span = method.modifiers.override_annotation()?;
    Some(Edit::delete(java::with_space_after(file.node(span)?, file.text())))
}

/// The lines of a member of a class with the comment above it, and one of the blank lines around it.
pub(crate) fn member_lines(file: &JavaFile, member: Node<'_>) -> Span {
    let text = file.text();
    let lines = java::whole_lines(member, text);
    let comment = member.prev_sibling().filter(|before| java::is_comment(*before));
    let comment =
        comment.map(|comment| java::whole_lines(comment, text)).filter(|above| above.end == lines.start);
    let start = comment.map_or(lines.start, |above| above.start);
    let after = text[lines.end..].len() - text[lines.end..].trim_start_matches(['\r', '\n']).len();
    let blank_after = text[lines.end..].find('\n').map_or(0, |end| end + 1);
    if 0 < blank_after && blank_after <= after {
        return Span::new(start, lines.end + blank_after);
    }
    let above = text[..start].trim_end_matches(['\r', '\n']);
    let line_end = text[above.len()..start].find('\n').map_or(0, |end| end + 1);
    Span::new(above.len() + line_end, lines.end)
}
