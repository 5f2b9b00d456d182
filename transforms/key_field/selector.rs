//! The new selector as text: of one field, or of a tuple of all.

use tree_sitter::Node;

use super::super::type_information::TYPES;
use super::field::{Field, TUPLE};
use crate::finding::qualified;
use crate::types::JavaScope;

/// What takes the place of the fields of a call.
pub(super) struct Selector<'s, 'f> {
    pub(super) scope: &'s JavaScope<'f>,
    pub(super) call: Node<'s>,
    pub(super) fields: Vec<Field>,
}

impl Selector<'_, '_> {
    /// The selector of one field.
    pub(super) fn of_one(&self, field: &Field) -> String {
        field.getter.clone().unwrap_or_else(|| {
            let value = self.free_name();
            format!("{value} -> {value}{}", field.access)
        })
    }

    /// The selector of a tuple of all fields, and the type of that tuple.
    pub(super) fn of_tuple(&self) -> String {
        let value = self.free_name();
        let parts: Vec<String> = self.fields.iter().map(|field| format!("{value}{}", field.access)).collect();
        let types: Vec<&str> = self.fields.iter().map(|field| field.information.as_str()).collect();
        format!(
            "{value} -> {}.of({}), {}.TUPLE({})",
            qualified(&format!("{TUPLE}{}", parts.len())),
            parts.join(", "),
            qualified(TYPES),
            types.join(", ")
        )
    }

    /// A name for the parameter that no variable around the call has.
    fn free_name(&self) -> &'static str {
        let is_taken = |name: &str| {
            let variable = self.scope.variable(name, self.call).known();
            variable.is_some_and(|variable| !variable.is_field())
        };
        let names = ["value", "element", "record", "keyed"];
        names.into_iter().find(|name| !is_taken(name)).unwrap_or("elementOfThisStream")
    }
}
