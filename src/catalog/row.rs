use serde::Deserialize;

use crate::rules::{Rule, broken_syntax, moved_package, removed_class, removed_property, replace_constant};

/// A `[[rule]]` as it is written: one variant a rule kind.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Row {
    BrokenSyntax(broken_syntax::Row),
    MovedPackage(moved_package::Row),
    RemovedClass(removed_class::Row),
    RemovedProperty(removed_property::Row),
    ReplaceConstant(replace_constant::Row),
}

impl Row {
    /// The rule that the row says.
    pub(super) fn into_rule(self) -> Box<dyn Rule> {
        match self {
            Self::BrokenSyntax(row) => Box::new(row),
            Self::MovedPackage(row) => Box::new(row),
            Self::RemovedClass(row) => Box::new(row),
            Self::RemovedProperty(row) => Box::new(row),
            Self::ReplaceConstant(row) => Box::new(row),
        }
    }
}
