//! A key that the target reads no more or otherwise, and what that means for a place that sets it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::finding::{Change, Finding, Note, Site};
use crate::rules::Context;
use crate::text::Edit;
use crate::view::settings::{Setting, dotted_words, setting};

/// A key, or several of which the same is true.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Key {
    /// The keys; one `<name>` stands for a part that people choose.
    names: Vec<String>,
    /// The last release that reads them; none when the target does, too.
    last: Option<String>,
    /// The first release in which they mean something else; what was written for it or later is right.
    other_since: Option<String>,
    /// The key that takes their place.
    to: Option<String>,
    /// What takes the place of a value; where this is not empty, other values are left to a person.
    #[serde(default)]
    values: BTreeMap<String, String>,
    /// What a person has to look at; without it the change keeps the meaning.
    review: Option<String>,
    /// What a person can do where nothing is rewritten.
    #[serde(default)]
    now: String,
    /// Words one of which stands in the file, or in its path; other programs have keys of this name too.
    #[serde(default)]
    beside: Vec<String>,
}

/// Who reads a setting first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// The platform itself.
    Platform,
    /// The application, which may ask for it by its name.
    Application,
}

/// A place that names a key.
pub(super) struct Place<'p> {
    /// The file.
    pub(super) path: Arc<str>,
    /// The whole key.
    pub(super) name: &'p str,
    /// Where it stands, and its value.
    pub(super) setting: Setting,
    /// Who reads it first.
    pub(super) trust: Trust,
    /// Whether another key can be written in the place of its span.
    pub(super) renames: bool,
}

/// The keys of a row by their names.
#[derive(Debug)]
pub(super) struct Keys {
    exact: BTreeMap<String, Vec<Key>>,
    /// What stands before and behind the part that people choose.
    around: Vec<(String, String, Key)>,
}

impl Keys {
    /// Checks the keys and sorts them by name.
    pub(super) fn new(written: Vec<Key>) -> Result<Self, String> {
        let mut keys = Self { exact: BTreeMap::new(), around: Vec::new() };
        for key in written {
            key.check()?;
            for name in &key.names {
                match name.split_once("<name>") {
                    Some((before, behind)) => {
                        keys.around.push((before.to_owned(), behind.to_owned(), key.clone()));
                    }
                    None => keys.exact.entry(name.clone()).or_default().push(key.clone()),
                }
            }
        }
        Ok(keys)
    }

    /// Words one of which stands wherever a key does.
    pub(super) fn words(&self) -> Vec<String> {
        let before = self.around.iter().map(|(before, ..)| before.clone());
        self.exact.keys().cloned().chain(before).collect()
    }

    /// What is known about the key `name`, each for values of its own.
    pub(super) fn get(&self, name: &str) -> &[Key] {
        let chosen = |(before, behind, _): &&(String, String, Key)| {
            let part = name.strip_prefix(before.as_str()).and_then(|rest| rest.strip_suffix(behind.as_str()));
            part.is_some_and(|part| !part.is_empty() && !part.contains('.'))
        };
        match self.exact.get(name) {
            Some(keys) => keys,
            None => self.around.iter().find(chosen).map_or(&[], |(.., key)| std::slice::from_ref(key)),
        }
    }
}

impl Key {
    fn check(&self) -> Result<(), String> {
        let name = self.names.first().ok_or("a key needs names")?;
        let is_read = self.last.is_none() && self.to.is_none();
        if is_read && self.values.is_empty() && self.other_since.is_none() || self.last.is_none() && !is_read
        {
            return Err(format!(
                "`{name}` needs `last`, or another meaning, or values that are read no more"
            ));
        }
        if self.to.is_none() && self.values.is_empty() && self.now.is_empty() {
            return Err(format!("`{name}` needs a word about what to do: `now`"));
        }
        Ok(())
    }

    /// Whether a file with this text, or path, can mean it.
    pub(super) fn may_stand_in(&self, text: &str) -> bool {
        self.beside.is_empty() || self.beside.iter().any(|word| text.contains(word.as_str()))
    }

