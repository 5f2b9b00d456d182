//! `TypeInformation` of known types, as new text.

use tree_sitter::Node;

use super::connector::element;
use crate::finding::qualified;
use crate::types::{JavaScope, TypeRef};

/// The constants for types that Flink knows itself.
pub(super) const TYPES: &str = "org.apache.flink.api.common.typeinfo.Types";
/// What Flink knows of a type.
pub(super) const INFORMATION: &str = "org.apache.flink.api.common.typeinfo.TypeInformation";
/// What says a generic type.
const HINT: &str = "org.apache.flink.api.common.typeinfo.TypeHint";

/// Types that have a constant in `Types`.
const CONSTANTS: [(&str, &str); 17] = [
    ("java.lang.String", "STRING"),
    ("java.lang.Boolean", "BOOLEAN"),
    ("java.lang.Byte", "BYTE"),
    ("java.lang.Short", "SHORT"),
    ("java.lang.Integer", "INT"),
    ("java.lang.Long", "LONG"),
    ("java.lang.Float", "FLOAT"),
    ("java.lang.Double", "DOUBLE"),
    ("java.lang.Character", "CHAR"),
    ("java.math.BigDecimal", "BIG_DEC"),
    ("java.math.BigInteger", "BIG_INT"),
    ("java.sql.Date", "SQL_DATE"),
    ("java.sql.Timestamp", "SQL_TIMESTAMP"),
    ("java.time.Instant", "INSTANT"),
    ("java.time.LocalDate", "LOCAL_DATE"),
    ("java.time.LocalTime", "LOCAL_TIME"),
    ("java.time.LocalDateTime", "LOCAL_DATE_TIME"),
];

/// The constant for `of`, where there is one.
pub(super) fn constant(of: &TypeRef) -> Option<String> {
    let (_, constant) = CONSTANTS.iter().find(|(name, _)| of.is(name))?;
    Some(format!("{}.{constant}", qualified(TYPES)))
}

/// A place in a file, for which types are written.
#[derive(Clone, Copy)]
pub(super) struct Place<'s, 'f> {
    pub(super) scope: &'s JavaScope<'f>,
    pub(super) at: Node<'s>,
}

impl Place<'_, '_> {
    /// The expression that gives the information of `of`.
    pub(super) fn information(self, of: &TypeRef) -> String {
        constant(of).unwrap_or_else(|| match of.arguments.as_slice() {
            [] => format!("{}.of({}.class)", qualified(INFORMATION), self.named(of)),
            _ => format!("{}.of(new {}<{}>() {{}})", qualified(INFORMATION), qualified(HINT), self.named(of)),
        })
    }

    /// The type as new text; a nested one that needs no name before it gets none.
    pub(super) fn named(self, of: &TypeRef) -> String {
        let simple = of.name.rsplit('.').next().unwrap_or(&of.name);
        let is_known = of.name.contains('.') && self.scope.type_name(simple, self.at).is(&of.name);
        let bare = TypeRef { arguments: Vec::new(), dimensions: 0, ..of.clone() };
        let name = if is_known { simple.to_owned() } else { element::print(&bare) };
        let arguments: Vec<String> = of.arguments.iter().map(|argument| self.named(argument)).collect();
        let arguments =
            if arguments.is_empty() { String::new() } else { format!("<{}>", arguments.join(", ")) };
        name + &arguments + &"[]".repeat(of.dimensions)
    }
}
