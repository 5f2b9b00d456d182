//! Where two transforms speak of one line, the more exact one has the word.
//!
//! A transform that is a last resort knows that something is wrong and little of what to do; its
//! findings go at every line at which another transform has found something.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::catalog::Transform;
use crate::finding::{Finding, Site};
use crate::text::LineIndex;
use crate::types::Project;

/// The findings of all transforms, but for those of last resorts at lines that are taken.
pub(super) fn without_taken(found: Vec<(&Transform, Vec<Finding>)>, project: &Project) -> Vec<Finding> {
    let (resorts, exact): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(transform, _)| transform.last_resort);
    let mut findings: Vec<Finding> = exact.into_iter().flat_map(|(_, findings)| findings).collect();
    let resorts: Vec<Finding> = resorts.into_iter().flat_map(|(_, findings)| findings).collect();
    let mut lines = Lines { project, indexes: BTreeMap::new() };
    let paths: BTreeSet<_> = resorts.iter().map(|finding| Arc::clone(&finding.site.path)).collect();
    let beside = findings.iter().filter(|finding| paths.contains(&finding.site.path));
    let taken: BTreeSet<_> = beside.filter_map(|finding| lines.of(&finding.site)).collect();
    findings.extend(
        resorts
            .into_iter()
            .filter(|finding| lines.of(&finding.site).is_none_or(|line| !taken.contains(&line))),
    );
    findings
}

/// In which lines sites begin.
struct Lines<'p> {
    project: &'p Project,
    indexes: BTreeMap<Arc<str>, LineIndex>,
}

impl Lines<'_> {
    fn of(&mut self, site: &Site) -> Option<(Arc<str>, usize)> {
        let source = self.project.text(&site.path)?;
        let index =
            self.indexes.entry(Arc::clone(&site.path)).or_insert_with(|| LineIndex::new(source.text()));
        Some((Arc::clone(&site.path), index.line_column(source.text(), site.span.start).line))
    }
}
