//! `flinkmod.toml`: what a repository asks for, and `flinkmod config`, which shows what is in force and why.
//!
//! What is typed comes before what the file says, and that before the defaults.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use super::Outcome;
use super::failure::Failure;
use super::streams::Streams;
use super::task::{Task, meant};
use super::typed::{ConfigArgs, Shared, TypedConnectorVersions, TypedPlatform, aws_account, aws_region};
use crate::catalog::Transform;
use crate::repo::{self, Location};
use crate::report::summary::platform_name;
use crate::settings::{ConnectorVersions, Ignored};

/// The name of the file at the top of a repository.
pub(super) const FILE: &str = "flinkmod.toml";

/// What `flinkmod.toml` says.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Config {
    /// The Flink release to move to, such as `2.2.0`.
    pub(super) target: Option<String>,
    /// Where the application runs.
    pub(super) platform: Option<TypedPlatform>,
    /// Which connector releases to take.
    pub(super) connector_versions: Option<TypedConnectorVersions>,
    /// Versions of artifacts, by `group:artifact`, in the place of those that flinkmod would take.
    #[serde(default)]
    pub(super) artifacts: BTreeMap<String, String>,
    /// The AWS region of streams that the code names.
    pub(super) aws_region: Option<String>,
    /// The AWS account of streams that the code names.
    pub(super) aws_account: Option<String>,
    /// How JARs are called that say no release of Flink: `{name}` is the old name, `{minor}` and `{version}` the target.
    pub(super) jar_name: Option<String>,
    /// The branch that `apply` writes.
    pub(super) branch: Option<String>,
    /// Only these transforms.
    #[serde(default)]
    pub(super) only: Vec<String>,
    /// All transforms but these.
    #[serde(default)]
    pub(super) skip: Vec<String>,
    /// Paths that stay as they are.
    #[serde(default)]
    pub(super) ignore: Vec<IgnoredPath>,
}

/// Paths that stay as they are, for all transforms or for some.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct IgnoredPath {
    /// A pattern as in `.gitignore`, from the top of the repository.
    path: String,
    /// The transforms that leave them alone; all when it is absent.
    #[serde(default)]
    transforms: Vec<String>,
}

/// A settings file that was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Loaded {
    /// Where it lies; `None` when there is none.
    pub(super) path: Option<PathBuf>,
    /// What it says.
    pub(super) config: Config,
}

/// Reads the file that was named, or the one at the top of the repository.
pub(super) fn load(shared: &Shared) -> Result<Loaded, Failure> {
    let path = match &shared.config {
        Some(path) => path.clone(),
        None => match top(&shared.path)?.map(|top| top.join(FILE)).filter(|path| path.exists()) {
            Some(path) => path,
            None => return Ok(Loaded::default()),
        },
    };
    let text = std::fs::read_to_string(&path)
        .map_err(|error| Failure::asked(format!("`{}` cannot be read: {error}.", path.display())))?;
    let config = parse(&text, &path)?;
    Ok(Loaded { path: Some(path), config })
}

fn top(path: &Path) -> Result<Option<PathBuf>, Failure> {
    Ok(match repo::locate(path)? {
        Location::Repository(located) => located.root,
        Location::Folder(folder) => Some(folder),
    })
}

fn parse(text: &str, path: &Path) -> Result<Config, Failure> {
    let config: Config = toml::from_str(text).map_err(|error| wrong(&error, text, path))?;
    let name = || path.display();
    let checked = |value: &Option<String>, check: fn(&str) -> Result<String, String>| {
        let wrong = value.as_deref().and_then(|value| check(value).err());
        wrong.map_or(Ok(()), |why| Err(Failure::asked(format!("`{}`: {why}.", name()))))
    };
    checked(&config.aws_region, aws_region)?;
    checked(&config.aws_account, aws_account)?;
    let pattern = config.jar_name.as_deref();
    if pattern.is_some_and(|pattern| !pattern.contains("{name}") || !says_flink(pattern)) {
        return Err(Failure::asked(format!("`{}`: `jar-name` says no release of Flink.", name()))
            .hinted("Write it like `{name}-flink-{minor}`, so that a JAR of Flink 2 is known by its name."));
    }
    Ok(config)
}

fn says_flink(pattern: &str) -> bool {
    ["flink-{", "flink_{", "flink{", "flink."].iter().any(|word| pattern.contains(word))
        && (pattern.contains("{minor}") || pattern.contains("{version}"))
}

/// What is wrong with the file, in which line, and which key may be meant.
fn wrong(error: &toml::de::Error, text: &str, path: &Path) -> Failure {
    let line = error.span().map_or(1, |span| text[..span.start].lines().count().max(1));
    let message = error.message().trim_end_matches('.');
    let failure = Failure::asked(format!("{}:{line}: {message}.", path.display()));
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match quoted.split_first() {
        Some((unknown, known)) if message.starts_with("unknown field") => {
            let known: Vec<&str> = known.to_vec();
            failure.hinted(similar_key(unknown, &known))
        }
        _ => failure,
    }
}

fn similar_key(unknown: &str, known: &[&str]) -> String {
    match similar::get_close_matches(unknown, known, 1, 0.4).first() {
        Some(near) => format!("`{near}` has a similar name."),
        None => "`flinkmod config` shows all keys.".to_owned(),
    }
}

