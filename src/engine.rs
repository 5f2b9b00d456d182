//! The fold over the ordered list of transforms: detect, change, settle imports, guard, again until still.
//!
//! A plan is a function of the files, the catalog and the settings, and of
//! nothing else. Deliberately absent: git and printing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::catalog::Transform;
use crate::finding::{Finding, Remedy};
use crate::plan::{Detected, Held, Plan, Reported, Rewritten, Step};
use crate::settings::Settings;
use crate::snapshot::Snapshot;
use crate::types::Project;

mod blocked;
mod detect;
mod guard;
mod history;
mod ignores;
mod imports;
mod last_resort;
mod load;
mod platform;
mod step;
mod words;

pub use load::LARGEST_FILE;

use blocked::Barriers;
use detect::Detector;
use history::Histories;
use ignores::Ignores;
use words::{WordSet, Words};

/// Hears how far a run has come; every method may do nothing.
pub trait Progress: Sync {
    /// So many files will be read.
    fn files(&self, _total: usize) {}
    /// One more file has been read.
    fn file(&self) {}
    /// The work of a transform begins.
    fn step(&self, _transform: &str) {}
}

/// Reports nothing.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Progress for Silent {}

/// Makes the plan that moves the files of `snapshot` to the target of `settings`.
pub fn plan(snapshot: Snapshot, catalog: &[Transform], settings: &Settings, progress: &dyn Progress) -> Plan {
    let wanted = catalog.iter().filter(|transform| settings.wants(&transform.id)).collect();
    let (detectors, words) = Detector::all(wanted);
    let loaded = load::load(&snapshot, &detectors, &words, progress);
    let mut skipped = snapshot.skipped.clone();
    skipped.extend(loaded.skipped);
    skipped.sort();
    let files_read = loaded.texts.len();
    let origin = snapshot.origin.clone();
    let mut project = Project::new(snapshot, loaded.texts);
    let platform = platform::detect(loaded.witness, settings);

    let (histories, held) = (Histories::default(), Vec::new());
    let rules = detectors.iter().flat_map(|detector| &detector.transform.rules);
    let artifacts: BTreeSet<String> = rules.flat_map(|rule| rule.artifacts().old).collect();
    let transforms = || detectors.iter().map(|detector| detector.transform);
    let barriers = Barriers::of(transforms(), &artifacts, Ignores::of(settings));
    let mut run =
        Run { settings, platform, artifacts, barriers, words, found: loaded.found, histories, held };
    let mut steps = Vec::new();
    for detector in &detectors {
        progress.step(&detector.transform.id);
        steps.extend(step::work(detector, &mut project, &mut run));
    }
    let open = run.still_matching(&detectors, &project);
    let steps = steps.into_iter().map(|step| run.finished(step)).collect();
    Plan {
        origin,
        target: settings.target.clone(),
        platform: run.platform.clone(),
        steps,
        files: run.histories.rewritten(&project),
        open,
        held: run.held_reports(),
        skipped,
        transforms: detectors.len(),
        files_read,
    }
}

/// What lives as long as a run.
struct Run<'s> {
    settings: &'s Settings,
    platform: Detected,
    /// What some rule speaks about, as `group:artifact`.
    artifacts: BTreeSet<String>,
    barriers: Barriers,
    words: Words,
    /// The words that stand in each file as it is now.
    found: BTreeMap<Arc<str>, WordSet>,
    histories: Histories,
    held: Vec<HeldChange>,
}

/// A change that was not made, with the layer of its file in which it was found.
struct HeldChange {
    finding: Finding,
    layer: usize,
    why: String,
}

impl Run<'_> {
    /// Everything that still matches after the last step, sorted by place.
    fn still_matching(&mut self, detectors: &[Detector<'_>], project: &Project) -> Vec<Reported> {
        let transforms = detectors.iter().map(|detector| detector.transform);
        let found = transforms.zip(detect::all(detectors, project, self)).collect();
        let findings = last_resort::without_taken(found, project);
        let mut open = Vec::new();
        for finding in findings {
            if let Some(text) = project.text(&finding.site.path) {
                self.histories.see(&finding.site.path, &text);
            }
            let finding = blocked::left_to_a_person(finding, project, &self.barriers);
            let layer = self.histories.layers(&finding.site.path);
            let leave_out = self.settings.safe && matches!(finding.remedy, Remedy::Review(_));
            match &finding.remedy {
                Remedy::Apply(_) | Remedy::Review(_) if !leave_out => {
                    if !self.is_held(&finding) {
                        let why = "it still matches after the last pass".to_owned();
                        self.held.push(HeldChange { finding, layer, why });
                    }
                }
                Remedy::Apply(_) | Remedy::Review(_) | Remedy::Manual => {
                    open.push(self.histories.report(finding, layer));
                }
            }
        }
        sort(&mut open);
        open
    }

    /// Whether this change was held before; a file may have moved around it since.
    fn is_held(&self, finding: &Finding) -> bool {
        self.held.iter().any(|held| {
            held.finding.transform == finding.transform
                && held.finding.site.path == finding.site.path
                && held.finding.note == finding.note
        })
    }

    fn finished(&self, step: step::Unfinished) -> Step {
        let mut findings: Vec<Reported> =
            step.findings.into_iter().map(|(finding, layer)| self.histories.report(finding, layer)).collect();
        sort(&mut findings);
        Step { transform: step.transform, findings, files: step.files }
    }

    fn held_reports(&self) -> Vec<Held> {
        let report = |held: &HeldChange| Held {
            reported: self.histories.report(held.finding.clone(), held.layer),
            why: held.why.clone(),
        };
        self.held.iter().map(report).collect()
    }
}

/// Puts findings in the order in which people read them, each once.
fn sort(findings: &mut Vec<Reported>) {
    let key = |reported: &Reported| {
        let Finding { transform, site, note, remedy } = &reported.finding;
        (Arc::clone(&site.path), reported.place, Arc::clone(transform), remedy.kind(), note.clone())
    };
    findings.sort_by_cached_key(key);
    findings.dedup_by(|one, two| key(one) == key(two));
}

impl Histories {
    /// The files that differ from what was read.
    fn rewritten(&self, project: &Project) -> BTreeMap<Arc<str>, Rewritten> {
        let rewritten = self.originals().filter_map(|(path, before)| {
            let after = project.text(path)?;
            let before = Arc::clone(before);
            (before != after).then(|| (Arc::clone(path), Rewritten { before, after }))
        });
        rewritten.collect()
    }
}
