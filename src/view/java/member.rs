//! The members of the types that a Java file declares.

use tree_sitter::Node;

use super::DeclaredType;
use crate::syntax::java;
use crate::text::Span;

/// Modifiers and annotations of a declaration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Modifiers {
    /// `public`, `static` and so on, in the order of the text.
    pub words: Vec<String>,
    /// The annotations: the name as it is written, and the whole annotation.
    pub annotations: Vec<(String, Span)>,
    /// All of them; `None` when there are none.
    pub span: Option<Span>,
}

impl Modifiers {
    /// Where `@Override` stands, of which javac complains when nothing is overridden.
    pub fn override_annotation(&self) -> Option<Span> {
        self.annotations.iter().find(|(name, _)| name == "Override").map(|(_, span)| *span)
    }

    /// Whether `word` stands there.
    pub fn has(&self, word: &str) -> bool {
        self.words.iter().any(|known| known == word)
    }

    pub(super) fn of(declaration: Node<'_>, text: &str) -> Self {
        let Some(modifiers) = java::child(declaration, "modifiers") else { return Self::default() };
        let mut read = Self { span: Some(java::span(modifiers)), ..Self::default() };
        let mut cursor = modifiers.walk();
        for node in modifiers.children(&mut cursor).filter(|node| !java::is_comment(*node)) {
            if java::is_annotation(node) {
                let name = node.child_by_field_name("name").and_then(|name| java::dotted(name, text));
                read.annotations.push((name.unwrap_or_default(), java::span(node)));
            } else {
                read.words.push(java::text(node, text).to_owned());
            }
        }
        read
    }
}

/// A type parameter of a type or method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeParameter {
    /// Its name.
    pub name: String,
    /// The first type after `extends`.
    pub bound: Option<Span>,
}

/// A field, an enum constant or a record component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its name in the text.
    pub span: Span,
    /// The whole declaration, with all names that it declares.
    pub declaration: Span,
    /// Its type as it is written; `None` for an enum constant.
    pub type_span: Option<Span>,
    /// Pairs of brackets after the name.
    pub dimensions: usize,
    /// The expression after `=`.
    pub initializer: Option<Span>,
    /// Its modifiers and annotations.
    pub modifiers: Modifiers,
}

/// A method or constructor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    /// Its name.
    pub name: String,
    /// Its name in the text.
    pub name_span: Span,
    /// The whole declaration.
    pub span: Span,
    /// Its modifiers and annotations.
    pub modifiers: Modifiers,
    /// Its own type parameters.
    pub type_parameters: Vec<TypeParameter>,
    /// What it returns; `None` for a constructor.
    pub return_type: Option<Span>,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// The block with its statements.
    pub body: Option<Span>,
}

impl Method {
    /// Whether a call with `count` arguments can mean it.
    pub fn takes(&self, count: usize) -> bool {
        match self.parameters.split_last() {
            Some((last, others)) if last.is_variadic => count >= others.len(),
            _ => count == self.parameters.len(),
        }
    }
}

/// A parameter of a method or constructor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its name in the text.
    pub span: Span,
    /// The whole parameter.
    pub declaration: Span,
    /// Its type as it is written, without the dots of a variadic one.
    pub type_span: Span,
    /// Pairs of brackets after the name.
    pub dimensions: usize,
    /// Whether it takes any number of arguments.
    pub is_variadic: bool,
}

pub(super) fn type_parameters(declaration: Node<'_>, text: &str) -> Vec<TypeParameter> {
    let list = java::child(declaration, "type_parameters").map(java::children).unwrap_or_default();
    let read = |node: Node<'_>| {
        let name = java::child(node, "type_identifier")?;
        let bound =
            java::child(node, "type_bound").and_then(|bound| java::children(bound).into_iter().next());
        Some(TypeParameter { name: java::text(name, text).to_owned(), bound: bound.map(java::span) })
    };
    list.into_iter().filter_map(read).collect()
}

