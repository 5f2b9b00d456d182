//! Why a chore could not do its job, worded for whoever started it.

use std::io;
use std::path::{Path, PathBuf};

/// A chore's reason to stop.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The file system said no.
    #[error("{path}: {source}")]
    File {
        /// What was read or written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A committed file does not hold what its README promises.
    #[error("{place}: {reason}")]
    Data {
        /// The file, with a line where one is known.
        place: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Maven is not there.
    #[error("`mvn` does not start: {0}.\nInstall Maven 3.8 or later and a JDK 17, and put both on the PATH.")]
    NoMaven(io::Error),
    /// The JDK whose classes are read is not there.
    #[error(
        "There is no JDK 17.\nInstall one, and let `JAVA_HOME` name its folder or put its `javac` on the PATH."
    )]
    NoJdk,
    /// Some compiles did not end as their project says.
    #[error("{failed} of {all} compiles did not end as expected.")]
    Disproved {
        /// How many did not.
        failed: usize,
        /// How many were tried.
        all: usize,
    },
    /// Some jobs do something else after their migration.
    #[error("{failed} of {all} jobs print something else after flinkmod, or nothing.")]
    Misbehaved {
        /// How many do.
        failed: usize,
        /// How many ran.
        all: usize,
    },
    /// javac refuses lines of which nobody spoke.
    #[error("{}: javac refuses {lines} lines that no finding announces, or Maven stops before javac.", place.display())]
    Unannounced {
        /// How many lines.
        lines: usize,
        /// The project.
        place: PathBuf,
    },
    /// flinkmod is sure of something that javac sees otherwise.
    #[error(
        "{wrong} names mean something else to javac than to flinkmod, which has to be right or to say why it does not know."
    )]
    Mistaken {
        /// How many names.
        wrong: usize,
    },
}

impl Failure {
    /// Says which file the system complained about; for `map_err`.
    pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::File { path: path.to_owned(), source }
    }

    /// Blames the content of a committed file.
    pub(crate) fn data(place: impl Into<String>, reason: &impl ToString) -> Self {
        Self::Data { place: place.into(), reason: reason.to_string() }
    }
}
