//! `flinkmod explain`: what a transform does and why, with an example from its fixtures.

use std::io::{self, Write};

use super::Outcome;
use super::failure::Failure;
use super::streams::Streams;
use super::task;
use super::typed::ExplainArgs;
use crate::catalog::{self, Transform};
use crate::report::diff::{self, Paint};
use crate::report::prose::wrapped;
use crate::report::style;
use crate::transforms::TRANSFORMS;

/// Lines that are easy to read.
const WIDTH: usize = 90;

/// A file of a case: its path, and its bytes before and after.
type Example = (&'static str, &'static [u8], &'static [u8]);

/// The files of the first case of each transform; `build.rs` collects them.
const EXAMPLES: &[(&str, &[Example])] = include!(concat!(env!("OUT_DIR"), "/examples.rs"));

pub(super) fn run(typed: &ExplainArgs, streams: &Streams) -> Result<Outcome, Failure> {
    let catalog = catalog::load(TRANSFORMS)?;
    let transform = task::transform(&typed.transform, &catalog)?;
    streams.print(|out| write(out, transform))?;
    Ok(Outcome::Done)
}

fn write(out: &mut dyn Write, transform: &Transform) -> io::Result<()> {
    let Transform { id, title, since, area, link, why, rewrites, leaves, .. } = transform;
    let (heading, dim) = (style::HEADING, style::DIM);
    writeln!(out, "{heading}{title}{heading:#}")?;
    writeln!(out, "{dim}{id}, {area}, since Flink {since}{dim:#}")?;
    write_part(out, "Why", why)?;
    write_part(out, "What is rewritten", rewrites)?;
    write_part(out, "What is left to you", leaves)?;
    write_part(out, "Read on", link)?;
    let examples = EXAMPLES.iter().find(|(example, _)| *example == &**id);
    let files = examples.map_or(&[] as &[Example], |(_, files)| files);
    if !files.is_empty() {
        writeln!(out, "\n{heading}Example{heading:#}")?;
    }
    files
        .iter()
        .try_for_each(|(path, before, after)| diff::write_file(out, path, before, after, Paint::Coloured))
}

fn write_part(out: &mut dyn Write, name: &str, text: &str) -> io::Result<()> {
    if text.trim().is_empty() {
        return Ok(());
    }
    let heading = style::HEADING;
    writeln!(out, "\n{heading}{name}{heading:#}")?;
    writeln!(out, "  {}", wrapped(text, WIDTH, "  "))
}
