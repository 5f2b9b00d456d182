//! Where things are in this repository.

use std::path::{Path, PathBuf};

/// The folder of the workspace's `Cargo.toml`.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace")
}

/// The cases of transforms and whole projects.
pub(crate) fn fixtures() -> PathBuf {
    root().join("fixtures")
}

/// What compiles the cases of transforms.
pub(crate) fn cases() -> PathBuf {
    root().join("xtask/cases")
}

/// The program that runs the jobs of whole projects.
pub(crate) fn jobs_runner() -> PathBuf {
    root().join("xtask/jobs/RunJobs.java")
}

/// The committed signatures of releases that the registry may lack.
pub(crate) fn stubs() -> PathBuf {
    fixtures().join("stubs")
}

/// The whole projects, each with a `before/` and an `after/`.
pub(crate) fn projects() -> PathBuf {
    fixtures().join("projects")
}

/// The Maven repository that chores fill and read, apart from the user's own.
pub(crate) fn maven_repository() -> PathBuf {
    root().join("target/maven-repository")
}

/// Where projects are laid out and built; may be deleted at any time.
pub(crate) fn scratch() -> PathBuf {
    root().join("target/proof")
}

/// What Flink declares, release by release.
pub(crate) fn api() -> PathBuf {
    root().join("transforms/api")
}

/// The projects that ask Maven for JARs; may be deleted at any time.
pub(crate) fn jar_requests() -> PathBuf {
    root().join("target/jar-requests")
}

/// What asks javac what names mean.
pub(crate) fn oracle_program() -> PathBuf {
    root().join("xtask/oracle")
}

/// Copies of projects and what javac said of them; may be deleted at any time.
pub(crate) fn oracle() -> PathBuf {
    root().join("target/oracle")
}
