//! Changes that may not even be tried: they are left to a person.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::catalog::Transform;
use crate::finding::{Change, Finding, Remedy, TransformId};
use crate::rules::coordinate::Coordinate;
use crate::rules::waiting;
use crate::types::Project;

use super::ignores::Ignores;

/// What stands in the way of changes, apart from the files.
pub(super) struct Barriers {
    /// Transforms that write what only artifacts for Flink 2 have, with those of them that a run moves.
    waits: BTreeMap<TransformId, Vec<Coordinate>>,
    /// Paths that stay as they are.
    pub(super) ignores: Ignores,
}

impl Barriers {
    /// What `transforms` wait for; `moved` are the artifacts that one of them moves, as `group:artifact`.
    pub(super) fn of<'t>(
        transforms: impl Iterator<Item = &'t Transform>,
        moved: &BTreeSet<String>,
        ignores: Ignores,
    ) -> Self {
        let waits = transforms.map(|transform| {
            let artifacts = transform.waits_for.iter().filter(|one| moved.contains(&one.to_string()));
            (TransformId::clone(&transform.id), artifacts.cloned().collect())
        });
        Self { waits: waits.filter(|(_, artifacts): &(_, Vec<_>)| !artifacts.is_empty()).collect(), ignores }
    }

    /// Why a file that `change` rewrites is left alone; a sentence.
    fn ignored(&self, finding: &Finding, change: &Change) -> Option<String> {
        let path = change.edits.keys().find(|path| self.ignores.hold(path, &finding.transform))?;
        Some(format!("`{path}` must change as well, and the settings say to ignore it."))
    }

    /// Why the change of `finding` must wait for an artifact; a sentence.
    fn why(&self, finding: &Finding, project: &Project) -> Option<String> {
        let artifacts = self.waits.get(&finding.transform)?;
        let (pom, artifact) = waiting::unmoved(project, &finding.site.path, artifacts)?;
        Some(format!(
            "`{artifact}` in `{pom}` is for Flink 1 still; move it as its finding says and run flinkmod again.",
        ))
    }
}

/// The finding as it is, or left to a person when its change may not be made.
pub(super) fn left_to_a_person(mut finding: Finding, project: &Project, barriers: &Barriers) -> Finding {
    let Some(why) = why_blocked(&finding, project, barriers) else {
        return finding;
    };
    let now = &mut finding.note.now;
    if !now.is_empty() {
        now.insert(0, ' ');
    }
    now.insert_str(0, &why);
    finding.remedy = Remedy::Manual;
    finding
}

/// Why the change of `finding` may not be made; a sentence.
pub(super) fn why_blocked(finding: &Finding, project: &Project, barriers: &Barriers) -> Option<String> {
    let change = finding.remedy.change()?;
    unwritable(change, project)
        .or_else(|| barriers.ignored(finding, change))
        .or_else(|| barriers.why(finding, project))
}

/// Why a file that `change` rewrites may not be; a sentence.
fn unwritable(change: &Change, project: &Project) -> Option<String> {
    let paths = || change.edits.keys();
    if let Some(outside) = paths().find(|path| !project.snapshot().in_scope(path)) {
        return Some(format!(
            "`{outside}` must change as well and lies outside `{}`; run flinkmod on the folder that holds both.",
            project.snapshot().scope.trim_end_matches('/'),
        ));
    }
    let broken = |path: &&Arc<str>| project.file(path).is_none_or(|file| file.syntax_errors() > 0);
    let broken = paths().find(broken)?;
    Some(format!("`{broken}` does not parse and is left as it is; mend it and run flinkmod again."))
}
