//! Changes that may not even be tried: they are left to a person.

use std::sync::Arc;

use crate::finding::{Change, Finding, Remedy};
use crate::types::Project;

/// The finding as it is, or left to a person when its change may not be made.
pub(super) fn left_to_a_person(mut finding: Finding, project: &Project) -> Finding {
    let Some(why) = finding.remedy.change().and_then(|change| why_blocked(change, project)) else {
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

/// Why `change` may not be made; a sentence.
pub(super) fn why_blocked(change: &Change, project: &Project) -> Option<String> {
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
