//! Words for people: sentences, numbers, lines that fit.

use std::borrow::Cow;

use crate::text::UNKNOWN_CHAR;

/// The first sentence of prose: up to a full stop before white space.
pub fn first_sentence(text: &str) -> &str {
    let ends = text.match_indices('.').map(|(at, _)| at + 1);
    let end = ends.into_iter().find(|end| text[*end..].starts_with(char::is_whitespace));
    text[..end.unwrap_or(text.len())].trim()
}

/// `1 file`, `2 files`.
pub fn counted(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// `text` in lines of at most `width` characters, each but the first after `indent`.
///
/// A longer word has a line of its own.
pub fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is a line from the start");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(format!("{indent}{word}"));
        }
    }
    lines.join("\n")
}

/// Text of somebody's file or its name, without characters that would steer a terminal.
pub fn printable(text: &str) -> Cow<'_, str> {
    let steers = |char: char| char == UNKNOWN_CHAR || (char.is_control() && char != '\t');
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|char| if steers(char) { char::REPLACEMENT_CHARACTER } else { char }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_does_not_end_a_sentence() {
        assert_eq!(first_sentence("Flink 2.0 dropped it. Use another."), "Flink 2.0 dropped it.");
        assert_eq!(first_sentence("No stop"), "No stop");
    }

    #[test]
    fn breaks_prose_between_words() {
        assert_eq!(wrapped("one two\nthree four", 9, "  "), "one two\n  three\n  four");
    }

    #[test]
    fn a_file_does_not_steer_the_terminal() {
        assert_eq!(printable("a\u{1b}[2Jb"), "a\u{fffd}[2Jb");
    }
}
