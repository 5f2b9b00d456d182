use serde::Deserialize;

use crate::rules::{Rule, broken_syntax};

/// A `[[rule]]` as it is written: one variant a rule kind.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Row {
    BrokenSyntax(broken_syntax::Row),
}

impl Row {
    /// The rule that the row says.
    pub(super) fn into_rule(self) -> Box<dyn Rule> {
        match self {
            Self::BrokenSyntax(row) => Box::new(row),
        }
    }
}
