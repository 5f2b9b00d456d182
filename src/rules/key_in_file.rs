//! Settings keys outside of Java: property groups for local runs, and every other file that names a key.

use std::collections::BTreeMap;
use std::sync::Arc;

use tree_sitter::Node;

use super::Context;
use crate::finding::{Change, Finding, Note, Site};
use crate::syntax::{java, json};
use crate::text::{Edit, Span};
use crate::view::File;

/// Values of old and those of today.
pub(crate) type Values = BTreeMap<String, String>;

/// What has become of a key.
pub(crate) struct Key<'k> {
    /// The old key.
    pub(crate) old: &'k str,
    /// The new one; `None` when nothing takes its place.
    pub(crate) new: Option<&'k str>,
    /// The unit that the value needs now.
    pub(crate) unit: Option<&'k str>,
    /// The values that are called by another word now.
    pub(crate) values: &'k Values,
    /// What a person has to look at.
    pub(crate) now: &'k str,
    /// Why it may have to stay here all the same.
    pub(crate) doubt: Option<&'k str>,
}

impl Key<'_> {
    /// All places in `file`, which is not Java, that name the key.
    pub(crate) fn findings(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let is_sure = self.doubt.is_none() && file.path.ends_with(".json");
        let members = if is_sure { self.members(file) } else { Vec::new() };
        let mut findings = Vec::new();
        for span in self.places(file.text()) {
            let site = Site { path: Arc::clone(&file.path), span };
            let edits = members.iter().find(|(key, _)| key.contains(span)).map(|(_, edits)| edits.clone());
            findings.push(self.finding(context, site, edits));
        }
        findings
    }

    fn finding(&self, context: &Context<'_>, site: Site, edits: Option<Vec<Edit>>) -> Finding {
        let Self { old, now, .. } = self;
        match (self.new, edits) {
            (Some(new), Some(edits)) => {
                let change = Change::in_file(&Arc::clone(&site.path), edits);
                let note = Note::new(format!("The key `{old}` becomes `{new}`."), *now);
                if now.is_empty() {
                    context.apply(site, note, change)
                } else {
                    context.review(site, note, change)
                }
            }
            (Some(new), None) => {
                let now = format!("Use `{new}` where it is meant for a Kinesis source.");
                let note = Note::new(format!("The key `{old}` is `{new}` now."), now);
                let note = match self.doubt {
                    Some(why) => note.because(format!("{why}.")),
                    None => note,
                };
                context.manual(site, note)
            }
            (None, _) => {
                context.manual(site, Note::new(format!("The key `{old}` has no effect any more."), *now))
            }
        }
    }

    /// The keys of property groups, with the edits that rename them.
    fn members(&self, file: &File) -> Vec<(Span, Vec<Edit>)> {
        let Some(new) = self.new else { return Vec::new() };
        let text = file.text();
        let tree = json::parse(text);
        let objects = java::of_kind(tree.root_node(), "object");
        let groups = objects.filter(|object| json::pair(*object, "PropertyGroupId", text).is_some());
        let maps = groups.filter_map(|group| json::member(group, "PropertyMap", text));
        let found = maps.filter_map(|map| {
            let pair = json::pair(map, self.old, text)?;
            let key = pair.child_by_field_name("key")?;
            let mut edits = vec![Edit::replace(java::span(key), format!("\"{new}\""))];
            let value = pair.child_by_field_name("value");
            edits.extend(value.and_then(|value| self.with_unit(value, text)));
            edits.extend(value.and_then(|value| self.renamed(value, text)));
            Some((java::span(key), edits))
        });
        found.collect()
    }

    fn with_unit(&self, value: Node<'_>, text: &str) -> Option<Edit> {
        let number = json::string(value, text)?;
        let is_bare = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        self.unit.filter(|_| is_bare).map(|unit| Edit::insert(value.end_byte() - 1, format!(" {unit}")))
    }

    fn renamed(&self, value: Node<'_>, text: &str) -> Option<Edit> {
        let new = self.values.get(json::string(value, text)?)?;
        Some(Edit::replace(java::span(value), format!("\"{new}\"")))
    }

    /// Where the key stands in `text` as a word of its own.
    fn places(&self, text: &str) -> Vec<Span> {
        let is_word = |letter: char| letter.is_alphanumeric() || ".-_".contains(letter);
        let found = text.match_indices(self.old).map(|(at, found)| Span::new(at, at + found.len()));
        let whole =
            found.filter(|span| !text[..span.start].ends_with(is_word) && !continues(&text[span.end..]));
        whole.collect()
    }
}

/// Whether a key goes on after this place: a full stop at the end of a sentence does not count.
fn continues(rest: &str) -> bool {
    let mut letters = rest.chars();
    match letters.next() {
        Some('.' | '-') => letters.next().is_some_and(char::is_alphanumeric),
        Some(letter) => letter.is_alphanumeric() || letter == '_',
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<usize> {
        let key = Key { old: "a.pos", new: None, unit: None, values: &Values::new(), now: "", doubt: None };
        key.places(text).into_iter().map(|span| span.start).collect()
    }

    #[test]
    fn a_longer_key_is_another_one() {
        assert_eq!(places("a.pos a.pos.time a.pos-x b.a.pos a.position a.pos."), [0, 44]);
        assert_eq!(places("\"a.pos\": 1, a.pos=2"), [1, 12]);
    }
}
