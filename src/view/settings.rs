//! Settings as files that are no Java spell them: `key: value`, `key=value`, `-Dkey=value`, members of JSON, nested YAML.
//!
//! Deliberately absent: which keys there are, and what they mean.

use crate::text::Span;

mod nested;

pub use nested::{Roots, nested};

const QUOTES: [char; 3] = ['"', '\'', '`'];

/// How the names of files end that hold prose.
const PROSE: [&str; 4] = [".md", ".adoc", ".rst", ".txt"];

/// A key where it stands, and what it is set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The key, without quotes and without `-D`; of nested YAML its last part.
    pub key: Span,
    /// The value, without quotes, maybe empty; `None` where the key is named and not set.
    pub value: Option<Span>,
}

/// The words with dots in `text` that can be keys.
pub fn dotted_words(text: &str) -> impl Iterator<Item = Span> + '_ {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_');
    let mut end = 0;
    let pieces = text.split_inclusive(move |letter| !is_part(letter)).map(move |piece| {
        end += piece.len();
        (end - piece.len(), piece.trim_end_matches(|letter| !is_part(letter)))
    });
    let words = pieces.map(|(start, piece)| {
        let word = piece.strip_prefix("-D").unwrap_or(piece).trim_start_matches('-');
        let start = start + piece.len() - word.len();
        Span::new(start, start + word.trim_end_matches(['.', '-']).len())
    });
    words.filter(|word| word.of(text).contains('.'))
}

/// Whether the file at `path` holds prose: it speaks of settings and sets none.
pub fn is_prose(path: &str) -> bool {
    PROSE.iter().any(|ending| path.ends_with(ending))
}

/// Whether `word` stands in a comment.
pub fn is_comment_at(text: &str, word: Span) -> bool {
    is_comment(around(text, word).0)
}

/// What `key`, one of the [`dotted_words`], is set to in its line; `None` in a comment.
pub fn setting(text: &str, key: Span) -> Option<Setting> {
    let (before, after) = around(text, key);
    if is_comment(before) {
        return None;
    }
    let own_quote = quote_at(after).filter(|quote| before.ends_with(*quote));
    let rest = after[own_quote.map_or(0, char::len_utf8)..].trim_start_matches([' ', '\t']);
    let value = match rest.chars().next() {
        Some('=') => Some(&rest[1..]).filter(|value| !value.starts_with('=')),
        Some(':') => Some(&rest[1..]).filter(|value| {
            own_quote.is_some() || value.is_empty() || value.starts_with(char::is_whitespace)
        }),
        _ => None,
    };
    let end_of_line = key.end + after.len();
    let value = value.map(|value| {
        let ends = match own_quote.is_none().then(|| quote_around(before)).flatten() {
            Some(quote) => Ends::At(quote),
            None if before.ends_with("-D") => Ends::AtSpace,
            None => Ends::WithLine,
        };
        value_in(text, Span::new(end_of_line - value.len(), end_of_line), ends)
    });
    Some(Setting { key, value })
}

/// Where a value ends that has no quotes of its own.
#[derive(Clone, Copy)]
enum Ends {
    /// At the quote that began before the key: `echo "key: value"`.
    At(char),
    /// At the next argument.
    AtSpace,
    /// With its line, or at a comment.
    WithLine,
}

/// The value in `rest`, the part of a line behind the separator.
fn value_in(text: &str, rest: Span, ends: Ends) -> Span {
    let start = rest.end - rest.of(text).trim_start_matches([' ', '\t']).len();
    let value = &text[start..rest.end];
    if let Some(quote) = quote_at(value) {
        let inner = &value[quote.len_utf8()..];
        let start = start + quote.len_utf8();
        return Span::new(start, start + inner.find(quote).unwrap_or(inner.len()));
    }
    let end = match ends {
        Ends::At(quote) => value.find(quote),
        Ends::AtSpace => value.find(char::is_whitespace),
        Ends::WithLine => value.find(" #"),
    };
    let value = &value[..end.unwrap_or(value.len())];
    let value = value.split('\\').next().unwrap_or(value);
    Span::new(start, start + value.trim_end_matches([' ', '\t', '\r', ',', ';']).len())
}

/// What stands in the line of `word` before and behind it.
fn around(text: &str, word: Span) -> (&str, &str) {
    let start = text[..word.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[word.end..].find('\n').map_or(text.len(), |at| word.end + at);
    (&text[start..word.start], text[word.end..end].trim_end_matches('\r'))
}

/// Whether the line is a comment, as far as what stands `before` a word says.
fn is_comment(before: &str) -> bool {
    let begins = before.trim_start();
    ["#", "//", "-- ", "/*", "*", "<!--"].iter().any(|mark| begins.starts_with(mark))
        || [" #", "\t#", " // "].iter().any(|mark| before.contains(mark))
}

fn quote_at(text: &str) -> Option<char> {
    text.chars().next().filter(|letter| QUOTES.contains(letter))
}

/// The quote that is open at the end of `before`.
fn quote_around(before: &str) -> Option<char> {
    QUOTES.into_iter().find(|quote| before.matches(*quote).count() % 2 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The settings of `text`, as `key=value`, or `key` where it is not set.
    fn read(text: &str) -> Vec<String> {
        let settings = dotted_words(text).filter_map(|word| setting(text, word));
        let told = settings.map(|setting| match setting.value {
            Some(value) => format!("{}={}", setting.key.of(text), value.of(text)),
            None => setting.key.of(text).to_owned(),
        });
        told.collect()
    }

    #[test]
    fn lines_of_yaml_and_of_properties() {
        assert_eq!(
            read("a.b: x y # c.d: z\r\na.b=x\n  - a.b : 'x # y'\na.b:\n"),
            ["a.b=x y", "a.b=x", "a.b=x # y", "a.b="]
        );
    }

    #[test]
    fn members_of_json_and_terraform() {
        assert_eq!(
            read("{\"a.b\": \"x\", \"c.d\" : 5, \"e\": \"f.g\"}"),
            ["a.b=x", "c.d=5, \"e\": \"f.g\"}", "f.g"]
        );
        assert_eq!(read("  'a.b' = \"x\",\n"), ["a.b=x"]);
    }

    #[test]
    fn scripts_and_images() {
        assert_eq!(read("RUN echo \"a.b: x\" >> conf && sed -i 's/c.d/e/'\n"), ["a.b=x", "c.d"]);
        assert_eq!(read("run -Da.b=x -yD a.b=\"x y\" \\\n"), ["a.b=x", "a.b=x y"]);
        assert_eq!(read("FLINK=\"a.b: x\\n\\\nc.d: y\""), ["a.b=x", "c.d=y\""]);
    }

    #[test]
    fn what_is_only_named() {
        assert_eq!(
            read("see a.b. Or a.b::c, a.b==c, a.b:c\n# a.b: x\n// a.b: x\n"),
            ["a.b", "a.b", "a.b", "a.b"]
        );
    }
}
