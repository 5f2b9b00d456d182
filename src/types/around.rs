//! What the declarations around a place bring into sight. The outline of the file tells it; its tree is not needed.

use std::sync::Arc;

use super::JavaScope;
use super::class::Class;
use crate::text::Span;
use crate::view::java::{DeclaredType, TypeKind, TypeParameter};

impl JavaScope<'_> {
    /// The full name of the type `name` that a declaration around `at` brings, the nearest first:
    /// type parameters, local classes, and member types of the classes around, also inherited ones.
    pub(super) fn declared_around(&self, name: &str, at: Span) -> Option<String> {
        let types = &self.file.types;
        let mut around = (0..types.len()).rev().filter(|index| types[*index].span.contains(at));
        around.find_map(|index| {
            let declared = &types[index];
            let in_body = declared.body.contains(at).then(|| self.declared_in_body(name, index, at));
            in_body.flatten().or_else(|| own_name_or_parameter(name, declared))
        })
    }

    fn declared_in_body(&self, name: &str, index: usize, at: Span) -> Option<String> {
        let local = self.local_class(name, index, at);
        local
            .or_else(|| method_parameter(name, &self.file.types[index], at))
            .or_else(|| self.member_type_around(name, index))
    }

    fn local_class(&self, name: &str, outer: usize, at: Span) -> Option<String> {
        let is_it = |declared: &&DeclaredType| {
            let in_sight = declared.block.is_some_and(|block| block.contains(at));
            declared.outer == Some(outer)
                && declared.name == name
                && in_sight
                && declared.span.start <= at.start
        };
        let local = self.file.types.iter().filter(is_it).min_by_key(|declared| declared.block.map(Span::len));
        local.map(|declared| declared.qualified.clone())
    }

    fn member_type_around(&self, name: &str, index: usize) -> Option<String> {
        let class = Class { file: Arc::clone(self.file), index };
        let own = self.member_type(&class, name).map(|class| class.declared().qualified.clone());
        own.or_else(|| self.inherited_library_type(&class, name))
    }
}

/// The type parameter `name` of the method or constructor of `owner` around `at`.
fn method_parameter(name: &str, owner: &DeclaredType, at: Span) -> Option<String> {
    let mut methods = owner.methods.iter().chain(&owner.constructors);
    let method = methods.find(|method| method.span.contains(at))?;
    let is_declared = method.type_parameters.iter().any(|parameter| parameter.name == name);
    is_declared.then(|| format!("{}.{}#{name}", owner.qualified, method.name))
}

/// The type itself, when it is called `name`, or its type parameter of that name.
fn own_name_or_parameter(name: &str, declared: &DeclaredType) -> Option<String> {
    if declared.kind == TypeKind::Anonymous {
        return None;
    }
    let is_it = |parameter: &TypeParameter| parameter.name == name;
    if declared.type_parameters.iter().any(is_it) {
        return Some(format!("{}#{name}", declared.qualified));
    }
    (declared.name == name).then(|| declared.qualified.clone())
}
