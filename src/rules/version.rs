//! What can be told from the text of a version.

/// What a version says about the Flink release that it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Age {
    /// It is for Flink 1, or older than what is wanted.
    Old,
    /// It needs nothing.
    New,
    /// A range or a snapshot: what it is changes from day to day.
    Moving,
}

/// The age of a version of Flink itself.
pub(super) fn age_of_flink(version: &str) -> Age {
    let first = || version.split(['.', '-']).next().and_then(|part| part.parse::<u32>().ok());
    if is_moving(version) {
        return if mentions_flink_2(version) { Age::New } else { Age::Moving };
    }
    if first().is_some_and(|major| major < 2) { Age::Old } else { Age::New }
}

/// Whether a version is that of a release of Flink 1.
pub(super) fn is_flink_1(version: &str) -> bool {
    let parts: Option<Vec<u32>> = version.split('.').map(|part| part.parse().ok()).collect();
    parts.is_some_and(|parts| matches!(parts[..], [1, 0..=20] | [1, 0..=20, _]))
}

/// The age of `version` beside `wanted`, for artifacts with releases of their own.
///
/// `4.0.1-2.0` is for Flink 2.0; such a suffix says more than the number.
pub(super) fn age_of_release(version: &str, wanted: &str) -> Age {
    if is_moving(version) {
        return Age::Moving;
    }
    let old = match (flink_suffix(version), flink_suffix(wanted)) {
        (Some(suffix), Some(_)) => suffix.starts_with("1."),
        (None, Some(_)) => true,
        (_, None) => numbers(version) < numbers(wanted),
    };
    if old { Age::Old } else { Age::New }
}

/// Whether `version` comes before `minimum`; a version that is not of numbers does not.
pub(super) fn is_before(version: &str, minimum: &str) -> bool {
    version.starts_with(|first: char| first.is_ascii_digit()) && numbers(version) < numbers(minimum)
}

/// The Flink release in the suffix of a connector's version.
pub(super) fn flink_suffix(version: &str) -> Option<&str> {
    let (_, suffix) = version.rsplit_once('-')?;
    let (major, minor) = suffix.split_once('.')?;
    (matches!(major, "1" | "2") && minor.bytes().all(|byte| byte.is_ascii_digit())).then_some(suffix)
}

fn is_moving(version: &str) -> bool {
    version.ends_with("-SNAPSHOT")
        || version.starts_with(['[', '('])
        || matches!(version, "LATEST" | "RELEASE" | "latest")
}

fn mentions_flink_2(version: &str) -> bool {
    version.trim_start_matches(['[', '(']).starts_with("2.")
}

fn numbers(version: &str) -> Vec<u32> {
    let parts = version.split('-').next().unwrap_or_default().split('.');
    parts.map_while(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_suffix_says_which_flink_a_release_is_for() {
        assert_eq!(age_of_release("5.1.0-1.20", "4.0.0-2.0"), Age::Old);
        assert_eq!(age_of_release("1.15.2", "4.0.0-2.0"), Age::Old);
        assert_eq!(age_of_release("4.0.1-2.0", "4.0.0-2.0"), Age::New);
        assert_eq!(age_of_release("5.0.0-2.2", "4.0.0-2.0"), Age::New);
        assert_eq!(age_of_release("1.1.0", "1.2.0"), Age::Old);
        assert_eq!(age_of_release("1.10.0", "1.2.0"), Age::New);
    }

    #[test]
    fn releases_of_flink_1_are_known_by_their_numbers() {
        assert!(is_flink_1("1.15.2") && is_flink_1("1.20.0"));
        assert!(!is_flink_1("2.2.0") && !is_flink_1("1.1.0-1.20") && !is_flink_1("0.1.0"));
    }

    #[test]
    fn snapshots_and_ranges_move() {
        assert_eq!(age_of_flink("1.17-SNAPSHOT"), Age::Moving);
        assert_eq!(age_of_flink("[1.15,1.16)"), Age::Moving);
        assert_eq!(age_of_flink("2.3-SNAPSHOT"), Age::New);
        assert_eq!(age_of_flink("0.10.2"), Age::Old);
        assert_eq!(age_of_flink("2.0.0"), Age::New);
    }
}
