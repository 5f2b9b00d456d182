//! The imports of a Java file.

use tree_sitter::Node;

use crate::syntax::java;
use crate::text::Span;

/// An import declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The dotted name, without the `.*` of an import on demand.
    pub name: String,
    /// What it brings.
    pub kind: ImportKind,
    /// The whole declaration, with its semicolon.
    pub span: Span,
    /// The dotted name alone.
    pub name_span: Span,
}

impl Import {
    /// The name that a single import brings.
    pub fn simple(&self) -> Option<&str> {
        match self.kind {
            ImportKind::Single | ImportKind::Static => self.name.rsplit('.').next(),
            ImportKind::OnDemand | ImportKind::StaticOnDemand => None,
        }
    }

    /// Whether it brings static members.
    pub fn is_static(&self) -> bool {
        matches!(self.kind, ImportKind::Static | ImportKind::StaticOnDemand)
    }
}

/// What an import brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportKind {
    /// One type.
    Single,
    /// All types of a package, or all nested types of a type.
    OnDemand,
    /// One static member: all fields, methods and types of that name.
    Static,
    /// All static members of a type.
    StaticOnDemand,
}

pub(super) fn read(root: Node<'_>, text: &str) -> Vec<Import> {
    let declarations = java::children(root).into_iter().filter(|node| node.kind() == "import_declaration");
    declarations.filter_map(|node| read_one(node, text)).collect()
}

fn read_one(node: Node<'_>, text: &str) -> Option<Import> {
    let mut cursor = node.walk();
    let is_static = node.children(&mut cursor).any(|child| child.kind() == "static");
    let children = java::children(node);
    let on_demand = children.iter().any(|child| child.kind() == "asterisk");
    let name = *children.first()?;
    let kind = match (is_static, on_demand) {
        (false, false) => ImportKind::Single,
        (false, true) => ImportKind::OnDemand,
        (true, false) => ImportKind::Static,
        (true, true) => ImportKind::StaticOnDemand,
    };
    let (span, name_span) = (java::span(node), java::span(name));
    Some(Import { name: java::dotted(name, text)?, kind, span, name_span })
}
