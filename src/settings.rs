//! What the person asked for, checked: the target, the platform, the account.
//!
//! Deliberately absent: where a setting was written (`cli` knows that).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A Flink release that applications are moved to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// The full version, `2.2.0`.
    pub version: String,
    /// The Java level that applications get.
    pub java: u32,
}

impl Release {
    /// The minor release, `2.2`.
    pub fn minor(&self) -> &str {
        self.version.rsplit_once('.').map_or(&self.version, |(minor, _)| minor)
    }
}

/// Where the application runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Platform {
    /// Amazon Managed Service for Apache Flink.
    ManagedFlink,
    /// A cluster of one's own.
    OpenSource,
}

/// Which patch release of a connector's line is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConnectorVersions {
    /// The release that is known to work with the target.
    #[default]
    Default,
    /// The newest patch release that the table knows.
    Newest,
}

/// Everything that a plan depends on apart from the files and the catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What the application moves to.
    pub target: Release,
    /// Where it runs; `None` lets the engine find out.
    pub platform: Option<Platform>,
    /// Which connector releases are taken.
    pub connector_versions: ConnectorVersions,
    /// AWS region for the ARNs of streams that the code names.
    pub aws_region: Option<String>,
    /// AWS account id for the same.
    pub aws_account: Option<String>,
    /// Leave out every change that a person must look at.
    pub safe: bool,
    /// Only these transforms; all when empty.
    pub only: BTreeSet<Arc<str>>,
    /// Not these transforms.
    pub skip: BTreeSet<Arc<str>>,
    /// Versions of artifacts by `group:artifact`, in the place of those that rows say.
    pub artifacts: BTreeMap<String, String>,
    /// How JARs are called that say no release; `{name}-flink-{minor}` when it is `None`.
    pub jar_name: Option<String>,
    /// Paths that stay as they are.
    pub ignored: Vec<Ignored>,
}

/// Paths that stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// A pattern as in `.gitignore`, from the top of the repository.
    pub pattern: String,
    /// The transforms that leave them alone; all when it is empty.
    pub transforms: BTreeSet<Arc<str>>,
}

impl Settings {
    /// The settings when nothing else is asked for than a target.
    pub fn new(target: Release) -> Self {
        Self {
            target,
            platform: None,
            connector_versions: ConnectorVersions::Default,
            aws_region: None,
            aws_account: None,
            safe: false,
            only: BTreeSet::new(),
            skip: BTreeSet::new(),
            artifacts: BTreeMap::new(),
            jar_name: None,
            ignored: Vec::new(),
        }
    }

    /// Whether the transform `id` takes part.
    pub fn wants(&self, id: &str) -> bool {
        (self.only.is_empty() || self.only.contains(id)) && !self.skip.contains(id)
    }
}
