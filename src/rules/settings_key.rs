//! Rule kind `settings-key`: a setting whose key or value the target does not read, wherever it is set.
//!
//! Deliberately absent: prose, and keys that the target reads under their old name too.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use self::key::{Key, Keys, Place, Trust};
use super::{Context, Names, Rule, Wants};
use crate::finding::{Finding, RemedyKind};
use crate::snapshot::FileKind;
use crate::view::build::Format;
use crate::view::settings::{self, Roots, Setting};
use crate::view::{File, View};

mod java;
mod key;

/// Keys, and where the platform itself reads them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Written")]
pub(crate) struct Row {
    files: Vec<String>,
    roots: Vec<String>,
    mediators: Vec<String>,
    readers: Vec<String>,
    keys: Keys,
}

/// The row as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// The names of files that hold nothing but settings, which YAML may nest.
    files: Vec<String>,
    /// Keys of other YAML files below which such settings stand.
    roots: Vec<String>,
    /// Words of files whose settings go to the application first.
    mediators: Vec<String>,
    /// The classes to whose methods the keys are handed.
    readers: Vec<String>,
    /// The keys.
    key: Vec<Key>,
}

impl TryFrom<Written> for Row {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let Written { files, roots, mediators, readers, key } = written;
        Ok(Self { files, roots, mediators, readers, keys: Keys::new(key)? })
    }
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        let flat = self.keys.words();
        let mut nested: Vec<String> =
            flat.iter().filter_map(|word| Some(format!("{}:", word.split_once('.')?.0))).collect();
        nested.extend(flat.iter().cloned());
        nested.sort();
        nested.dedup();
        let files = vec![(FileKind::Java, flat.clone()), (FileKind::Json, flat), (FileKind::Text, nested)];
        Wants { files }
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::default().and_new(&self.readers)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        match &file.view {
            View::Java(file) => java::findings(self, file, context),
            View::Text if !settings::is_prose(&file.path) => self.in_file(file, context),
            View::Build(build) if build.format != Format::Maven => self.in_file(file, context),
            View::Text | View::Build(_) => Vec::new(),
        }
    }
}

impl Row {
    fn in_file(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let text = file.text();
        let (path, trust) = (&file.path, self.trust(file));
        let find = |name: &str, setting: Setting, renames: bool| {
            let place = Place { path: Arc::clone(path), name, setting, trust, renames };
            self.finding(&place, text, context)
        };
        let flat = settings::dotted_words(text).filter(|word| !self.keys.get(word.of(text)).is_empty());
        let flat = flat.filter_map(|word| find(word.of(text), settings::setting(text, word)?, true));
        let roots = Roots { whole: self.is_settings(file), below: &self.roots };
        let nested = settings::nested(text, &roots).into_iter();
        let nested = nested.filter_map(|(name, setting)| find(&name, setting, false));
        let by_place = |finding: Finding| (finding.site.span.start, finding);
        // A part of a nested key may look like a key of its own.
        let findings: BTreeMap<_, _> = flat.map(by_place).chain(nested.map(by_place)).collect();
        findings.into_values().collect()
    }

    /// What there is to say about `place`, in a file with this `text`.
    fn finding(&self, place: &Place<'_>, text: &str, context: &Context<'_>) -> Option<Finding> {
        let keys = self.keys.get(place.name).iter();
        let mut keys = keys.filter(|key| key.may_stand_in(&place.path) || key.may_stand_in(text));
        keys.find_map(|key| key.finding(place, text, context))
    }

    /// Whether `file` holds nothing but settings.
    fn is_settings(&self, file: &File) -> bool {
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        self.files.iter().any(|known| known == name)
    }

    /// Who reads the settings of `file` first.
    fn trust(&self, file: &File) -> Trust {
        let has_lines = [".yaml", ".yml", ".sh", ".bash", ".sql"].iter().any(|end| file.path.ends_with(end))
            || file.path.rsplit('/').next().is_some_and(|name| name.starts_with("Dockerfile"));
        let is_mediated = self.mediators.iter().any(|word| file.text().contains(word.as_str()));
        if has_lines && !is_mediated { Trust::Platform } else { Trust::Application }
    }
}
