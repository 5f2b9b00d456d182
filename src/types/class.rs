//! Classes of the project, their supertypes and inherited members.

use std::sync::Arc;

use super::callable::Origin;
use super::resolution::Resolution::{self, Known, Unknown};
use super::{JavaScope, TypeRef};
use crate::syntax::java;
use crate::text::Span;
use crate::view::JavaFile;
use crate::view::java::{DeclaredType, Method, TypeKind};
use tree_sitter::Node;

/// A type that a file of the project declares.
#[derive(Clone, Debug)]
pub struct Class {
    /// The file that declares it.
    pub file: Arc<JavaFile>,
    /// Its index in [`JavaFile::types`].
    pub index: usize,
}

impl Class {
    /// What the file says about it.
    pub fn declared(&self) -> &DeclaredType {
        &self.file.types[self.index]
    }

    /// The type itself, with its own type parameters as arguments.
    pub fn type_ref(&self) -> TypeRef {
        let declared = self.declared();
        let argument = |name: &str| TypeRef::new(format!("{}#{name}", declared.qualified));
        let arguments = declared.type_parameters.iter().map(|parameter| argument(&parameter.name)).collect();
        TypeRef { name: declared.qualified.clone(), arguments, dimensions: 0 }
    }

    /// The class around it.
    pub fn outer(&self) -> Option<Class> {
        Some(Class { file: Arc::clone(&self.file), index: self.declared().outer? })
    }
}

/// A method of a class of the project.
#[derive(Clone, Debug)]
pub struct ProjectMethod {
    /// The class that declares it.
    pub class: Class,
    /// Its index in [`DeclaredType::methods`].
    pub index: usize,
    /// The declaring class as the receiver sees it, with its type arguments.
    pub owner: TypeRef,
}

impl ProjectMethod {
    /// What the file says about it.
    pub fn declared(&self) -> &Method {
        &self.class.declared().methods[self.index]
    }

    /// The types of its parameters, as they are written.
    pub fn parameter_types(&self) -> Vec<&str> {
        let text = self.class.file.text();
        self.declared().parameters.iter().map(|parameter| parameter.type_span.of(text)).collect()
    }
}

impl JavaScope<'_> {
    /// The class of the project with the full name `name`; of several, the one in the nearest folder.
    pub fn class(&self, name: &str) -> Option<Class> {
        if let Some(index) = self.file.types.iter().position(|declared| declared.qualified == name) {
            return Some(Class { file: Arc::clone(self.file), index });
        }
        let ends = std::iter::once(name.len()).chain(name.rmatch_indices(['.', '$']).map(|(at, _)| at));
        ends.into_iter().find_map(|end| {
            let files = self.project.java_files_of(&name[..end]);
            let declaring = files.into_iter().filter_map(|(_, file)| {
                let index = file.types.iter().position(|declared| declared.qualified == name)?;
                Some(Class { file, index })
            });
            declaring.max_by_key(|class| common_prefix(&class.file.path, &self.file.path))
        })
    }

    /// The class around `node`, be it anonymous or not.
    pub fn class_around(&self, node: Node<'_>) -> Option<Class> {
        Some(Class { file: Arc::clone(self.file), index: self.file.type_around(node)? })
    }

    /// The method that the `method_declaration` node declares.
    pub fn method_declared(&self, declaration: Node<'_>) -> Option<ProjectMethod> {
        let class = self.class_around(declaration)?;
        let span = java::span(declaration);
        let index = class.declared().methods.iter().position(|method| method.span == span)?;
        let owner = class.type_ref();
        Some(ProjectMethod { class, index, owner })
    }

    /// The direct supertypes of `class`, as it writes them.
    pub fn direct_supertypes(&self, class: &Class) -> Vec<Resolution<TypeRef>> {
        let memo = &self.project.memo.supertypes;
        let scope = self.within(&class.file);
        let found = memo.get_or_at(&scope, class.declared().body, || Known(self.written_supertypes(class)));
        found.known().unwrap_or_default()
    }

    fn written_supertypes(&self, class: &Class) -> Vec<Resolution<TypeRef>> {
        let scope = self.within(&class.file);
        let declared = class.declared();
        let mut supertypes: Vec<_> = declared.supertypes().map(|span| scope.type_at(span)).collect();
        let is_enum_constant = declared.kind == TypeKind::Anonymous && declared.superclass.is_none();
        if let Some(outer) = class.outer().filter(|_| is_enum_constant) {
            supertypes.push(Known(outer.type_ref()));
        }
        supertypes
    }

    /// The type that stands at `span` of this file.
    pub fn type_at(&self, span: Span) -> Resolution<TypeRef> {
        let in_tree = || match self.file.node(span) {
            Some(node) => self.type_of_node(node),
            None => Unknown(format!("`{}` does not parse", span.of(self.file.text()))),
        };
        self.type_in_text(span).unwrap_or_else(in_tree)
    }

    /// The nested type `name` of `class`, own or inherited.
    pub fn member_type(&self, class: &Class, name: &str) -> Option<Class> {
        if self.is_too_deep() {
            return None;
        }
        let types = &class.file.types;
        let is_member = |index: &usize| {
            let declared = &types[*index];
            declared.outer == Some(class.index) && declared.name == name && !declared.is_local
        };
        if let Some(index) = (0..types.len()).find(is_member) {
            return Some(Class { file: Arc::clone(&class.file), index });
        }
        let scope = self.within(&class.file);
        let supertypes = scope.direct_supertypes(class).into_iter().filter_map(Resolution::known);
        supertypes.into_iter().find_map(|supertype| scope.member_type(&scope.class(&supertype.name)?, name))
    }

    /// The methods of the project called `name` that take `count` arguments, of the type `of` and its supertypes, nearest first.
    ///
    /// The second part says why there may be more.
    pub fn methods(&self, of: &TypeRef, name: &str, count: usize) -> (Vec<ProjectMethod>, Option<String>) {
        let callables = self.callables(of, name);
        let own = callables.found.into_iter().filter_map(|one| match one.origin {
            Origin::Project(method) => Some(method),
            Origin::ProjectConstructor(..) | Origin::Library(..) | Origin::Implied => None,
        });
        (own.filter(|method| method.declared().takes(count)).collect(), callables.open)
    }

    pub(super) fn deeper(&self) -> JavaScope<'_> {
        self.within(self.file)
    }
}

/// `written` with the type parameters of `class` replaced by the arguments of `seen`; those of a raw type are not known.
pub(super) fn substituted(written: &TypeRef, class: &Class, seen: &TypeRef) -> TypeRef {
    let declared = class.declared();
    written.substitute(&|name| {
        let (owner, parameter) = name.split_once('#')?;
        let names = declared.type_parameters.iter().map(|known| known.name.as_str());
        let index = names.into_iter().position(|known| known == parameter && owner == declared.qualified)?;
        Some(seen.argument(index, None))
    })
}

/// Why nothing is known about the class `name`.
pub(super) fn not_here(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((package, simple)) => {
            format!("`{simple}` comes from {package}, which is not in this repository")
        }
        None => format!("`{name}` is not in this repository"),
    }
}

fn common_prefix(one: &str, two: &str) -> usize {
    one.bytes().zip(two.bytes()).take_while(|(one, two)| one == two).count()
}
