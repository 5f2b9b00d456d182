//! What an expression that is a name refers to.

use std::sync::Arc;

use tree_sitter::Node;

use super::class::{Class, not_here, substituted};
use super::resolution::Resolution::{self, Known, Unknown};
use super::scope::{is_camel, starts_upper};
use super::{JavaScope, TypeRef};
use crate::syntax::java;
use crate::text::Span;
use crate::view::JavaFile;
use crate::view::java::{Field, ImportKind};

/// The declaration of a variable, in a file of the project.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// What kind of variable it is.
    pub kind: DeclarationKind,
    /// Its name.
    pub name: String,
    /// The file that declares it.
    pub file: Arc<JavaFile>,
    /// Its name at the place of the declaration.
    pub span: Span,
    /// Its type as it is written; `None` for enum constants and lambda parameters without one.
    pub type_span: Option<Span>,
    /// Pairs of brackets that are not part of `type_span`.
    pub dimensions: usize,
    /// The expression after `=`; what a loop goes over; for resources and patterns their value.
    pub initializer: Option<Span>,
    /// The class that has the field, as it is seen from where it was asked; `None` for what is no field.
    pub owner: Option<TypeRef>,
}

/// What kind of variable is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeclarationKind {
    /// A local variable, also of a `for` or a resource.
    Local,
    /// The variable of a `for` over elements.
    Element,
    /// A parameter of a method, constructor or `catch`.
    Parameter,
    /// A parameter of a lambda.
    LambdaParameter,
    /// The variable of a pattern.
    Pattern,
    /// A field or record component.
    Field,
    /// A constant of an enum.
    EnumConstant,
}

impl Declaration {
    /// Whether it is the same variable as `other`.
    pub fn is(&self, other: &Self) -> bool {
        self.file.path == other.file.path && self.span == other.span
    }

    /// Whether it is a field or enum constant.
    pub fn is_field(&self) -> bool {
        matches!(self.kind, DeclarationKind::Field | DeclarationKind::EnumConstant)
    }

    /// What the file says about it, when it is a field.
    pub fn field(&self) -> Option<&Field> {
        self.file.types.iter().flat_map(|declared| &declared.fields).find(|field| field.span == self.span)
    }
}