pub(super) fn record_components(declaration: Node<'_>, text: &str) -> Vec<Field> {
    if declaration.kind() != "record_declaration" {
        return Vec::new();
    }
    let component = |parameter: Parameter| Field {
        name: parameter.name,
        span: parameter.span,
        declaration: parameter.declaration,
        type_span: Some(parameter.type_span),
        dimensions: parameter.dimensions,
        initializer: None,
        modifiers: Modifiers {
            words: vec!["private".to_owned(), "final".to_owned()],
            ..Modifiers::default()
        },
    };
    parameters(declaration, text).into_iter().map(component).collect()
}

pub(super) fn read(body: Node<'_>, text: &str, declared: &mut DeclaredType) {
    for node in java::children(body) {
        match node.kind() {
            "field_declaration" | "constant_declaration" => declared.fields.extend(fields(node, text)),
            "enum_constant" => declared.fields.extend(enum_constant(node, text)),
            "method_declaration" | "annotation_type_element_declaration" => {
                declared.methods.extend(method(node, text));
            }
            "constructor_declaration" | "compact_constructor_declaration" => {
                declared.constructors.extend(method(node, text));
            }
            "enum_body_declarations" => read(node, text, declared),
            _ => {}
        }
    }
}

fn fields(node: Node<'_>, text: &str) -> Vec<Field> {
    let type_span = node.child_by_field_name("type").map(java::span);
    let mut modifiers = Modifiers::of(node, text);
    if node.kind() == "constant_declaration" {
        modifiers.words.extend(["public", "static", "final"].map(str::to_owned));
    }
    let field = |declarator: Node<'_>| {
        let name = declarator.child_by_field_name("name")?;
        Some(Field {
            name: java::text(name, text).to_owned(),
            span: java::span(name),
            declaration: java::span(node),
            type_span,
            dimensions: dimensions(declarator, text),
            initializer: declarator.child_by_field_name("value").map(java::span),
            modifiers: modifiers.clone(),
        })
    };
    java::fields(node, "declarator").into_iter().filter_map(field).collect()
}

fn enum_constant(node: Node<'_>, text: &str) -> Option<Field> {
    let name = node.child_by_field_name("name")?;
    let words = ["public", "static", "final"].map(str::to_owned).into();
    Some(Field {
        name: java::text(name, text).to_owned(),
        span: java::span(name),
        declaration: java::span(node),
        type_span: None,
        dimensions: 0,
        initializer: None,
        modifiers: Modifiers { words, ..Modifiers::of(node, text) },
    })
}

fn method(node: Node<'_>, text: &str) -> Option<Method> {
    let name = node.child_by_field_name("name")?;
    Some(Method {
        name: java::text(name, text).to_owned(),
        name_span: java::span(name),
        span: java::span(node),
        modifiers: Modifiers::of(node, text),
        type_parameters: type_parameters(node, text),
        return_type: node.child_by_field_name("type").map(java::span),
        parameters: parameters(node, text),
        body: node.child_by_field_name("body").map(java::span),
    })
}

fn parameters(node: Node<'_>, text: &str) -> Vec<Parameter> {
    let list = node.child_by_field_name("parameters").map(java::children).unwrap_or_default();
    list.into_iter().filter_map(|node| parameter(node, text)).collect()
}

/// Reads a `formal_parameter` or `spread_parameter`.
fn parameter(node: Node<'_>, text: &str) -> Option<Parameter> {
    let is_variadic = node.kind() == "spread_parameter";
    let holder = if is_variadic { java::child(node, "variable_declarator")? } else { node };
    let name = holder.child_by_field_name("name")?;
    let type_node = match node.child_by_field_name("type") {
        Some(type_node) => type_node,
        None => java::children(node).into_iter().find(|child| child.kind() != "modifiers")?,
    };
    Some(Parameter {
        name: java::text(name, text).to_owned(),
        span: java::span(name),
        declaration: java::span(node),
        type_span: java::span(type_node),
        dimensions: dimensions(holder, text),
        is_variadic,
    })
}

/// Pairs of brackets after the name that `holder` declares.
fn dimensions(holder: Node<'_>, text: &str) -> usize {
    holder.child_by_field_name("dimensions").map_or(0, |node| java::text(node, text).matches('[').count())
}
