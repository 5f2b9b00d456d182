//! Lines of releases, and which of them a dependency belongs to.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::rules::coordinate::Coordinate;
use crate::settings::{ConnectorVersions, Settings};
use crate::view::build::Dependency;

/// All artifacts that have releases of their own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    line: Vec<Line>,
    /// What a project must have so that it is judged, as `group:artifact` or the start of it and `*`; without it, nothing.
    #[serde(default)]
    pub(super) beside: Vec<String>,
    /// Artifacts of Flink itself that code with connectors compiles against.
    #[serde(default)]
    pub(super) companions: Vec<Coordinate>,
    /// Why they must be there.
    #[serde(default)]
    pub(super) companions_because: String,
    /// Artifacts of Flink itself whose scope they get: the first that the project has.
    #[serde(default)]
    pub(super) scope_of: Vec<Coordinate>,
    /// Properties that say Flink's own version by their name; they never take another.
    #[serde(default)]
    pub(super) of_flink: BTreeSet<String>,
}

/// Artifacts that are released together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    /// What the property is about that gets its version, where another one cannot take it.
    property: String,
    artifacts: Vec<Artifact>,
    releases: Vec<Releases>,
    /// Why they move, where the transform does not say it.
    #[serde(default)]
    why: String,
    /// What a person must look at; without it the change is certain.
    review: Option<String>,
}

/// One artifact and its name for Flink 2.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Artifact {
    from: Coordinate,
    /// Its name from now on; the old one when absent.
    to: Option<Coordinate>,
    /// Its newest release, where that is not the newest of all.
    newest: Option<String>,
    /// Whether code compiles against it alone, without the companions.
    #[serde(default)]
    complete: bool,
    /// Names in sources that need it; where none stands, it goes. Without them it stays.
    #[serde(default)]
    needed_by: Vec<String>,
    /// Artifacts that come with it beside certain others.
    #[serde(default)]
    with: Vec<Beside>,
}

/// What comes with an artifact when another is there, such as the dialect of a driver.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Beside {
    pub(super) beside: Coordinate,
    pub(super) add: Coordinate,
}

/// The releases for some minor releases of Flink.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Releases {
    targets: Vec<String>,
    default: String,
    newest: String,
}

/// What a dependency is to become.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'r> {
    /// Its coordinates.
    pub(super) to: &'r Coordinate,
    /// Its version.
    pub(super) version: &'r str,
    /// Why it moves, where the transform does not say it.
    pub(super) why: &'r str,
    /// What a person must look at.
    pub(super) review: Option<&'r str>,
    /// What a property that says its version is about; `None` where it is not the version of its line.
    pub(super) property: Option<&'r str>,
    /// Whether the companions must be there.
    pub(super) has_companions: bool,
    /// Names in sources that need it, where it goes without them.
    pub(super) needed_by: &'r [String],
    /// What comes with it beside certain others.
    pub(super) with: &'r [Beside],
}

impl Row {
    /// All artifacts of its lines, by their old and new names.
    pub(super) fn names(&self) -> impl Iterator<Item = &Coordinate> {
        let artifacts = self.line.iter().flat_map(|line| &line.artifacts);
        artifacts.flat_map(|artifact| std::iter::once(&artifact.from).chain(&artifact.to))
    }

    /// Each release that it may write, by its artifact.
    pub(super) fn releases(&self) -> BTreeSet<(String, String)> {
        let of_line = |line: &Line| {
            let artifacts = line.artifacts.iter();
            let written =
                artifacts.flat_map(|artifact| line.releases.iter().flat_map(|one| artifact.written(one)));
            written.collect::<Vec<_>>()
        };
        self.line.iter().flat_map(of_line).collect()
    }

    /// What `dependency` is to become; `None` when it is in no line, or its line has no release for the target.
    pub(super) fn wanted<'r>(
        &'r self,
        dependency: &Dependency,
        settings: &'r Settings,
    ) -> Option<Wanted<'r>> {
        self.wanted_where(|from| from.names(dependency), settings).map(|(_, wanted)| wanted)
    }

    /// The first old name that `is_it`, and what it is to become.
    pub(super) fn wanted_where<'r>(
        &'r self,
        is_it: impl Fn(&Coordinate) -> bool,
        settings: &'r Settings,
    ) -> Option<(&'r Coordinate, Wanted<'r>)> {
        let named = |line: &'_ Line| line.artifacts.iter().position(|artifact| is_it(&artifact.from));
        let (line, index) = self.line.iter().find_map(|line| Some((line, named(line)?)))?;
        let artifact = &line.artifacts[index];
        let minor = settings.target.minor();
        let fits = |releases: &&Releases| releases.targets.iter().any(|target| target == minor);
        let releases = line.releases.iter().find(fits)?;
        let (of_line, version) = match settings.connector_versions {
            ConnectorVersions::Default => (&releases.default, &releases.default),
            ConnectorVersions::Newest => {
                (&releases.newest, artifact.newest.as_ref().unwrap_or(&releases.newest))
            }
        };
        let to = artifact.to.as_ref().unwrap_or(&artifact.from);
        let version = settings.artifacts.get(&to.to_string()).unwrap_or(version);
        let wanted = Wanted {
            to,
            version,
            why: &line.why,
            review: line.review.as_deref(),
            property: (version == of_line).then_some(&line.property),
            has_companions: !artifact.complete,
            needed_by: &artifact.needed_by,
            with: &artifact.with,
        };
        Some((&artifact.from, wanted))
    }
}

impl Artifact {
    /// Its name from now on and what comes with it, in each of the releases.
    fn written(&self, releases: &Releases) -> Vec<(String, String)> {
        let new = self.to.as_ref().unwrap_or(&self.from);
        let with = self.with.iter().map(|beside| &beside.add);
        let newest = self.newest.as_ref().unwrap_or(&releases.newest);
        let versions = [&releases.default, newest];
        let named = |name: &Coordinate| versions.map(|version| (name.to_string(), version.clone()));
        std::iter::once(new).chain(with).flat_map(named).collect()
    }
}