/// The ignored paths, with their transforms checked.
pub(super) fn ignored(config: &Config, catalog: &[Transform]) -> Result<Vec<Ignored>, Failure> {
    let ids: Vec<&str> = catalog.iter().map(|transform| &*transform.id).collect();
    let one = |ignored: &IgnoredPath| {
        let unknown = ignored.transforms.iter().find(|id| !ids.contains(&id.as_str()));
        if let Some(id) = unknown {
            return Err(Failure::asked(format!("There is no transform `{id}`.")).hinted(meant(id, &ids)));
        }
        let transforms = ignored.transforms.iter().map(|id| Arc::from(id.as_str())).collect::<BTreeSet<_>>();
        Ok(Ignored { pattern: ignored.path.clone(), transforms })
    };
    config.ignore.iter().map(one).collect()
}

pub(super) fn run(typed: &ConfigArgs, streams: &Streams) -> Result<Outcome, Failure> {
    let task = Task::new(&typed.shared)?;
    streams.print(|out| write(out, &typed.shared, &task))?;
    Ok(Outcome::Done)
}

/// A setting in force: its key, its value, and whether it was typed or stands in the file.
type Line = (String, String, bool, bool);

/// Writes each setting, as the file would, and where it comes from.
fn write(out: &mut dyn Write, shared: &Shared, task: &Task) -> io::Result<()> {
    let file = task.loaded.path.as_ref().map_or_else(|| FILE.to_owned(), |path| path.display().to_string());
    for (key, value, typed, filed) in lines(shared, task) {
        let from = match (typed, filed) {
            (true, _) => format!("--{key}"),
            (false, true) => file.clone(),
            (false, false) => "default".to_owned(),
        };
        writeln!(out, "{key} = {value}  # {from}")?;
    }
    Ok(())
}

fn lines(shared: &Shared, task: &Task) -> Vec<Line> {
    let (settings, config) = (&task.settings, &task.loaded.config);
    let optional = |value: &Option<String>| value.as_deref().map_or("none".to_owned(), quoted);
    let platform = settings.platform.map(platform_name).map_or("what the files speak of".to_owned(), quoted);
    let versions = match settings.connector_versions {
        ConnectorVersions::Default => "default",
        ConnectorVersions::Newest => "newest",
    };
    let jar = settings.jar_name.as_deref().unwrap_or("{name}-flink-{minor}");
    let branch = || format!("flinkmod/flink-{}", settings.target.minor());
    let line = |key: &str, value: String, typed: bool, filed: bool| (key.to_owned(), value, typed, filed);
    let (region, account) = (&settings.aws_region, &settings.aws_account);
    let is_typed = shared.connector_versions.is_some();
    let mut lines = vec![
        line("target", quoted(&settings.target.version), shared.target.is_some(), config.target.is_some()),
        line("platform", platform, shared.platform.is_some(), config.platform.is_some()),
        line("connector-versions", quoted(versions), is_typed, config.connector_versions.is_some()),
        line("aws-region", optional(region), shared.aws_region.is_some(), config.aws_region.is_some()),
        line("aws-account", optional(account), shared.aws_account.is_some(), config.aws_account.is_some()),
        line("jar-name", quoted(jar), false, config.jar_name.is_some()),
        line("branch", quoted(&config.branch.clone().unwrap_or_else(branch)), false, config.branch.is_some()),
        line("only", listed(&settings.only), !shared.only.is_empty(), !config.only.is_empty()),
        line("skip", listed(&settings.skip), !shared.skip.is_empty(), !config.skip.is_empty()),
    ];
    let artifacts = settings.artifacts.iter();
    lines.extend(
        artifacts.map(|(name, version)| line(&format!("artifacts.\"{name}\""), quoted(version), false, true)),
    );
    lines.extend(settings.ignored.iter().map(|one| line("ignore.path", quoted(&one.pattern), false, true)));
    lines
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn listed(ids: &BTreeSet<Arc<str>>) -> String {
    format!("[{}]", ids.iter().map(|id| quoted(id)).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_names_the_nearest() {
        let failure = parse("targt = \"2.2.0\"\n", Path::new(FILE)).expect_err("the key is unknown");
        assert!(
            failure.message().starts_with("flinkmod.toml:1: unknown field `targt`"),
            "{}",
            failure.message()
        );
        assert_eq!(failure.hints(), ["`target` has a similar name."]);
    }

    #[test]
    fn a_name_of_a_jar_must_say_the_release() {
        assert!(parse("jar-name = \"{name}-new\"\n", Path::new(FILE)).is_err());
        assert!(parse("jar-name = \"{name}-for-flink-{minor}\"\n", Path::new(FILE)).is_ok());
        assert!(parse("aws-account = \"1\"\n", Path::new(FILE)).is_err());
    }

    /// `UPDATE=1 cargo test --lib schema` writes it.
    #[test]
    fn the_schema_is_that_of_the_settings() {
        let schema = schemars::schema_for!(Config);
        let schema = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("flinkmod.schema.json");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &schema).expect("it can be written");
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(written == schema, "run `UPDATE=1 cargo test --lib schema` and read the diff");
    }
}
