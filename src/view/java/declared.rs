//! The types that a Java file declares.

use tree_sitter::Node;

use super::member::{self, Field, Method, Modifiers, TypeParameter};
use crate::syntax::java;
use crate::text::Span;

/// A class, interface, enum, record or annotation, also a local or anonymous one.
#[derive(Clone, Debug)]
pub struct DeclaredType {
    /// Its simple name; empty for an anonymous class.
    pub name: String,
    /// Its name with that of the package and of the types around it, all with dots.
    ///
    /// A local or anonymous class is named like its class file: `com.acme.Job$1`.
    pub qualified: String,
    /// What it is.
    pub kind: TypeKind,
    /// The whole declaration; for an anonymous class the `new`.
    pub span: Span,
    /// Its simple name, where it has one.
    pub name_span: Option<Span>,
    /// The braces with the members.
    pub body: Span,
    /// The index of the type around it.
    pub outer: Option<usize>,
    /// Whether it is visible only in the block that declares it, or has no name.
    pub is_local: bool,
    /// The block that declares it.
    pub block: Option<Span>,
    /// Its modifiers and annotations.
    pub modifiers: Modifiers,
    /// Its type parameters.
    pub type_parameters: Vec<TypeParameter>,
    /// The type after `extends` of a class; what an anonymous class is made of.
    pub superclass: Option<Span>,
    /// The types after `implements`, or after `extends` of an interface.
    pub interfaces: Vec<Span>,
    /// Its fields, enum constants and record components.
    pub fields: Vec<Field>,
    /// Its methods.
    pub methods: Vec<Method>,
    /// Its constructors.
    pub constructors: Vec<Method>,
}

impl DeclaredType {
    /// The superclass and the interfaces, as they are written.
    pub fn supertypes(&self) -> impl Iterator<Item = Span> {
        self.superclass.iter().chain(&self.interfaces).copied()
    }
}

/// What kind of type is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeKind {
    /// A class with a name.
    Class,
    /// An interface.
    Interface,
    /// An enum.
    Enum,
    /// A record.
    Record,
    /// An annotation type.
    Annotation,
    /// A class body after `new`, or of an enum constant.
    Anonymous,
}

/// The nodes that declare a type, if they have a body.
const KINDS: [(&str, TypeKind); 7] = [
    ("class_declaration", TypeKind::Class),
    ("interface_declaration", TypeKind::Interface),
    ("enum_declaration", TypeKind::Enum),
    ("record_declaration", TypeKind::Record),
    ("annotation_type_declaration", TypeKind::Annotation),
    ("object_creation_expression", TypeKind::Anonymous),
    ("enum_constant", TypeKind::Anonymous),
];

pub(super) fn read(root: Node<'_>, text: &str, package: &str) -> Vec<DeclaredType> {
    let mut types: Vec<DeclaredType> = Vec::new();
    let mut around: Vec<usize> = Vec::new();
    let ids = KINDS.map(|(name, _)| root.language().id_for_node_kind(name, true));
    for node in java::descendants(root) {
        // Each node is asked, and a number is compared sooner than a name.
        let known = ids.iter().position(|id| *id == node.kind_id()).map(|index| KINDS[index].1);
        let Some((kind, body)) = known.and_then(|kind| Some((kind, body_of(node)?))) else { continue };
        while around.last().is_some_and(|index| types[*index].body.end <= node.start_byte()) {
            around.pop();
        }
        let outer = around.last().copied();
        let mut declared = read_one(node, kind, body, text);
        declared.outer = outer;
        let prefix = outer.map_or(package, |index| types[index].qualified.as_str());
        declared.qualified = match declared.name.as_str() {
            name if declared.is_local => format!("{prefix}${}{name}", types.len()),
            name if prefix.is_empty() => name.to_owned(),
            name => format!("{prefix}.{name}"),
        };
        around.push(types.len());
        types.push(declared);
    }
    types
}

fn body_of(node: Node<'_>) -> Option<Node<'_>> {
    node.child_by_field_name("body").or_else(|| java::child(node, "class_body"))
}

fn read_one(node: Node<'_>, kind: TypeKind, body: Node<'_>, text: &str) -> DeclaredType {
    let name = node.child_by_field_name("name").filter(|_| kind != TypeKind::Anonymous);
    let superclass = match kind {
        TypeKind::Anonymous => node.child_by_field_name("type"),
        _ => node.child_by_field_name("superclass").and_then(|clause| java::children(clause).pop()),
    };
    let interfaces =
        node.child_by_field_name("interfaces").or_else(|| java::child(node, "extends_interfaces"));
    let interfaces = interfaces.and_then(|clause| java::child(clause, "type_list")).map(java::children);
    let around = node.parent();
    let in_block = around.is_some_and(|around| !is_home_of_members(around));
    let mut declared = DeclaredType {
        name: name.map(|name| java::text(name, text).to_owned()).unwrap_or_default(),
        qualified: String::new(),
        kind,
        span: java::span(node),
        name_span: name.map(java::span),
        body: java::span(body),
        outer: None,
        is_local: kind == TypeKind::Anonymous || in_block,
        block: around.filter(|around| matches!(around.kind(), "block" | "constructor_body")).map(java::span),
        modifiers: Modifiers::of(node, text),
        type_parameters: member::type_parameters(node, text),
        superclass: superclass.map(java::span),
        interfaces: interfaces.into_iter().flatten().map(java::span).collect(),
        fields: member::record_components(node, text),
        methods: Vec::new(),
        constructors: Vec::new(),
    };
    member::read(body, text, &mut declared);
    declared
}

fn is_home_of_members(node: Node<'_>) -> bool {
    java::BODIES.contains(&node.kind())
        || matches!(node.kind(), "program" | "enum_body_declarations" | "ERROR")
}
