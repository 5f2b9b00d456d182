//! What rules about files around the build share: whether the project beside a file is of Flink, and what a person keeps.

use super::family;
use crate::types::reactor::Reactor;
use crate::view::build::Format;

/// The group of Flink's own artifacts.
const FLINK: &str = "org.apache.flink";

/// A comment with these words in the line, or in the line above it, keeps it.
const KEEP: &str = "flinkmod: keep";

/// Whether the project around the file at `path`, or one below it, is of Flink.
pub(super) fn is_of_flink(reactor: &Reactor, path: &str) -> bool {
    let around = reactor.nearest(path).map_or("", |build| family::folder(&build.path));
    let mut below = reactor.poms().filter(|build| build.path.starts_with(around));
    below.any(|build| match build.format {
        Format::Maven => family::uses(reactor, &build.path, FLINK),
        // A script may apply a plugin of its own build that brings the artifacts; it says so in its name.
        Format::Gradle | Format::Catalog | Format::Properties => {
            build.text().to_lowercase().contains("flink")
        }
    })
}

/// Whether the line that holds `offset`, or the one above it, says to keep it.
pub(super) fn is_kept(text: &str, offset: usize) -> bool {
    let end = text[offset..].find('\n').map_or(text.len(), |length| offset + length);
    text[..end].lines().rev().take(2).any(|line| line.contains(KEEP))
}
