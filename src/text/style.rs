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

/// The line end that most lines of `text` have.
pub fn newline(text: &str) -> &'static str {
    if !text.contains('\r') {
        return "\n";
    }
    let windows = text.matches("\r\n").count();
    let all = text.matches('\n').count();
    if windows * 2 > all { "\r\n" } else { "\n" }
}

/// The step that most lines take behind an opening brace; without braces, the step that most lines take.
fn indent_step(text: &str) -> Option<String> {
    let (mut after_brace, mut after_any) = (BTreeMap::new(), BTreeMap::new());
    let mut last = "";
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let step = indent_at(line, 0).strip_prefix(indent_at(last, 0)).filter(|step| is_step(step));
        if let Some(step) = step {
            *after_any.entry(step).or_insert(0) += 1;
            if last.trim_end().ends_with('{') {
                *after_brace.entry(step).or_insert(0) += 1;
            }
        }
        last = line;
    }
    most(after_brace).or_else(|| most(after_any))
}

fn is_step(step: &str) -> bool {
    let uniform = step.bytes().all(|byte| Some(&byte) == step.as_bytes().first());
    uniform && (step.starts_with('\t') || (2..=8).contains(&step.len()))
}

/// Of several that occur as often, the shortest.
fn most(steps: BTreeMap<&str, usize>) -> Option<String> {
    steps.into_iter().rev().max_by_key(|(_, count)| *count).map(|(step, _)| step.to_owned())
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
    fn continued_lines_do_not_count_beside_braces() {
        let text = "a {\n    b(\n            c);\n    d(\n            e);\n}\n";
        assert_eq!(Style::of(text, "  ").indent, "    ");
    }

    #[test]
    fn takes_the_step_that_occurs_most() {
        let style = Style::of("a\n  b\n    c\nd\n        e\n", "    ");
        assert_eq!(style.indent, "  ");
    }
}
