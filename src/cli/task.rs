//! What was typed, understood: settings that are checked, and the transforms they choose from.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::ThreadPoolBuilder;

use super::config::{self, Config, Loaded};
use super::failure::Failure;
use super::progress::Bar;
use super::streams::Streams;
use super::typed::{OutputFormat, Shared, TypedConnectorVersions, TypedPlatform};
use crate::catalog::{self, Transform};
use crate::engine;
use crate::plan::Plan;
use crate::settings::{ConnectorVersions, Platform, Release, Settings};
use crate::snapshot::Snapshot;
use crate::transforms::{RELEASES, TRANSFORMS};

/// The release that applications move to when nobody says another.
const TARGET: &str = "2.2.0";

/// A plan that is to be made.
pub(super) struct Task {
    /// The folder that was named.
    pub(super) path: PathBuf,
    /// What is read.
    pub(super) source: Source,
    /// What the plan depends on apart from the files.
    pub(super) settings: Settings,
    /// The settings file.
    pub(super) loaded: Loaded,
    /// All transforms, in their order.
    pub(super) catalog: Vec<Transform>,
    /// How the plan is printed.
    pub(super) format: OutputFormat,
    threads: usize,
}

/// What is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The last commit, or the files as they lie where there is none of them in it.
    Default,
    /// This commit and nothing else.
    Commit(String),
    /// The files as they lie.
    Folder,
}

impl Task {
    /// Understands what was typed.
    pub(super) fn new(shared: &Shared) -> Result<Self, Failure> {
        let catalog = catalog::load(TRANSFORMS)?;
        let loaded = config::load(shared)?;
        let source = match (&shared.at, shared.worktree) {
            (_, true) => Source::Folder,
            (Some(revision), false) => Source::Commit(revision.clone()),
            (None, false) => Source::Default,
        };
        Ok(Self {
            path: shared.path.clone(),
            source,
            settings: settings(shared, &loaded.config, &catalog)?,
            loaded,
            catalog,
            format: shared.output_format,
            threads: shared.threads.map_or(0, usize::from),
        })
    }

    /// Makes the plan.
    pub(super) fn plan(&self, snapshot: Snapshot, streams: &Streams) -> Result<Plan, Failure> {
        let pool = ThreadPoolBuilder::new().num_threads(self.threads).build();
        let pool = pool.map_err(|error| {
            Failure::asked(format!("The system gives no threads: {error}.")).hinted("Try `--threads 1`.")
        })?;
        let bar = Bar::new(streams);
        Ok(pool.install(|| engine::plan(snapshot, &self.catalog, &self.settings, &bar)))
    }
}

/// What is in force: what was typed, else what the file says, else the defaults.
fn settings(shared: &Shared, config: &Config, catalog: &[Transform]) -> Result<Settings, Failure> {
    let platform = shared.platform.or(config.platform).map(|platform| match platform {
        TypedPlatform::ManagedFlink => Platform::ManagedFlink,
        TypedPlatform::OpenSource => Platform::OpenSource,
    });
    let connector_versions = match shared.connector_versions.or(config.connector_versions) {
        Some(TypedConnectorVersions::Newest) => ConnectorVersions::Newest,
        Some(TypedConnectorVersions::Default) | None => ConnectorVersions::Default,
    };
    let chosen = |typed: &[String], filed: &[String]| {
        let ids = if typed.is_empty() { filed } else { typed };
        transforms(ids, catalog)
    };
    let either = |typed: &Option<String>, filed: &Option<String>| typed.clone().or_else(|| filed.clone());
    Ok(Settings {
        target: target(either(&shared.target, &config.target).as_deref().unwrap_or(TARGET))?,
        platform,
        connector_versions,
        aws_region: either(&shared.aws_region, &config.aws_region),
        aws_account: either(&shared.aws_account, &config.aws_account),
        safe: shared.safe,
        only: chosen(&shared.only, &config.only)?,
        skip: chosen(&shared.skip, &config.skip)?,
        artifacts: config.artifacts.clone(),
        jar_name: config.jar_name.clone(),
        ignored: config::ignored(config, catalog)?,
    })
}

/// The release with this version; a minor version stands for its first release.
fn target(written: &str) -> Result<Release, Failure> {
    let releases = catalog::releases(RELEASES)?;
    let exact = releases.iter().find(|release| release.version == written);
    let named = exact.or_else(|| releases.iter().find(|release| release.minor() == written));
    named.cloned().ok_or_else(|| {
        let known: Vec<&str> = releases.iter().map(|release| release.version.as_str()).collect();
        Failure::asked(format!("flinkmod has no facts about a move to Flink `{written}`."))
            .hinted(format!("It knows {}.", known.join(", ")))
    })
}

fn transforms(ids: &[String], catalog: &[Transform]) -> Result<BTreeSet<Arc<str>>, Failure> {
    ids.iter().map(|id| transform(id, catalog).map(|transform| Arc::clone(&transform.id))).collect()
}

/// The transform with this id, or those that may be meant.
pub(super) fn transform<'c>(id: &str, catalog: &'c [Transform]) -> Result<&'c Transform, Failure> {
    if let Some(transform) = catalog.iter().find(|transform| &*transform.id == id) {
        return Ok(transform);
    }
    let ids: Vec<&str> = catalog.iter().map(|transform| &*transform.id).collect();
    Err(Failure::asked(format!("There is no transform `{id}`.")).hinted(meant(id, &ids)))
}

/// Says which of `ids` may be meant by `typed`.
pub(super) fn meant(typed: &str, ids: &[&str]) -> String {
    let begun = |id: &&&str| !typed.is_empty() && id.starts_with(typed);
    let begun: Vec<String> = ids.iter().filter(begun).map(|id| format!("`{id}`")).collect();
    match (begun.as_slice(), similar::get_close_matches(typed, ids, 1, 0.5).as_slice()) {
        ([], []) => "`flinkmod list` names all of them.".to_owned(),
        ([], [near, ..]) => format!("`{near}` has a similar name."),
        ([one], _) => format!("{one} begins with it."),
        (several, _) => format!("These begin with it: {}.", several.join(", ")),
    }
}
