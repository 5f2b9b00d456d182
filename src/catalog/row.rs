use serde::Deserialize;

use crate::rules::Rule;

/// A `[[rule]]` as it is written: one variant a rule kind.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Row {}

impl Row {
    /// The rule that the row says.
    pub(super) fn into_rule(self) -> Box<dyn Rule> {
        match self {}
    }
}
