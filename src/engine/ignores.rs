//! Paths that the settings say to leave alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::settings::Settings;

/// Patterns, each with the transforms that it is for; none means all.
pub(super) struct Ignores(Vec<(Gitignore, BTreeSet<Arc<str>>)>);

impl Ignores {
    /// Those of `settings`; a pattern that is none ignores nothing.
    pub(super) fn of(settings: &Settings) -> Self {
        let matcher = |pattern: &str| {
            let mut builder = GitignoreBuilder::new("");
            builder.add_line(None, pattern).ok()?;
            builder.build().ok()
        };
        let all = settings.ignored.iter();
        Self(all.filter_map(|one| Some((matcher(&one.pattern)?, one.transforms.clone()))).collect())
    }

    /// Whether `transform` leaves the file at `path` alone.
    pub(super) fn hold(&self, path: &str, transform: &str) -> bool {
        self.0.iter().any(|(pattern, transforms)| {
            (transforms.is_empty() || transforms.contains(transform))
                && pattern.matched_path_or_any_parents(path, false).is_ignore()
        })
    }
}
