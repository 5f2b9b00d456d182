//! New text must look as if the owner of the file had written it.

use std::collections::BTreeMap;

/// The habits of a file that new text must keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// The line end that most lines have.
    pub newline: &'static str,
    /// One step of indentation: tabs or a number of spaces.
    pub indent: String,
}

impl Style {
    /// Learns the habits of `text`; `indent` is taken when the text shows none.
    pub fn of(text: &str, indent: &str) -> Self {
        Self { newline: newline(text), indent: indent_step(text).unwrap_or_else(|| indent.to_owned()) }
    }

    /// `text` with this file's line ends.
    pub fn with_newlines(&self, text: &str) -> String {
        text.replace("\r\n", "\n").replace('\n', self.newline)
    }
}

/// The white space at the beginning of the line that holds `offset`.
pub fn indent_at(text: &str, offset: usize) -> &str {
    let start = text[..offset].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let line = text[start..].trim_start_matches('\u{feff}');
    let width = line.len() - line.trim_start_matches([' ', '\t']).len();
    &line[..width]
}

fn newline(text: &str) -> &'static str {
    let windows = text.matches("\r\n").count();
    let all = text.matches('\n').count();
    if windows * 2 > all { "\r\n" } else { "\n" }
}

fn indent_step(text: &str) -> Option<String> {
    let mut steps: BTreeMap<String, usize> = BTreeMap::new();
    let mut last = "";
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let indent = indent_at(line, 0);
        if let Some(step) = indent.strip_prefix(last).filter(|step| !step.is_empty()) {
            let uniform = step.bytes().all(|byte| byte == step.as_bytes()[0]);
            if uniform && (step.starts_with('\t') || (2..=8).contains(&step.len())) {
                *steps.entry(step.to_owned()).or_default() += 1;
            }
        }
        last = indent;
    }
    steps.into_iter().rev().max_by_key(|(_, count)| *count).map(|(step, _)| step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learns_line_ends_and_indentation() {
        let style = Style::of("a {\r\n\tb {\r\n\t\tc\r\n\t}\r\n}\r\n", "    ");
        assert_eq!(style, Style { newline: "\r\n", indent: "\t".into() });
    }

    #[test]
    fn takes_the_step_that_occurs_most() {
        let style = Style::of("a\n  b\n    c\nd\n        e\n", "    ");
        assert_eq!(style.indent, "  ");
    }
}
