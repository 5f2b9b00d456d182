//! Names of artifacts as rows and project files write them.

use std::fmt;

use serde::Deserialize;

use crate::finding::Note;
use crate::view::build::Dependency;

/// An artifact of a group, without a Scala suffix.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Coordinate {
    /// The group.
    pub(super) group: String,
    /// The artifact.
    pub(super) artifact: String,
}

impl TryFrom<String> for Coordinate {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (group, artifact) =
            text.split_once(':').ok_or_else(|| format!("`{text}` is not `group:artifact`"))?;
        Ok(Self { group: group.to_owned(), artifact: artifact.to_owned() })
    }
}

impl fmt::Display for Coordinate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.group, self.artifact)
    }
}

impl Coordinate {
    /// Whether the dependency is this artifact, with any Scala suffix or none.
    pub(super) fn names(&self, dependency: &Dependency) -> bool {
        dependency.group.text == self.group && without_scala(&dependency.artifact.text).0 == self.artifact
    }

    /// Whether the dependency is this artifact without a Scala suffix.
    pub(super) fn is(&self, dependency: &Dependency) -> bool {
        dependency.group.text == self.group && dependency.artifact.text == self.artifact
    }
}

/// Whether the dependency is what `pattern` says: `group:artifact`, where a `*` at the end stands for any rest.
pub(super) fn fits(pattern: &str, dependency: &Dependency) -> bool {
    let Some(named) = pattern.strip_prefix(dependency.group.text.as_str()) else {
        let start = pattern.strip_suffix('*').filter(|start| !start.contains(':'));
        return start.is_some_and(|start| dependency.group.text.starts_with(start));
    };
    let Some(named) = named.strip_prefix(':') else {
        return named == "*";
    };
    let artifact = without_scala(&dependency.artifact.text).0;
    named.strip_suffix('*').map_or(artifact == named, |start| artifact.starts_with(start))
}

/// Says of a dependency that is a file what a person has to do.
pub(super) fn file_note(name: &str, version: &str) -> Note {
    let what = format!("`{name}` is a file that lies beside the project.");
    Note::new(
        what,
        format!("Put the one of {version} there, and change `version` and `systemPath` together."),
    )
}

/// The artifact's name without its Scala suffix, and the suffix without its `_`: a version or a property.
pub(super) fn without_scala(artifact: &str) -> (&str, Option<&str>) {
    let Some((name, suffix)) = artifact.rsplit_once('_').filter(|(_, suffix)| !suffix.contains('/')) else {
        return (artifact, None);
    };
    let is_version = suffix.strip_prefix("2.1").is_some_and(|rest| matches!(rest, "0" | "1" | "2" | "3"));
    let is_property = suffix.starts_with("${") && suffix.ends_with('}');
    if is_version || is_property { (name, Some(suffix)) } else { (artifact, None) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scala_suffixes_are_versions_or_properties() {
        assert_eq!(without_scala("flink-clients_2.12"), ("flink-clients", Some("2.12")));
        assert_eq!(without_scala("a_${scala.binary.version}"), ("a", Some("${scala.binary.version}")));
        assert_eq!(without_scala("my_artifact"), ("my_artifact", None));
        assert_eq!(without_scala("flink-clients"), ("flink-clients", None));
    }
}
