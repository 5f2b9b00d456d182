//! The work of one transform: passes until nothing more changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::detect::Detector;
use super::guard::{self, Remade};
use super::{HeldChange, Run, blocked};
use crate::finding::{Change, Finding, Remedy, TransformId};
use crate::text::{EditSet, SourceText};
use crate::types::Project;

/// A transform that has not come to rest after so many passes is stopped.
const MOST_PASSES: usize = 4;

/// A step whose findings still speak of the texts in which they were made.
pub(super) struct Unfinished {
    pub(super) transform: TransformId,
    /// With the number of layers that the file had.
    pub(super) findings: Vec<(Finding, usize)>,
    pub(super) files: BTreeMap<Arc<str>, Arc<SourceText>>,
}

/// Lets the transform work; `None` when it changes nothing.
pub(super) fn work(detector: &Detector<'_>, project: &mut Project, run: &mut Run<'_>) -> Option<Unfinished> {
    if !detector.can_change() {
        return None;
    }
    let transform = TransformId::clone(&detector.transform.id);
    let mut step = Unfinished { transform, findings: Vec::new(), files: BTreeMap::new() };
    for _ in 0..MOST_PASSES {
        let findings = detector.changes(project, run);
        for finding in &findings {
            if let Some(text) = project.text(&finding.site.path) {
                run.histories.see(&finding.site.path, &text);
            }
        }
        let (remade, made) = pass(findings, project, run);
        if remade.is_empty() {
            break;
        }
        for finding in made {
            let layer = run.histories.layers(&finding.site.path);
            step.findings.push((finding, layer));
        }
        for remade in &remade {
            remade.enter(&mut run.histories);
            let found = run.words.found(remade.file.source.bytes());
            run.found.insert(Arc::clone(&remade.file.path), found);
            step.files.insert(Arc::clone(&remade.file.path), Arc::clone(&remade.file.source));
        }
        project.replace(remade.into_iter().map(|remade| remade.file));
    }
    (!step.files.is_empty()).then_some(step)
}

/// Makes as many changes as fit beside each other; gives the new files and the findings that were served.
fn pass(findings: Vec<Finding>, project: &Project, run: &mut Run<'_>) -> (Vec<Remade>, Vec<Finding>) {
    let mut wanted: Vec<Finding> =
        findings.into_iter().filter(|finding| may(finding, project, run)).collect();
    loop {
        let accepted = Accepted::of(&wanted);
        let remade: Vec<(Arc<str>, Result<Remade, String>)> = accepted
            .edits
            .par_iter()
            .map(|(path, edits)| (Arc::clone(path), guard::remake(path, edits, project)))
            .collect();
        let broken: BTreeMap<Arc<str>, String> = remade
            .iter()
            .filter_map(|(path, remade)| Some((Arc::clone(path), remade.as_ref().err()?.clone())))
            .collect();
        if broken.is_empty() {
            let made = wanted.into_iter().filter(|finding| accepted.serves(finding)).collect();
            return (remade.into_iter().filter_map(|(_, remade)| remade.ok()).collect(), made);
        }
        wanted = hold(wanted, &accepted, &broken, run);
    }
}

/// Whether the finding has a change that may be tried.
fn may(finding: &Finding, project: &Project, run: &Run<'_>) -> bool {
    let wanted = match &finding.remedy {
        Remedy::Apply(_) => true,
        Remedy::Review(_) => !run.settings.safe,
        Remedy::Manual => false,
    };
    wanted
        && finding.remedy.change().is_some()
        && blocked::why_blocked(finding, project, &run.barriers).is_none()
        && !run.is_held(finding)
}

/// Takes the changes that broke a file out of `wanted`, and remembers why.
fn hold(
    wanted: Vec<Finding>,
    accepted: &Accepted,
    broken: &BTreeMap<Arc<str>, String>,
    run: &mut Run<'_>,
) -> Vec<Finding> {
    let mut free = Vec::new();
    for finding in wanted {
        let mut paths = finding.remedy.change().into_iter().flat_map(|change| change.edits.keys());
        let why = paths.find_map(|path| broken.get(path));
        match why.filter(|_| accepted.serves(&finding)) {
            None => free.push(finding),
            Some(why) => {
                let layer = run.histories.layers(&finding.site.path);
                run.held.push(HeldChange { finding, layer, why: why.clone() });
            }
        }
    }
    free
}

/// The changes of one pass that fit beside each other, first come, first served.
struct Accepted {
    edits: BTreeMap<Arc<str>, EditSet>,
    /// The addresses of the changes, which several findings may carry.
    changes: BTreeSet<*const Change>,
}

impl Accepted {
    fn of(findings: &[Finding]) -> Self {
        let mut accepted = Self { edits: BTreeMap::new(), changes: BTreeSet::new() };
        for change in findings.iter().filter_map(|finding| finding.remedy.change()) {
            if !accepted.changes.contains(&Arc::as_ptr(change)) && accepted.take(change) {
                accepted.changes.insert(Arc::as_ptr(change));
            }
        }
        accepted
    }

    /// Takes the whole change, or nothing of it.
    fn take(&mut self, change: &Change) -> bool {
        let mut merged = Vec::new();
        for (path, edits) in &change.edits {
            let mut set = self.edits.get(path).cloned().unwrap_or_default();
            if set.union(edits).is_err() {
                return false;
            }
            merged.push((Arc::clone(path), set));
        }
        self.edits.extend(merged);
        true
    }

    fn serves(&self, finding: &Finding) -> bool {
        finding.remedy.change().is_some_and(|change| self.changes.contains(&Arc::as_ptr(change)))
    }
}
