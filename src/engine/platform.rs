//! Finds out where the application runs.

use std::sync::Arc;

use super::words::{Standing, WordSet, Words};
use crate::plan::Detected;
use crate::settings::{Platform, Settings};
use crate::snapshot::FileKind;
use crate::transforms::MANAGED_FLINK_WORDS;

/// The words that tell the platform, each with a search for it.
pub(super) struct Signs(Vec<(&'static str, WordSet)>);

/// A file that tells the platform, and its word.
pub(super) type Witness = (Arc<str>, &'static str);

impl Signs {
    /// The words, to be numbered with those of the rules.
    pub(super) fn words() -> impl Iterator<Item = String> {
        MANAGED_FLINK_WORDS.iter().map(|word| (*word).to_owned())
    }

    /// Searches for the words, which were numbered.
    pub(super) fn new(words: &Words) -> Self {
        let search = |word: &'static str| (word, words.set([&word.to_owned()], Standing::Anywhere));
        Self(MANAGED_FLINK_WORDS.iter().copied().map(search).collect())
    }

    /// Whether files of this kind can tell the platform.
    pub(super) fn can_stand_in(kind: FileKind) -> bool {
        match kind {
            FileKind::Java | FileKind::Pom | FileKind::Gradle => true,
            FileKind::Json | FileKind::Text => false,
        }
    }

    /// The first word that stands among those that were `found`.
    pub(super) fn among(&self, found: &WordSet) -> Option<&'static str> {
        self.0.iter().find(|(_, search)| search.meets(found)).map(|(word, _)| *word)
    }
}

/// The platform that was asked for, or the one that the files speak of.
pub(super) fn detect(witness: Option<Witness>, settings: &Settings) -> Detected {
    if let Some(platform) = settings.platform {
        return Detected { platform, why: "It was asked for.".to_owned() };
    }
    match witness {
        Some((path, word)) => {
            Detected { platform: Platform::ManagedFlink, why: format!("`{path}` names `{word}`.") }
        }
        None => Detected {
            platform: Platform::OpenSource,
            why: "No build file and no source names the runtime of Managed Service for Apache Flink."
                .to_owned(),
        },
    }
}
