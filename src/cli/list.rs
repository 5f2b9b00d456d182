//! `flinkmod list`: the transforms in their order.

use std::io::{self, Write};

use super::Outcome;
use super::failure::Failure;
use super::streams::Streams;
use crate::catalog::{self, Transform};
use crate::finding::RemedyKind;
use crate::report::style;
use crate::transforms::TRANSFORMS;

pub(super) fn run(streams: &Streams) -> Result<Outcome, Failure> {
    let catalog = catalog::load(TRANSFORMS)?;
    streams.print(|out| write(out, &catalog))?;
    Ok(Outcome::Done)
}

fn write(out: &mut dyn Write, catalog: &[Transform]) -> io::Result<()> {
    let widest = |cell: fn(&Transform) -> &str| catalog.iter().map(|row| cell(row).len()).max().unwrap_or(0);
    let (ids, areas) = (widest(|row| &row.id).max(9), widest(|row| &row.area).max(4));
    let heading = style::HEADING;
    writeln!(out, "{heading}{:ids$}  {:areas$}  rules  remedies{heading:#}", "transform", "area")?;
    for transform in catalog {
        let remedies: Vec<&str> = transform.remedies().into_iter().map(RemedyKind::word).collect();
        let (id, area, rules) = (&transform.id, &transform.area, transform.rules.len());
        writeln!(out, "{id:ids$}  {area:areas$}  {rules:>5}  {}", remedies.join(", "))?;
    }
    Ok(())
}
