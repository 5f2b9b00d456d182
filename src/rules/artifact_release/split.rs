//! Properties that serve artifacts which need different versions: a new one comes beside the old one.
//!
//! Where the old one is set in a profile, outside of the folder, or in a line with others, the version is written
//! out instead.

use std::sync::Arc;

use super::{Search, Wanted};
use crate::finding::Change;
use crate::text::Edit;
use crate::types::reactor::{Definition, Lookup};
use crate::view::BuildFile;
use crate::view::build::{Property, Value};

/// The word that tells versions from other properties.
const VERSION: &str = "version";

/// A version that a dependency gets for itself.
pub(super) struct OwnVersion {
    /// What it says: the version, or a reference to the new property.
    pub(super) text: String,
    /// What puts it there.
    pub(super) edit: Edit,
    /// The new property, and why there is one.
    split: Option<Split>,
}

struct Split {
    why: String,
    /// What sets it, unless it is there.
    set: Option<(Arc<str>, Edit)>,
}

impl OwnVersion {
    /// Adds to `change` what sets the new property; gives the reason.
    pub(super) fn enter(self, change: &mut Change) -> String {
        let Some(Split { why, set }) = self.split else { return String::new() };
        if let Some((path, edit)) = set {
            change.push(&path, edit);
        }
        why
    }
}

impl Search<'_> {
    /// How the dependency with this version gets another one: by a property of its own where it has one now.
    pub(super) fn own_version(&self, version: &Value, wanted: Wanted<'_>) -> OwnVersion {
        self.by_property(version, wanted).unwrap_or_else(|| OwnVersion {
            text: wanted.version.to_owned(),
            edit: version.replaced_by(wanted.version),
            split: None,
        })
    }

    fn by_property(&self, version: &Value, wanted: Wanted<'_>) -> Option<OwnVersion> {
        let reference = version.reference()?;
        let Lookup::Defined(definitions) = self.reactor.property(&self.pom.path, reference) else {
            return None;
        };
        let [definition] = &definitions[..] else { return None };
        let (pom, property) = self.definition(definition)?;
        let old = pom.written_name(property)?.of(pom.text());
        let new = name_beside(old, wanted.property?);
        let set = match self.reactor.property(&self.pom.path, &property.name.replace(old, &new)) {
            Lookup::Defined(there) => {
                there.last().filter(|one| one.value.text == wanted.version)?;
                None
            }
            Lookup::Project(_) => return None,
            Lookup::Unknown(_) => {
                Some((Arc::clone(&pom.path), pom.property_beside(property, &new, wanted.version)?))
            }
        };
        let written = with_name(version.span.of(self.pom.text()), old, &new)?;
        let stays = if self.row.of_flink.contains(&property.name) {
            "says the version of Flink itself"
        } else {
            "serves artifacts that need another version"
        };
        Some(OwnVersion {
            text: with_name(&version.text, old, &new)?,
            edit: Edit::replace(version.span, written),
            split: Some(Split { why: format!("`{old}` {stays}, so `{new}` stands beside it."), set }),
        })
    }

    /// The property that a definition is, where it may be rewritten and no profile sets it.
    fn definition(&self, definition: &Definition) -> Option<(&Arc<BuildFile>, &Property)> {
        let is_here =
            definition.profile.is_none() && self.context.project.snapshot().in_scope(&definition.path);
        let pom = self.reactor.pom(&definition.path).filter(|_| is_here)?;
        let mut properties = pom.model.properties.iter();
        Some((pom, properties.find(|one| one.value.span == definition.value.span)?))
    }
}

/// A name in the manner of `old`, which is that of a version, for what `about` says in words with `-` between them.
fn name_beside(old: &str, about: &str) -> String {
    let lower = old.to_lowercase();
    let sign = |at: Option<char>| at.filter(|one| "._-".contains(*one));
    let (before, after) = match lower.find(VERSION) {
        Some(at) if at > 0 => (true, sign(old[..at].chars().next_back())),
        Some(_) => (false, sign(old[VERSION.len()..].chars().next())),
        None => return with_sign(about, sign(old.chars().find(|one| "._-".contains(*one))).unwrap_or('-')),
    };
    let words = || about.split('-');
    let Some(sign) = after else {
        let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
        let all: String = words().map(capital).collect();
        return if before {
            all[..1].to_lowercase() + &all[1..] + "Version"
        } else {
            format!("version{all}")
        };
    };
    let name = with_sign(about, sign);
    let name = if before { format!("{name}{sign}{VERSION}") } else { format!("{VERSION}{sign}{name}") };
    if old == old.to_uppercase() { name.to_uppercase() } else { name }
}

fn with_sign(about: &str, sign: char) -> String {
    about.replace('-', &sign.to_string())
}

/// `text` with the last `old` in it, as a word, replaced by `new`.
fn with_name(text: &str, old: &str, new: &str) -> Option<String> {
    // A script says the alias of a catalog with dots.
    let (old, new) = if text.contains("libs.versions.") {
        (old.replace(['-', '_'], "."), new.replace(['-', '_'], "."))
    } else {
        (old.to_owned(), new.to_owned())
    };
    let at = text.rfind(&old)?;
    let is_inside = |one: Option<char>| one.is_some_and(|one| one.is_alphanumeric() || "_-".contains(one));
    let (head, tail) = (&text[..at], &text[at + old.len()..]);
    (!is_inside(head.chars().next_back()) && !is_inside(tail.chars().next()))
        .then(|| format!("{head}{new}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_names_are_written_like_the_old_ones() {
        let beside = |old: &str| name_beside(old, "flink-connector-kafka");
        assert_eq!(beside("flink.version"), "flink.connector.kafka.version");
        assert_eq!(beside("flink-version"), "flink-connector-kafka-version");
        assert_eq!(beside("version.flink"), "version.flink.connector.kafka");
        assert_eq!(beside("flinkVersion"), "flinkConnectorKafkaVersion");
        assert_eq!(beside("FLINK_VERSION"), "FLINK_CONNECTOR_KAFKA_VERSION");
        assert_eq!(beside("flink"), "flink-connector-kafka");
    }

    #[test]
    fn a_reference_is_renamed_as_it_is_written() {
        let renamed = |text: &str, old: &str| with_name(text, old, "kafka-new");
        assert_eq!(renamed("${flink.version}", "flink.version").as_deref(), Some("${kafka-new}"));
        assert_eq!(
            renamed("libs.versions.flink.get()", "flink").as_deref(),
            Some("libs.versions.kafka.new.get()")
        );
        assert_eq!(
            renamed("version.ref = \"flink\"", "flink").as_deref(),
            Some("version.ref = \"kafka-new\"")
        );
        assert_eq!(renamed("$myflink", "flink"), None);
    }
}