impl JavaScope<'_> {
    /// What the identifier or field access `node` refers to.
    ///
    /// A name that declares a variable refers to itself.
    pub fn declaration(&self, node: Node<'_>) -> Resolution<Declaration> {
        let node = java::unparenthesized(node);
        match node.kind() {
            "identifier" => self.variable(self.file.text_of(node), node),
            "field_access" => self.accessed_field(node),
            _ => Unknown(format!("`{}` is not a variable", self.file.text_of(node))),
        }
    }

    /// The variable that `name` means at the place of `at`.
    pub fn variable(&self, name: &str, at: Node<'_>) -> Resolution<Declaration> {
        let mut unknown = None;
        let mut inside = at;
        for around in java::ancestors(at) {
            if let Some(local) = self.local(name, at, inside, around) {
                return Known(local);
            }
            if let Some(index) =
                java::BODIES.contains(&around.kind()).then(|| self.file.type_with_body(around)).flatten()
            {
                let class = Class { file: Arc::clone(self.file), index };
                match self.field(&class.type_ref(), name) {
                    Known(Some(field)) => return Known(field),
                    Known(None) => {}
                    Unknown(why) => unknown = unknown.or(Some(why)),
                }
            }
            inside = around;
        }
        match self.imported_field(name) {
            Some(found) => found,
            None => Unknown(unknown.unwrap_or_else(|| format!("`{name}` is declared nowhere in its file"))),
        }
    }

    /// The field `name` of the class `of`, own or inherited; known to be `None` when it has none.
    pub fn field(&self, of: &TypeRef, name: &str) -> Resolution<Option<Declaration>> {
        if let Some(class) = self.class(&of.name) {
            let field = class.declared().fields.iter().find(|field| field.name == name);
            if let Some(field) = field {
                return Known(Some(declared_field(&class, field, of)));
            }
        }
        let mut unknown = None;
        for supertype in self.supertypes(of) {
            match supertype.and_then(|supertype| self.within(self.file).field(&supertype, name)) {
                Known(None) => {}
                Known(found) => return Known(found),
                Unknown(why) => unknown = unknown.or(Some(why)),
            }
        }
        unknown.map_or(Known(None), Unknown)
    }

    /// The full name of the type that the expression `node` is, when it is the name of a type and not a variable.
    pub fn named_type(&self, node: Node<'_>) -> Option<Resolution<String>> {
        let name = java::dotted(node, self.file.text())?;
        let first = name.split('.').next().unwrap_or_default();
        if !is_camel(first) && matches!(self.variable(first, node), Known(_)) {
            return None;
        }
        let last = name.rsplit('.').next().unwrap_or_default();
        let named = self.type_name(&name, node);
        if matches!(&named, Known(name) if self.is_no_member_type(name)) {
            return None;
        }
        let is_type = last == first
            || is_camel(last)
            || named.as_ref().known().is_some_and(|name| self.class(name).is_some());
        (starts_upper(last) && is_type).then_some(named)
    }

    /// The full name of the constant that `node` refers to: `com.acme.Keys.STREAM`, be it in the project or not.
    pub fn constant_name(&self, node: Node<'_>) -> Resolution<String> {
        let node = java::unparenthesized(node);
        if let Known(declaration) = self.declaration(node) {
            let field = declaration.owner.as_ref().filter(|_| declaration.is_field());
            let name = field.map(|owner| format!("{}.{}", owner.name, declaration.name));
            return Resolution::or_unknown(name, || format!("`{}` is not a constant", declaration.name));
        }
        let text = self.file.text_of(node);
        if node.kind() == "identifier" {
            let mut imports = self.file.imports.iter();
            let import =
                imports.find(|import| import.kind == ImportKind::Static && import.simple() == Some(text));
            return Resolution::or_unknown(import.map(|import| import.name.clone()), || not_here(text));
        }
        let parts = node.child_by_field_name("object").zip(node.child_by_field_name("field"));
        let owner = parts.and_then(|(object, field)| Some((self.named_type(object)?, field)));
        match owner {
            Some((owner, field)) => owner.map(|owner| format!("{owner}.{}", self.file.text_of(field))),
            None => Unknown(format!("`{text}` is not a constant")),
        }
    }

    /// Whether `node` refers to the constant `name` of the type `owner`, which exists.
    ///
    /// Can be known where [`JavaScope::constant_name`] is not: when something is imported on demand.
    pub fn is_constant(&self, node: Node<'_>, owner: &str, name: &str) -> Resolution<bool> {
        let node = java::unparenthesized(node);
        let (object, field) = match node.kind() {
            "identifier" => (None, Some(node)),
            "field_access" => (node.child_by_field_name("object"), node.child_by_field_name("field")),
            _ => (None, None),
        };
        if field.is_none_or(|field| self.file.text_of(field) != name) {
            return Known(false);
        }
        if let Known(found) = self.constant_name(node) {
            return Known(found.strip_suffix(name).and_then(|found| found.strip_suffix('.')) == Some(owner));
        }
        match object {
            Some(object) if matches!(self.declaration(object), Known(_)) => Known(false),
            Some(object) => self.means_type(object, owner),
            None if matches!(self.declaration(node), Known(_)) => Known(false),
            None => {
                let brings = |kind| kind == ImportKind::StaticOnDemand;
                Known(self.file.imports.iter().any(|import| brings(import.kind) && import.name == owner))
            }
        }
    }

    fn accessed_field(&self, node: Node<'_>) -> Resolution<Declaration> {
        let parts = node.child_by_field_name("object").zip(node.child_by_field_name("field"));
        let Some((object, field)) = parts else {
            return Unknown(format!("`{}` does not parse", self.file.text_of(node)));
        };
        let name = self.file.text_of(field);
        let owner = self.receiver_type(object);
        owner.and_then(|owner| {
            let field = self.field(&owner, name);
            field.and_then(|field| {
                Resolution::or_unknown(field, || format!("`{}` has no field `{name}`", owner.name))
            })
        })
    }

    fn imported_field(&self, name: &str) -> Option<Resolution<Declaration>> {
        let fitting = self.file.imports.iter().filter_map(|import| match import.kind {
            ImportKind::Static if import.simple() == Some(name) => {
                import.name.rsplit_once('.').map(|(owner, _)| owner)
            }
            ImportKind::StaticOnDemand => Some(import.name.as_str()),
            _ => None,
        });
        let mut unknown = None;
        for owner in fitting {
            match self.field(&TypeRef::new(owner), name) {
                Known(Some(field)) => return Some(Known(field)),
                Known(None) => {}
                Unknown(why) => unknown = unknown.or(Some(why)),
            }
        }
        unknown.map(Unknown)
    }
}

fn declared_field(class: &Class, field: &Field, of: &TypeRef) -> Declaration {
    let kind = if field.type_span.is_some() { DeclarationKind::Field } else { DeclarationKind::EnumConstant };
    Declaration {
        kind,
        name: field.name.clone(),
        file: Arc::clone(&class.file),
        span: field.span,
        type_span: field.type_span,
        dimensions: field.dimensions,
        initializer: field.initializer,
        owner: Some(of.clone()),
    }
}

impl JavaScope<'_> {
    /// The declared type of `declaration`; of a `var` or `val` the type of its value.
    pub fn type_of_declaration(&self, declaration: &Declaration) -> Resolution<TypeRef> {
        if self.is_too_deep() {
            return Unknown(format!("the type of `{}` goes in a circle", declaration.name));
        }
        let scope = self.within(&declaration.file);
        let Some(span) = declaration.type_span.filter(|span| !declaration.file.is_inferred(*span)) else {
            return scope.inferred_type(declaration);
        };
        let written = scope.type_at(span).map(|written| written.array(declaration.dimensions));
        let class = declaration.owner.as_ref().and_then(|owner| Some((self.class(&owner.name)?, owner)));
        match class {
            Some((class, owner)) => written.and_then(|written| substituted(&written, &class, owner).whole()),
            None => written,
        }
    }

    fn inferred_type(&self, declaration: &Declaration) -> Resolution<TypeRef> {
        if declaration.kind == DeclarationKind::EnumConstant {
            let owner = declaration.owner.clone();
            return Resolution::or_unknown(owner, || format!("`{}` has no type", declaration.name));
        }
        if declaration.kind == DeclarationKind::LambdaParameter {
            return self.type_of_lambda_parameter(declaration.span);
        }
        let value = declaration.initializer.and_then(|span| self.file.node(span));
        let Some(value) = value else {
            return Unknown(format!(
                "the type of `{}` is not written where it is declared",
                declaration.name
            ));
        };
        let value = self.type_of(value);
        if declaration.kind != DeclarationKind::Element {
            return value;
        }
        value.and_then(|value| self.element_of(&value))
    }
}
