//! Findings as text: with their source lines for a terminal, one a line for a pipe.

use std::io::{self, Write};

use super::prose::printable;
use super::{Said, Side, Subject, style};
use crate::finding::{Finding, RemedyKind};
use crate::plan::{Held, Place, Reported};
use crate::text::{LineIndex, SourceText};

/// How much room a finding takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Under the name of its file, with the source line.
    Terminal,
    /// One line a finding.
    Lines,
}

/// Writes `findings`, which are sorted by path, with their places in the text of `side`.
pub fn write_findings(
    out: &mut dyn Write,
    subject: &Subject<'_>,
    findings: &[&Reported],
    side: Side,
    layout: Layout,
) -> io::Result<()> {
    match layout {
        Layout::Lines => findings.iter().try_for_each(|reported| write_line(out, subject, reported, side)),
        Layout::Terminal => findings
            .chunk_by(|one, two| one.finding.site.path == two.finding.site.path)
            .try_for_each(|file| write_file(out, subject, file, side)),
    }
}

/// Writes the changes that the engine would not make.
pub fn write_held(out: &mut dyn Write, held: &[Held]) -> io::Result<()> {
    for Held { reported, why } in held {
        let (finding, start) = (&reported.finding, reported.place.start);
        let path = printable(&finding.site.path);
        let (line, column, transform) = (start.line, start.column, &finding.transform);
        let (what, why) = (&finding.note.what, why.trim_end_matches('.'));
        writeln!(out, "{path}:{line}:{column}: held [{transform}] {what} It was not changed: {why}.")?;
    }
    Ok(())
}

fn write_line(out: &mut dyn Write, subject: &Subject<'_>, reported: &Reported, side: Side) -> io::Result<()> {
    let Finding { transform, site, remedy, .. } = &reported.finding;
    let start = side.place(reported).start;
    let Said { what, why, now, .. } = subject.said(reported);
    let message: Vec<&str> = [what, why, now].into_iter().filter(|part| !part.is_empty()).collect();
    let message = message.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let (path, word) = (printable(&site.path), remedy.kind().word());
    writeln!(out, "{path}:{}:{}: {word} [{transform}] {message}", start.line, start.column)
}

fn write_file(
    out: &mut dyn Write,
    subject: &Subject<'_>,
    findings: &[&Reported],
    side: Side,
) -> io::Result<()> {
    let Some(first) = findings.first() else { return Ok(()) };
    let path = &first.finding.site.path;
    let heading = style::HEADING;
    writeln!(out, "{heading}{}{heading:#}", printable(path))?;
    let source = subject.source(path, side);
    let lines = source.as_deref().map(|source| (source, LineIndex::new(source.text())));
    for reported in findings {
        write_head(out, reported, side)?;
        if let Some((source, lines)) = &lines {
            write_source_line(out, source, lines, side.place(reported))?;
        }
        write_message(out, &subject.said(reported))?;
    }
    Ok(())
}

fn write_head(out: &mut dyn Write, reported: &Reported, side: Side) -> io::Result<()> {
    let kind = reported.finding.remedy.kind();
    let (style, dim, start) = (style::remedy(kind), style::DIM, side.place(reported).start);
    let transform = &reported.finding.transform;
    let (line, column, word) = (start.line, start.column, kind.word());
    writeln!(out, "  {line}:{column}  {style}{word}{style:#}  {dim}{transform}{dim:#}")
}

fn write_source_line(
    out: &mut dyn Write,
    source: &SourceText,
    lines: &LineIndex,
    place: Place,
) -> io::Result<()> {
    let text = lines.line(source.text(), place.start.line).trim_start_matches('\u{feff}');
    let shown = |text: &str| printable(text).replace('\t', "    ");
    let start = text.char_indices().nth(place.start.column - 1).map_or(text.len(), |(at, _)| at);
    let (before, rest) = text.split_at(start);
    let marked = rest.char_indices().take_while(|(at, _)| *at < place.span.len());
    let marked: String = marked.map(|(_, char)| char).collect();
    let dim = style::DIM;
    writeln!(out, "    {dim}|{dim:#} {}", shown(text))?;
    let (indent, width) = (shown(before).chars().count(), shown(marked.trim_end()).chars().count().max(1));
    let style = style::remedy(RemedyKind::Review);
    writeln!(out, "    {dim}|{dim:#} {:indent$}{style}{}{style:#}", "", "^".repeat(width))
}

fn write_message(out: &mut dyn Write, said: &Said<'_>) -> io::Result<()> {
    let (hint, dim) = (style::HINT, style::DIM);
    writeln!(out, "    {}", said.what)?;
    if !said.why.is_empty() {
        writeln!(out, "    {dim}why{dim:#} {}", said.why)?;
    }
    if !said.now.is_empty() {
        writeln!(out, "    {hint}now{hint:#} {}", said.now)?;
    }
    if !said.link.is_empty() {
        writeln!(out, "    {dim}see {}{dim:#}", said.link)?;
    }
    writeln!(out)
}
