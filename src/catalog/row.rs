use serde::Deserialize;

use crate::rules::{
    Rule, artifact_of_minor, artifact_release, artifact_removed, artifact_renamed, broken_syntax,
    core_version, jar_name, java_level, minimum_version, scala_suffix,
};

/// A `[[rule]]` as it is written: one variant a rule kind.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Row {
    ArtifactOfMinor(artifact_of_minor::Row),
    ArtifactRelease(artifact_release::Row),
    ArtifactRemoved(artifact_removed::Row),
    ArtifactRenamed(artifact_renamed::Row),
    BrokenSyntax(broken_syntax::Row),
    CoreVersion(core_version::Row),
    JarName(jar_name::Row),
    JavaLevel(java_level::Row),
    MinimumVersion(minimum_version::Row),
    ScalaSuffix(scala_suffix::Row),
}

impl Row {
    /// The rule that the row says.
    pub(super) fn into_rule(self) -> Box<dyn Rule> {
        match self {
            Self::ArtifactOfMinor(row) => Box::new(row),
            Self::ArtifactRelease(row) => Box::new(row),
            Self::ArtifactRemoved(row) => Box::new(row),
            Self::ArtifactRenamed(row) => Box::new(row),
            Self::BrokenSyntax(row) => Box::new(row),
            Self::CoreVersion(row) => Box::new(row),
            Self::JarName(row) => Box::new(row),
            Self::JavaLevel(row) => Box::new(row),
            Self::MinimumVersion(row) => Box::new(row),
            Self::ScalaSuffix(row) => Box::new(row),
        }
    }
}