    /// What there is to say about `place`, in a file with this `text`.
    pub(super) fn finding(&self, place: &Place<'_>, text: &str, context: &Context<'_>) -> Option<Finding> {
        if let Some(release) = &self.other_since {
            return self.means_otherwise(place, release, context);
        }
        let value = place.setting.value.map(|span| span.of(text));
        let new_value = value.and_then(|value| self.values.get(value));
        let Some(last) = &self.last else {
            let (value, new_value) = (value?, new_value?);
            let note = Note::new(
                format!("The value `{value}` of `{}` becomes `{new_value}`.", place.name),
                self.review.as_deref().unwrap_or_default(),
            );
            return Some(self.changed(
                place,
                note.because("Flink 2 does not know the old one."),
                self.edits(place, None, text),
                context,
            ));
        };
        let site = Site { path: Arc::clone(&place.path), span: place.setting.key };
        let Some(to) = &self.to else {
            let what = format!("Flink {last} is the last release that knows the setting `{}`.", place.name);
            return Some(context.manual(site, Note::new(what, self.now.as_str())));
        };
        let to = self.renamed(place.name, to);
        if let Some(why) = self.why_not(place, &to, new_value, text) {
            let note = Note::new(format!("The setting `{}` is `{to}` now.", place.name), why);
            return Some(context.manual(site, note));
        }
        let what = match value.zip(new_value) {
            Some((value, new_value)) => format!("`{}: {value}` becomes `{to}: {new_value}`.", place.name),
            None => format!("The setting `{}` becomes `{to}`.", place.name),
        };
        let note = Note::new(what, self.review.as_deref().unwrap_or_default());
        Some(self.changed(place, note, self.edits(place, Some(&to), text), context))
    }

    fn means_otherwise(&self, place: &Place<'_>, release: &str, context: &Context<'_>) -> Option<Finding> {
        let site = Site { path: Arc::clone(&place.path), span: place.setting.key };
        let note =
            Note::new(format!("Since Flink {release}, `{}` means something else.", place.name), &self.now);
        let note = note.because("The old value is still read.");
        context.is_before(&place.path, release).then(|| context.manual(site, note))
    }

    /// The new key, with the part that people chose.
    fn renamed(&self, name: &str, to: &str) -> String {
        let pattern = self.names.iter().find_map(|name| name.split_once("<name>"));
        let chosen = pattern.and_then(|(before, behind)| name.strip_prefix(before)?.strip_suffix(behind));
        chosen.map_or_else(|| to.to_owned(), |chosen| to.replace("<name>", chosen))
    }

    /// What a person has to do, where the new key cannot be written.
    fn why_not(&self, place: &Place<'_>, to: &str, new_value: Option<&String>, text: &str) -> Option<String> {
        let is_set = |word| setting(text, word).is_some_and(|other| other.value.is_some());
        if dotted_words(text).any(|word| word.of(text) == to && is_set(word)) {
            return Some(format!("`{to}` is set here, too: take the old one out."));
        }
        if !self.values.is_empty() && new_value.is_none() {
            return Some(self.now.clone());
        }
        (!place.renames).then(|| "Its parts stand in several lines: write the new one by hand.".to_owned())
    }

    fn edits(&self, place: &Place<'_>, to: Option<&str>, text: &str) -> Vec<Edit> {
        let key = to.map(|to| Edit::replace(place.setting.key, to.to_owned()));
        let value = place.setting.value.and_then(|span| {
            let new_value = self.values.get(span.of(text))?;
            Some(Edit::replace(span, new_value.clone()))
        });
        key.into_iter().chain(value).collect()
    }

    fn changed(&self, place: &Place<'_>, mut note: Note, edits: Vec<Edit>, context: &Context<'_>) -> Finding {
        let site = Site { path: Arc::clone(&place.path), span: place.setting.key };
        let change = Change::in_file(&place.path, edits);
        if place.trust == Trust::Application {
            let ask = match self.to {
                Some(_) => "Whatever reads this before Flink does must ask for the new name.",
                None => "Whatever reads this before Flink does must know the new value.",
            };
            note.now = if note.now.is_empty() { ask.to_owned() } else { format!("{} {ask}", note.now) };
            return context.review(site, note, change);
        }
        match self.review {
            Some(_) => context.review(site, note, change),
            None => context.apply(site, note, change),
        }
    }
}
