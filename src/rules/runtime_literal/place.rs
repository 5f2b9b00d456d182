//! What the name of a runtime is there for, as far as the text around it says.

use crate::text::Span;

const QUOTES: [char; 3] = ['"', '\'', '`'];

/// What a name is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Something is set to it.
    Value,
    /// Something is found by it.
    Table,
    /// A sentence has it.
    Prose,
}

/// The words in `text` that can be names.
pub(super) fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    let mut end = 0;
    let pieces = text.split_inclusive(move |letter| !is_part(letter)).map(move |piece| {
        end += piece.len();
        (end - piece.len(), piece.trim_end_matches(|letter| !is_part(letter)))
    });
    let words = pieces.map(|(start, piece)| {
        let word = piece.trim_start_matches('-');
        let start = start + piece.len() - word.len();
        Span::new(start, start + word.len())
    });
    words.filter(|word| word.of(text).contains('_'))
}

/// Whether `text` is a minor release, written with `_`.
pub(super) fn is_release(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('_').is_some_and(|(major, minor)| is_number(major) && is_number(minor))
}

/// Whether `gap` stands between two members of a list.
pub(super) fn is_separator(gap: &str) -> bool {
    let is_part =
        |letter: char| letter.is_whitespace() || ",-|/\\".contains(letter) || QUOTES.contains(&letter);
    gap.chars().all(is_part) && gap.contains([',', '-', '|', '/'])
}

/// What the name at `span` is there for.
pub(super) fn place(text: &str, span: Span) -> Place {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at);
    let (before, behind) = (&text[start..span.start], text[span.end..end].trim_end());
    let quote = before.chars().next_back().filter(|letter| QUOTES.contains(letter));
    let is_whole = |quote: char| behind.trim_start_matches('\\').starts_with(quote);
    match quote {
        Some(quote) if is_whole(quote) => {
            let before = before.trim_end_matches(quote).trim_end_matches('\\').trim_end();
            let behind = behind.trim_start_matches('\\').trim_start_matches(quote).trim_start();
            quoted(before, behind, span.of(text))
        }
        None if is_set(before) && ends_value(behind) => Place::Value,
        Some(_) | None => Place::Prose,
    }
}

/// What a name in quotes of its own is there for.
fn quoted(before: &str, behind: &str, name: &str) -> Place {
    let asks = ["==", "!=", "case", ".equals(", ".startswith("].iter().any(|sign| before.ends_with(sign));
    let is_key = (behind.starts_with([':', '=']) || behind.starts_with("!=")) && !before.ends_with('?');
    let release = name.rsplit('-').next().unwrap_or(name);
    let of_same_name =
        before.trim_end_matches(['=', ':', '(', ' ']).trim_end_matches(QUOTES).ends_with(release);
    if asks || is_key || of_same_name { Place::Table } else { Place::Value }
}

/// Whether something is set to what stands behind `before`.
fn is_set(before: &str) -> bool {
    let before = before.trim_end();
    let is_argument =
        before.ends_with("--runtime-environment") || before.ends_with("--runtime-environment-update");
    is_argument || before.trim_start() == "-" || before.ends_with([':', '=', '[']) || before.ends_with(":-")
}

/// Whether nothing of the value is in `behind`.
fn ends_value(behind: &str) -> bool {
    let rest = behind.trim_start();
    let ends = [',', '}', ']', ')', '\\', '"', '\'', '`', '#', '&', '|', ';'];
    rest.is_empty() || rest.starts_with(ends) || rest.starts_with("--")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<Place> {
        let names = words(text).filter(|word| word.of(text).contains("FLINK-"));
        names.map(|span| place(text, span)).collect()
    }

    #[test]
    fn values_of_every_format() {
        for text in [
            "RuntimeEnvironment: FLINK-1_18",
            "Default: 'FLINK-1_18' # or newer\r\n",
            "\"RuntimeEnvironment\": \"FLINK-1_18\",",
            "runtime_environment = \"FLINK-1_18\"",
            "aws x --runtime-environment FLINK-1_18 \\",
            "aws x --runtime-environment FLINK-1_18 --region r",
            "RUNTIME=${RUNTIME:-FLINK-1_18}",
            "  - FLINK-1_18",
            ".runtimeEnvironment(\"FLINK-1_18\")",
            "const runtime = props.runtime ?? 'FLINK-1_18';",
            "is_new ? 'FLINK-1_18' : other",
            "-d \"{\\\"RuntimeEnvironment\\\": \\\"FLINK-1_18\\\"}\"",
        ] {
            assert_eq!(places(text), [Place::Value], "{text}");
        }
    }

    #[test]
    fn tables_and_conditions() {
        for text in [
            "FLINK_1_18 = \"FLINK-1_18\",",
            "FLINK_1_18(\"FLINK-1_18\"),",
            "if (runtime === 'FLINK-1_18') {",
            "case \"FLINK-1_18\":",
            "'FLINK-1_18': '1.18',",
            "\"FLINK-1_18\" = \"1.18\"",
        ] {
            assert_eq!(places(text), [Place::Table], "{text}");
        }
    }

    #[test]
    fn sentences() {
        for text in ["or FLINK-1_18.", "\"The runtime, say FLINK-1_18\"", "Description: FLINK-1_18 of old"] {
            assert_eq!(places(text), [Place::Prose], "{text}");
        }
    }
}
