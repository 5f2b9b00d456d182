//! How a name of a JAR says a Flink release.

use crate::settings::{Release, Settings};

/// The word before a release in a name.
const FLINK: &str = "flink";

/// The name as the settings want it; `None` when it says a Flink 2 already.
pub(super) fn as_asked(name: &str, settings: &Settings) -> Option<String> {
    let (stem, suffix) = name.strip_suffix(".jar").map_or((name, ""), |stem| (stem, ".jar"));
    match &settings.jar_name {
        Some(pattern) if release_in(stem).is_none() => {
            Some(format!("{}{suffix}", put(pattern, stem, settings)))
        }
        Some(_) | None => for_target(name, &settings.target),
    }
}

fn put(pattern: &str, name: &str, settings: &Settings) -> String {
    let target = &settings.target;
    pattern.replace("{name}", name).replace("{minor}", target.minor()).replace("{version}", &target.version)
}

/// The name for `target`; `None` when it says a Flink 2 already.
pub(in crate::rules) fn for_target(name: &str, target: &Release) -> Option<String> {
    let (stem, suffix) = name.strip_suffix(".jar").map_or((name, ""), |stem| (stem, ".jar"));
    let Some(said) = release_in(stem) else {
        return Some(format!("{stem}-flink-{}{suffix}", target.minor()));
    };
    if stem[said.clone()].starts_with("2.") {
        return None;
    }
    let full = stem[said.clone()].matches('.').count() > 1;
    let new = if full { &target.version } else { target.minor() };
    Some(format!("{}{new}{}{suffix}", &stem[..said.start], &stem[said.end..]))
}

/// The name before `for_target` made it, as far as it can be told: where it differs, and what may stand there.
pub(super) fn before<'n>(name: &'n str, target: &Release) -> Option<(&'n str, &'n str)> {
    let said = release_in(name)?;
    if name[said.clone()] != *target.minor() && name[said.clone()] != *target.version {
        return None;
    }
    Some((&name[..said.start], &name[said.end..]))
}

/// Where a name says a Flink release: digits and dots behind the word.
pub(super) fn release_in(name: &str) -> Option<std::ops::Range<usize>> {
    let lower = name.to_ascii_lowercase();
    for (at, word) in lower.match_indices(FLINK) {
        let behind = &name[at + word.len()..];
        let start = at + word.len() + (behind.len() - behind.trim_start_matches(['-', '_', '.', 'v']).len());
        let digits = name[start..].trim_start_matches(|char: char| char.is_ascii_digit() || char == '.');
        let end = start + name[start..].len() - digits.len();
        let said = name[start..end].trim_end_matches('.');
        if said.starts_with("1.") || said.starts_with("2.") {
            return Some(start..start + said.len());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(name: &str) -> Option<String> {
        for_target(name, &Release { version: "2.2.0".into(), java: 17 })
    }

    #[test]
    fn the_target_comes_behind_or_takes_the_place_of_the_old_release() {
        assert_eq!(renamed("my-app").as_deref(), Some("my-app-flink-2.2"));
        assert_eq!(renamed("my-app.jar").as_deref(), Some("my-app-flink-2.2.jar"));
        assert_eq!(renamed("my-app-flink-1.20").as_deref(), Some("my-app-flink-2.2"));
        assert_eq!(renamed("app_flink1.15.2-all").as_deref(), Some("app_flink2.2.0-all"));
        assert_eq!(renamed("my-flink-app").as_deref(), Some("my-flink-app-flink-2.2"));
        assert_eq!(renamed("my-app-flink-2.2"), None);
    }
}
