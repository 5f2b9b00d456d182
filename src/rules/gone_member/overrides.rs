//! Overrides of methods that are gone or final, and methods that must be implemented now.

use super::{Gone, Loss, Search};
use crate::flink::{ClassFacts, Member, Releases, erased};
use crate::text::Span;
use crate::types::{Callable, Class, LibraryTypes};
use crate::view::JavaFile;
use crate::view::java::{Method, Parameter, TypeKind};

impl Search<'_> {
    pub(super) fn overrides<'f>(&'f self, java: &'f JavaFile) -> impl Iterator<Item = (Span, Gone)> + 'f {
        let types = (0..java.types.len()).map(|index| Class { file: self.scope.file.clone(), index });
        types.flat_map(|class| {
            let above = self.scope.library_supertypes(&class);
            if !above.is_complete || above.classes.is_empty() {
                return Vec::new();
            }
            let methods = class.declared().methods.iter();
            let mut found: Vec<_> = methods.filter_map(|method| self.overridden(&above, method)).collect();
            found.extend(self.obliged(&class, &above));
            found
        })
    }

    /// What is wrong with `method`, when it overrides something of old releases.
    fn overridden(&self, above: &LibraryTypes, method: &Method) -> Option<(Span, Gone)> {
        if method.modifiers.has("private") || method.modifiers.has("static") {
            return None;
        }
        let (was, _) = self.members(above, method, self.origin);
        let (class, member) = was.first().copied()?;
        let (now, is_complete) = self.members(above, method, self.target.into());
        let marked = method.modifiers.override_annotation();
        let is_final = |(_, member): &(ClassFacts, Member)| member.is("final");
        if now.iter().any(is_final) && !was.iter().any(is_final) {
            return Some((method.name_span, self.gone(class, member, Loss::Final)));
        }
        if !is_complete || !now.is_empty() {
            return None;
        }
        // The compiler complains about the annotation.
        match marked {
            Some(span) => Some((span, self.gone(class, member, Loss::Override))),
            None if class.exists_in(self.target) => {
                Some((method.name_span, self.gone(class, member, Loss::SilentOverride)))
            }
            None => None,
        }
    }

    /// The members of `above` that `method` overrides, and whether there are no others.
    fn members(
        &self,
        above: &LibraryTypes,
        method: &Method,
        releases: Releases,
    ) -> (Vec<(ClassFacts, Member)>, bool) {
        let (mut found, mut is_complete) = (Vec::new(), true);
        for class in &above.classes {
            let members = class.methods(&method.name, method.parameters.len(), releases);
            is_complete &= members.is_complete;
            let fitting = members.found.into_iter().filter(|member| self.may_override(method, *member));
            found.extend(fitting.map(|member| (*class, member)));
        }
        (found, is_complete)
    }

    /// Whether no parameter has a type that is known to be another one.
    fn may_override(&self, method: &Method, member: Member) -> bool {
        let differs = |(own, other): (&Parameter, &str)| {
            let is_class = other.contains('.') && !other.ends_with("[]");
            let own = self.scope.type_at(own.type_span).known();
            is_class && own.is_some_and(|own| own.name != erased(other) && !own.is_parameter())
        };
        !method.parameters.iter().zip(member.parameters()).any(differs)
    }

    /// The methods that the target wants `class` to implement and old releases did not.
    fn obliged(&self, class: &Class, above: &LibraryTypes) -> Vec<(Span, Gone)> {
        let declared = class.declared();
        let is_concrete = matches!(
            declared.kind,
            TypeKind::Class | TypeKind::Enum | TypeKind::Record | TypeKind::Anonymous
        ) && !declared.modifiers.has("abstract");
        let is_there = above.classes.iter().all(|class| class.exists_in(self.target));
        if !is_concrete || !is_there {
            return Vec::new();
        }
        let (now, old) = (self.now(), self.old());
        let all = now.methods_of(&class.type_ref());
        if all.open.is_some() {
            return Vec::new();
        }
        let missing = all.found.iter().filter(|one| one.is_abstract).filter(|one| {
            let same =
                |other: &&Callable| other.name == one.name && other.parameters.len() == one.parameters.len();
            !all.found.iter().filter(same).any(|other| !other.is_abstract)
                && !old
                    .callables(&class.type_ref(), &one.name)
                    .found
                    .iter()
                    .filter(same)
                    .any(|other| other.is_abstract)
        });
        let place = declared.name_span.or(declared.superclass).unwrap_or(declared.span);
        let gone = missing.filter_map(Callable::library);
        gone.map(|(class, member)| (place, self.gone(class, member, Loss::Abstract))).collect()
    }
}
