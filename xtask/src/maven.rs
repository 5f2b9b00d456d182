//! Runs Maven on a repository of its own, and reads what it says.
//!
//! Deliberately absent: Maven's way to resolve versions; Maven is asked, never imitated.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde::Deserialize;

use crate::failure::Failure;
use crate::workspace;

/// Pinned, because the one that Maven 3.8 takes by default also fetches test dependencies.
const GET: &str = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get";

/// Downloads what a project depends on.
const RESOLVE: &str = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:resolve";

/// Of the same release as [`GET`].
const BUILD_CLASS_PATH: &str = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath";

/// What follows a name in `mvn -version`, which is bold even where no one can see it.
const END_OF_NAME: [char; 3] = ['\x1b', ',', '\n'];

/// A released artifact: `group:artifact:version`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(try_from = "String")]
pub(crate) struct Coordinates {
    /// Who releases it.
    pub group: String,
    /// What it is.
    pub artifact: String,
    /// The release.
    pub version: String,
}

impl TryFrom<String> for Coordinates {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.split(':').collect::<Vec<_>>()[..] {
            [group, artifact, version] => {
                Ok(Self { group: group.into(), artifact: artifact.into(), version: version.into() })
            }
            _ => Err(format!("`{text}` is not of the form `group:artifact:version`")),
        }
    }
}

impl fmt::Display for Coordinates {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { group, artifact, version } = self;
        write!(formatter, "{group}:{artifact}:{version}")
    }
}

impl Coordinates {
    /// Where the repository of the chores keeps it.
    pub(crate) fn folder(&self) -> PathBuf {
        let group = self.group.replace('.', "/");
        workspace::maven_repository().join(group).join(&self.artifact).join(&self.version)
    }

    /// The file of this release with `extension`.
    pub(crate) fn file(&self, extension: &str) -> PathBuf {
        self.folder().join(format!("{}-{}.{extension}", self.artifact, self.version))
    }
}

/// What a run of Maven came to.
pub(crate) struct Build {
    /// Whether Maven was content.
    pub success: bool,
    /// Everything it said.
    pub log: String,
    /// How long it took.
    pub time: Duration,
}

/// Which Maven and which JDK do the work.
pub(crate) fn versions() -> Result<String, Failure> {
    let build = run(Command::new("mvn").arg("-version"))?;
    let name = |start: &str| build.log.find(start).and_then(|at| build.log[at..].split(END_OF_NAME).next());
    Ok(["Apache Maven", "Java version"].into_iter().filter_map(name).collect::<Vec<_>>().join(", "))
}

/// Whether the registry has the JAR; if so, it is in the repository afterwards.
pub(crate) fn fetch(release: &Coordinates) -> Result<bool, Failure> {
    let artifact = format!("-Dartifact={release}");
    Ok(run(quiet_maven().args([GET, "-Dtransitive=false", &artifact]))?.success)
}

/// Brings the dependencies of all projects in `folder` into the repository, as far as the registry has them.
pub(crate) fn resolve(folder: &Path) -> Result<Build, Failure> {
    run(quiet_maven().current_dir(folder).args([RESOLVE, "--fail-at-end", "--threads=4"]))
}

/// Builds the project in `folder` up to its JAR; tests are compiled and not run.
///
/// A module that fails does not keep Maven from those that do not need it.
pub(crate) fn package(folder: &Path) -> Result<Build, Failure> {
    run(quiet_maven().current_dir(folder).args(["package", "-DskipTests", "--fail-at-end"]))
}

/// Writes the class path of the project in `folder` to `file`.
pub(crate) fn class_path(folder: &Path, file: &Path) -> Result<(), Failure> {
    let output = format!("-Dmdep.outputFile={}", file.display());
    let build = run(quiet_maven().current_dir(folder).args([BUILD_CLASS_PATH, &output]))?;
    if build.success { Ok(()) } else { Err(Failure::data(folder.to_string_lossy(), &build.log)) }
}

/// Compiles main and test sources of the project in `folder`, and lets javac name every error that it can find.
pub(crate) fn compile_all(folder: &Path) -> Result<Build, Failure> {
    // Only a javac of its own reads this variable; by itself it stops after 100 errors.
    run(test_compile(folder).env("JDK_JAVAC_OPTIONS", "-Xmaxerrs 100000 -XDshould-stop.ifError=FLOW"))
}

/// Compiles main and test sources of the project in `folder` with the program `javac`, which gets `environment`.
pub(crate) fn compile_with(
    javac: &Path,
    folder: &Path,
    environment: &[(&str, PathBuf)],
) -> Result<Build, Failure> {
    let mut maven = test_compile(folder);
    maven.arg(format!("-Dmaven.compiler.executable={}", javac.display()));
    run(maven.envs(environment.iter().map(|(name, value)| (name, value))))
}

/// Compiles with a javac in a process of its own; a module that fails does not keep Maven from those that do not need it.
fn test_compile(folder: &Path) -> Command {
    let mut maven = quiet_maven();
    maven.current_dir(folder).args(["test-compile", "-Dmaven.compiler.fork=true", "--fail-at-end"]);
    maven
}

/// The lines at which javac found an error, as `path:line` below `folder`.
pub(crate) fn error_lines(log: &str, folder: &Path) -> BTreeSet<String> {
    let prefix = format!("[ERROR] {}/", folder.display());
    let error_line = |line: &str| {
        let (path, position) = line.strip_prefix(&prefix)?.split_once(":[")?;
        let (line, _) = position.split_once(',')?;
        Some(format!("{path}:{line}"))
    };
    log.lines().filter_map(error_line).collect()
}

fn quiet_maven() -> Command {
    let mut maven = Command::new("mvn");
    maven.args(["-q", "-B", "-Dstyle.color=never"]);
    maven.arg(format!("-Dmaven.repo.local={}", workspace::maven_repository().display()));
    maven
}

fn run(maven: &mut Command) -> Result<Build, Failure> {
    let start = Instant::now();
    let output = maven.output().map_err(Failure::NoMaven)?;
    let log = [output.stdout, output.stderr].concat();
    Ok(Build {
        success: output.status.success(),
        log: String::from_utf8_lossy(&log).into_owned(),
        time: start.elapsed(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_lines_names_each_line_once() {
        let log = "\
[INFO] Compiling 2 source files
[ERROR] /scratch/app/src/main/java/App.java:[7,40] package a.b does not exist
[ERROR] /scratch/app/src/main/java/App.java:[7,52] cannot find symbol
[ERROR] /scratch/app/src/main/java/App.java:[21,9] cannot find symbol
  symbol: class Old
[ERROR] /elsewhere/App.java:[1,1] cannot find symbol
[ERROR] Failed to execute goal on project app";

        let lines = error_lines(log, Path::new("/scratch/app"));

        let expected = ["src/main/java/App.java:21", "src/main/java/App.java:7"];
        assert_eq!(lines.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn coordinates_have_three_parts() {
        assert!(Coordinates::try_from("org.apache.flink:flink-core:2.2.0".to_owned()).is_ok());
        assert!(Coordinates::try_from("flink-core:2.2.0".to_owned()).is_err());
    }
}
