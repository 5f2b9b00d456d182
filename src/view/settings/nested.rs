//! Keys that YAML spells over several lines, by their indentation.
//!
//! Deliberately absent: lists, flow collections and anchors.

use super::{Setting, setting};
use crate::text::Span;

/// Keys of a file that begin where the file does, or below one of `roots`.
pub struct Roots<'r> {
    /// Whether the whole file holds settings.
    pub whole: bool,
    /// The keys below which settings stand.
    pub below: &'r [String],
}

/// The settings whose keys are spelled over several lines, each with its dotted key.
pub fn nested(text: &str, roots: &Roots<'_>) -> Vec<(String, Setting)> {
    let mut found = Vec::new();
    // The lines that are open, by indentation; what they add to a key, where that is known.
    let mut open: Vec<(usize, Option<String>)> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let key = key_of(&line[indent..]).map(|length| Span::new(start + indent, start + indent + length));
        start += line.len();
        let Some(key) = key else { continue };
        open.retain(|(outer, _)| *outer < indent);
        let name = key.of(text);
        let path = match open.last() {
            _ if roots.below.iter().any(|root| root == name) => Some(String::new()),
            Some((_, Some(outer))) if !outer.is_empty() => Some(format!("{outer}.{name}")),
            Some((_, None)) => None,
            Some(_) => Some(name.to_owned()),
            None => roots.whole.then(|| name.to_owned()),
        };
        let is_nested = |path: &&String| path.as_str() != name && !path.is_empty();
        if let Some((path, setting)) = path.as_ref().filter(is_nested).zip(setting(text, key)) {
            found.push((path.clone(), setting));
        }
        open.push((indent, path));
    }
    found
}

/// The length of the key that `line` begins with.
fn key_of(line: &str) -> Option<usize> {
    let length = line.find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '.' | '-' | '_'))?;
    let is_key = length > 0 && !line.starts_with('-') && line[length..].starts_with(':');
    (is_key && line[length + 1..].starts_with(char::is_whitespace)).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, whole: bool) -> Vec<String> {
        let below = ["config.yaml".to_owned()];
        let found = nested(text, &Roots { whole, below: &below });
        let told = found
            .into_iter()
            .map(|(path, setting)| format!("{path}={}", setting.value.map_or("", |value| value.of(text))));
        told.collect()
    }

    #[test]
    fn parts_of_a_key_are_put_together() {
        let text = "a:\n  b:\n    c: x\n  # d: y\n  e.f: z\ng.h: i\n";
        assert_eq!(read(text, true), ["a.b=", "a.b.c=x", "a.e.f=z"]);
        assert_eq!(read(text, false), Vec::<String>::new());
    }

    #[test]
    fn a_root_begins_anew() {
        let text = "data:\n  config.yaml: |\n    a:\n      b: x\n  other: |\n    a:\n      b: x\n";
        assert_eq!(read(text, false), ["a.b=x"]);
    }
}
