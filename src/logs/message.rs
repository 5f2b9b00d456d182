//! The messages that logs are searched for, and how the name of a class is read beside one.

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

/// Longer names are none.
pub(super) const LONGEST_NAME: usize = 1024;

/// The messages, ready for a search.
#[derive(Debug)]
pub struct Messages {
    rows: Vec<Message>,
    pub(super) search: AhoCorasick,
    /// The length of the longest.
    pub(super) longest: usize,
}

/// A message, as the table has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Message {
    says: String,
    class: Side,
    why: String,
}

/// Where the name of the class stands.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Side {
    Before,
    After,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    message: Vec<Message>,
}

impl Messages {
    /// Reads the table.
    pub fn read(table: &str) -> Result<Self, String> {
        let Table { message: rows } = toml::from_str(table).map_err(|error| error.to_string())?;
        let says = rows.iter().map(|row| &row.says);
        let search = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(says);
        let longest = rows.iter().map(|row| row.says.len()).max().unwrap_or_default();
        Ok(Self { search: search.map_err(|error| error.to_string())?, longest, rows })
    }

    /// The class that the message with this number names, and why, given what stands around it.
    pub(super) fn class<'t>(
        &self,
        number: usize,
        before: &'t [u8],
        after: &'t [u8],
    ) -> Option<(&'t str, &str)> {
        let row = &self.rows[number];
        let name = match row.class {
            Side::Before => name_before(before),
            Side::After => name_after(after),
        };
        Some((name?, &row.why))
    }
}

/// The last name in `text`; behind it there may be a space and a quote, as JSON writes it or not.
fn name_before(text: &[u8]) -> Option<&str> {
    let text = text.trim_ascii_end();
    let text = [br"\u0027".as_slice(), b"'", b"\\\"", b"\""]
        .into_iter()
        .find_map(|quote| text.strip_suffix(quote))
        .unwrap_or(text);
    // The arguments of a generic type belong to it; its own name is what counts.
    let text = if text.ends_with(b">") { &text[..text.iter().position(|byte| *byte == b'<')?] } else { text };
    let start = text.iter().rposition(|byte| !is_of_name(*byte)).map_or(0, |end| end + 1);
    name(&text[start..])
}

/// The first name in `text`, behind `class`, `interface` or `enum`.
fn name_after(text: &[u8]) -> Option<&str> {
    let words: [&[u8]; 3] = [b"class ", b"interface ", b"enum "];
    let text = words.into_iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let end = text.iter().position(|byte| !is_of_name(*byte)).unwrap_or(text.len());
    name(&text[..end])
}

/// The name of a class in a package, which most words of a log are not.
fn name(written: &[u8]) -> Option<&str> {
    let written = std::str::from_utf8(written).ok()?.trim_matches('.');
    let parts = written.split(['.', '#']);
    let is_part = |part: &str| part.chars().next().is_some_and(|first| !first.is_ascii_digit());
    (written.len() < LONGEST_NAME && parts.into_iter().all(is_part)).then_some(written)
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"._$#".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_on_its_side_of_a_message() {
        assert_eq!(name_before(b"INFO Class class org.acme.Event "), Some("org.acme.Event"));
        assert_eq!(name_before(b"Field org.acme.Order#items "), Some("org.acme.Order#items"));
        assert_eq!(name_before(b"Tuple field #0 of type 'class java.util.UUID' "), Some("java.util.UUID"));
        assert_eq!(name_before(br"of type \u0027class java.util.UUID\u0027 "), Some("java.util.UUID"));
        assert_eq!(
            name_before(b"of type 'java.util.Map<java.lang.String, org.acme.A>' "),
            Some("java.util.Map")
        );
        assert_eq!(name_after(b"class org.acme.Job$Event so it"), Some("org.acme.Job$Event"));
        assert_eq!(name_after(br"org.acme.Event\u003e"), Some("org.acme.Event"));
        assert_eq!(name_before("Class class org.acme.Größe ".as_bytes()), Some("org.acme.Größe"));
    }

    #[test]
    fn what_is_no_name_is_none() {
        assert_eq!(name_before(b"it "), Some("it"), "a class without a package has such a name");
        assert_eq!(name_before(b""), None);
        assert_eq!(name_before(b"took 12.5 "), None);
        assert_eq!(name_after(b"?>"), None);
        assert_eq!(name_before(b"Class class org.acme.\xff "), None);
    }
}
