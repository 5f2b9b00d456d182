//! What becomes of state of a type.

use std::collections::BTreeSet;

use super::{Row, pojo, simple};
use crate::types::{Class, JavaScope, TypeRef};
use crate::view::java::TypeKind;

/// Why state of a type cannot be restored, as a sentence.
pub(super) enum Trouble {
    /// Kryo wrote it, and reads it.
    Kryo(String),
    /// Kryo wrote it, and the target reads it otherwise.
    Changed(String),
}

/// What is wrong with a part of a type.
enum Part {
    Kryo(String),
    Changed(String),
}

/// Judges types at the place of a file.
pub(super) struct Judge<'p> {
    pub(super) row: &'p Row,
    pub(super) scope: &'p JavaScope<'p>,
    /// Whether the releases that the file was written for serialize records by themselves.
    pub(super) has_records: bool,
}

impl Judge<'_> {
    /// What is wrong with state of the type `found`, when that is known.
    pub(super) fn trouble(&self, found: &TypeRef) -> Option<Trouble> {
        let name = simple(&found.name);
        Some(match self.part(found, None, &mut BTreeSet::new())? {
            Part::Kryo(why) => Trouble::Kryo(format!("State of `{name}` is written with Kryo{why}.")),
            Part::Changed(why) => Trouble::Changed(format!(
                "State of `{name}` was written with Kryo{why}, and is not any more."
            )),
        })
    }

    /// What is wrong with `found`, the type of the field `field` or the whole type; it ends a sentence.
    fn part(&self, found: &TypeRef, field: Option<&str>, seen: &mut BTreeSet<String>) -> Option<Part> {
        if found.is_parameter() || found.name == TypeRef::UNKNOWN {
            return None;
        }
        let name = simple(&found.name);
        let told = field.map_or(String::new(), |field| format!(" as far as `{field}` goes, a `{name}`"));
        let is = |names: &[String]| names.contains(&found.name);
        if is(&self.row.collections) {
            let is_raw = found.arguments.is_empty() || found.dimensions > 0;
            return Some(if is_raw { Part::Kryo(told) } else { Part::Changed(told) });
        }
        if is(&self.row.kryo) {
            return Some(Part::Kryo(told));
        }
        if let Some(class) = self.scope.class(&found.name) {
            let is_new = seen.insert(found.name.clone());
            return is_new.then(|| self.class(&class, field, seen)).flatten();
        }
        let is_tuple = found.name.starts_with("org.apache.flink.api.java.tuple.Tuple");
        let mut parts = found.arguments.iter().enumerate().filter(|_| is_tuple);
        parts.find_map(|(index, part)| self.part(part, Some(&format!("{name}.f{index}")), seen))
    }

    fn class(&self, class: &Class, field: Option<&str>, seen: &mut BTreeSet<String>) -> Option<Part> {
        let declared = class.declared();
        let is_annotated = declared.modifiers.annotations.iter().any(|(name, _)| self.is_annotation(name));
        if is_annotated || declared.is_local {
            return None;
        }
        let told = |why: &str| match field {
            Some(field) => Part::Kryo(format!(" as far as `{field}` goes: `{}` {why}", declared.name)),
            None => Part::Kryo(format!(": it {why}")),
        };
        match declared.kind {
            TypeKind::Interface => Some(told("is an interface")),
            TypeKind::Class => match pojo::read(self.scope, class)? {
                Err(why) => Some(told(&why)),
                Ok(fields) => fields.into_iter().find_map(|(owner, index)| {
                    let found = &owner.declared().fields[index];
                    let annotations = &found.modifiers.annotations;
                    let is_own = annotations.iter().any(|(name, _)| self.is_annotation(name));
                    let scope = JavaScope::new(self.scope.project, &owner.file);
                    let known = found.type_span.map(|span| scope.type_at(span))?.known()?;
                    let known = known.array(found.dimensions);
                    let path = format!("{}.{}", owner.declared().name, found.name);
                    let judge = Judge { row: self.row, scope: &scope, has_records: self.has_records };
                    (!is_own).then(|| judge.part(&known, Some(&path), seen)).flatten()
                }),
            },
            TypeKind::Record if self.has_records => None,
            TypeKind::Record => Some(match field {
                Some(field) => Part::Changed(format!(" as far as `{field}` goes, a record")),
                None => Part::Changed(", as a record".to_owned()),
            }),
            TypeKind::Enum | TypeKind::Annotation | TypeKind::Anonymous => None,
        }
    }

    fn is_annotation(&self, name: &str) -> bool {
        simple(name) == simple(&self.row.annotation)
    }
}
