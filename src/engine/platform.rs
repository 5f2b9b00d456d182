//! Finds out where the application runs.

use crate::plan::Detected;
use crate::settings::{Platform, Settings};
use crate::transforms::MANAGED_FLINK_WORDS;
use crate::types::Project;

/// The platform that was asked for, or the one that the files speak of.
pub(super) fn detect(project: &Project, settings: &Settings) -> Detected {
    if let Some(platform) = settings.platform {
        return Detected { platform, why: "It was asked for.".to_owned() };
    }
    let in_scope = project.files().filter(|file| project.snapshot().in_scope(&file.path));
    let witness = in_scope.filter_map(|file| {
        let word = MANAGED_FLINK_WORDS.iter().find(|word| file.text().contains(**word))?;
        Some(format!("`{}` names `{word}`.", file.path))
    });
    match witness.min() {
        Some(why) => Detected { platform: Platform::ManagedFlink, why },
        None => Detected {
            platform: Platform::OpenSource,
            why: "No build file and no source names the runtime of Managed Service for Apache Flink."
                .to_owned(),
        },
    }
}
