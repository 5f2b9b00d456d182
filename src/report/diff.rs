//! The whole change as one unified diff, byte for byte: `git apply` takes it.

use std::io::{self, Write};
use std::ops::Range;

use anstyle::Style;
use similar::{Algorithm, DiffOp, capture_diff_slices, group_diff_ops};

use super::style;
use crate::plan::{Plan, Rewritten};

/// Lines around a change.
const CONTEXT: usize = 3;

/// Whether a diff has colours.
///
/// It decides itself: a stream that takes colours out could take bytes of somebody's file for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// Only the bytes that `git apply` reads.
    Plain,
    /// With colours around the lines.
    Coloured,
}

impl Paint {
    fn style(self, style: Style) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Coloured => style,
        }
    }
}

/// Writes the diff of all files of the plan.
pub fn write(out: &mut dyn Write, plan: &Plan, paint: Paint) -> io::Result<()> {
    for (path, Rewritten { before, after }) in &plan.files {
        write_file(out, path, before.bytes(), after.bytes(), paint)?;
    }
    Ok(())
}

/// Writes the diff of one file; nothing when it did not change.
pub fn write_file(
    out: &mut dyn Write,
    path: &str,
    before: &[u8],
    after: &[u8],
    paint: Paint,
) -> io::Result<()> {
    if before == after {
        return Ok(());
    }
    // Git ends a line at `\n` and nowhere else.
    let old: Vec<&[u8]> = before.split_inclusive(|byte| *byte == b'\n').collect();
    let new: Vec<&[u8]> = after.split_inclusive(|byte| *byte == b'\n').collect();
    write_header(out, path, paint)?;
    for hunk in group_diff_ops(capture_diff_slices(Algorithm::Myers, &old, &new), CONTEXT) {
        write_hunk(out, &hunk, (&old, &new), paint)?;
    }
    Ok(())
}

fn write_header(out: &mut dyn Write, path: &str, paint: Paint) -> io::Result<()> {
    let (old, new) = (name("a", path), name("b", path));
    // A tab ends a name that has a space in it.
    let tab = if path.contains(' ') { "\t" } else { "" };
    let heading = paint.style(style::HEADING);
    writeln!(out, "{heading}diff --git {old} {new}{heading:#}")?;
    writeln!(out, "{heading}--- {old}{tab}{heading:#}")?;
    writeln!(out, "{heading}+++ {new}{tab}{heading:#}")
}

/// The name as git writes it: in quotes when a character in it would be read as something else.
fn name(side: &str, path: &str) -> String {
    let full = format!("{side}/{path}");
    if !full.contains(|char: char| char.is_control() || char == '"' || char == '\\') {
        return full;
    }
    let escaped = full.chars().map(|char| match char {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        control if control.is_ascii_control() => format!("\\{:03o}", u32::from(control)),
        other => other.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

fn write_hunk(
    out: &mut dyn Write,
    hunk: &[DiffOp],
    (old, new): (&[&[u8]], &[&[u8]]),
    paint: Paint,
) -> io::Result<()> {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { return Ok(()) };
    let removed = range(first.old_range().start..last.old_range().end);
    let added = range(first.new_range().start..last.new_range().end);
    let hint = paint.style(style::HINT);
    writeln!(out, "{hint}@@ -{removed} +{added} @@{hint:#}")?;
    for op in hunk {
        if let DiffOp::Equal { old_index, len, .. } = op {
            write_lines(out, b' ', Style::new(), &old[*old_index..old_index + len])?;
        } else {
            write_lines(out, b'-', paint.style(style::REMOVED), &old[op.old_range()])?;
            write_lines(out, b'+', paint.style(style::ADDED), &new[op.new_range()])?;
        }
    }
    Ok(())
}

/// First line and number of lines; an empty range names the line before it.
fn range(lines: Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.start + 1),
        count => format!("{},{count}", lines.start + 1),
    }
}

fn write_lines(out: &mut dyn Write, sign: u8, style: Style, lines: &[&[u8]]) -> io::Result<()> {
    for line in lines {
        let (text, end) = line.split_at(line.len() - usize::from(line.ends_with(b"\n")));
        write!(out, "{style}")?;
        out.write_all(&[sign])?;
        out.write_all(text)?;
        writeln!(out, "{style:#}")?;
        if end.is_empty() {
            writeln!(out, "\\ No newline at end of file")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(path: &str, before: &[u8], after: &[u8]) -> String {
        let mut out = Vec::new();
        write_file(&mut out, path, before, after, Paint::Plain).expect("memory takes everything");
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn names_the_lines_as_git_does() {
        let expected = "diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1,2 +1,3 @@\n a\n+b\n c\n";
        assert_eq!(diff("f", b"a\nc\n", b"a\nb\nc\n"), expected);
    }

    #[test]
    fn says_that_the_last_line_has_no_end() {
        let expected = "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n";
        assert!(diff("f", b"a", b"b").ends_with(expected));
    }

    #[test]
    fn quotes_names_that_would_be_misread() {
        assert!(diff("a\"b", b"", b"x\n").contains("--- \"a/a\\\"b\"\n"));
        assert!(diff("a b", b"", b"x\n").contains("--- a/a b\t\n"));
    }
}
