use serde::Deserialize;

use crate::rules::{
    Rule, artifact_release, artifact_removed, artifact_renamed, broken_syntax, core_version, moved_package,
    removed_class, removed_property, replace_constant, scala_suffix,
};

/// A `[[rule]]` as it is written: one variant a rule kind.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Row {
    ArtifactRelease(artifact_release::Row),
    ArtifactRemoved(artifact_removed::Row),
    ArtifactRenamed(artifact_renamed::Row),
    BrokenSyntax(broken_syntax::Row),
    CoreVersion(core_version::Row),
    ScalaSuffix(scala_suffix::Row),
    MovedPackage(moved_package::Row),
    RemovedClass(removed_class::Row),
    RemovedProperty(removed_property::Row),
    ReplaceConstant(replace_constant::Row),
}

impl Row {
    /// The rule that the row says.
    pub(super) fn into_rule(self) -> Box<dyn Rule> {
        match self {
            Self::ArtifactRelease(row) => Box::new(row),
            Self::ArtifactRemoved(row) => Box::new(row),
            Self::ArtifactRenamed(row) => Box::new(row),
            Self::BrokenSyntax(row) => Box::new(row),
            Self::CoreVersion(row) => Box::new(row),
            Self::ScalaSuffix(row) => Box::new(row),
            Self::MovedPackage(row) => Box::new(row),
            Self::RemovedClass(row) => Box::new(row),
            Self::RemovedProperty(row) => Box::new(row),
            Self::ReplaceConstant(row) => Box::new(row),
        }
    }
}
