//! Methods that override each other: what the value is handed to, or returned by, in one of them goes through all of them.

use std::sync::Arc;

use super::Tracer;
use crate::types::Resolution::{Known, Unknown};
use crate::types::{Class, JavaScope, Origin, ProjectMethod};
use crate::view::java::TypeKind;

impl Tracer<'_> {
    /// The method with those that it overrides and that override it; an error when a library or a lambda has one of them.
    pub(super) fn family(&self, method: &ProjectMethod) -> Result<Vec<ProjectMethod>, String> {
        let mut family = vec![method.clone()];
        let modifiers = &method.declared().modifiers;
        if modifiers.has("static") || modifiers.has("private") {
            return Ok(family);
        }
        let mut at = 0;
        while let Some(member) = family.get(at).cloned() {
            let kin = self.above(&member)?.into_iter().chain(self.below(&member)?);
            for other in kin.collect::<Vec<_>>() {
                if !family.iter().any(|known| is_same(known, &other)) {
                    family.push(other);
                }
            }
            at += 1;
        }
        Ok(family)
    }

    /// What the method overrides in the direct supertypes of its class.
    fn above(&self, method: &ProjectMethod) -> Result<Vec<ProjectMethod>, String> {
        let (declared, file) = (method.declared(), &method.class.file);
        let scope = JavaScope::new(self.project, file);
        let mut above = Vec::new();
        for supertype in scope.direct_supertypes(&method.class) {
            let supertype = match supertype {
                Known(supertype) => supertype,
                Unknown(why) => {
                    return Err(format!("what `{}` overrides is not known: {why}", declared.name));
                }
            };
            let found = scope.callables(&supertype, &declared.name).found;
            for one in found.into_iter().filter(|one| one.takes(declared.parameters.len())) {
                match one.origin {
                    Origin::Project(method) => above.push(method),
                    Origin::Library(..) | Origin::ProjectConstructor(..) | Origin::Implied => {
                        return Err(format!(
                            "`{}` overrides a method of `{}`",
                            declared.name, one.owner.name
                        ));
                    }
                }
            }
        }
        Ok(above)
    }

    /// The methods of subclasses that override the method.
    fn below(&self, method: &ProjectMethod) -> Result<Vec<ProjectMethod>, String> {
        let declared = method.declared();
        let class = method.class.declared();
        if class.kind == TypeKind::Interface && class.methods.len() == 1 && declared.body.is_none() {
            return Err(format!("a lambda may take the place of `{}.{}`", class.name, declared.name));
        }
        let mut below = Vec::new();
        for file in self.project.java_files_with(&declared.name) {
            for index in 0..file.types.len() {
                let other = Class { file: Arc::clone(&file), index };
                below.extend(self.own_of(&other, method)?);
            }
        }
        Ok(below)
    }

    /// The method of `class` that overrides `method`.
    fn own_of(&self, class: &Class, method: &ProjectMethod) -> Result<Option<ProjectMethod>, String> {
        let wanted = method.declared();
        let is_it =
            |name: &str, parameters: usize| name == wanted.name && parameters == wanted.parameters.len();
        let methods = class.declared().methods.iter().enumerate();
        let mut fitting = methods.filter(|(_, own)| is_it(&own.name, own.parameters.len()));
        let Some((index, _)) = fitting.next() else { return Ok(None) };
        let scope = JavaScope::new(self.project, &class.file);
        let base = &method.class.declared().qualified;
        if class.declared().qualified == *base
            || scope.as_supertype(&class.type_ref(), base).known().flatten().is_none()
        {
            return Ok(None);
        }
        match fitting.next() {
            Some(_) => Err(format!("`{}` has overloads of `{}`", class.declared().name, wanted.name)),
            None => Ok(Some(ProjectMethod { class: class.clone(), index, owner: class.type_ref() })),
        }
    }
}

fn is_same(one: &ProjectMethod, other: &ProjectMethod) -> bool {
    one.class.file.path == other.class.file.path && one.declared().span == other.declared().span
}
