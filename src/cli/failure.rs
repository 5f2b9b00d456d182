//! Why a command could not do its job, and what a person can do about it.

use std::io;

use crate::catalog::CatalogError;
use crate::repo;

/// Why a command could not do its job.
#[derive(Debug)]
pub enum Failure {
    /// What was asked for cannot be done: whole sentences, and what to do instead.
    Asked {
        /// What is wrong, and why.
        message: String,
        /// What can be done about it.
        hints: Vec<String>,
    },
    /// The answer could not be written.
    Output(io::Error),
    /// The knowledge that flinkmod was built with is broken.
    Catalog(CatalogError),
}

impl Failure {
    /// A failure that the person can do something about.
    pub(super) fn asked(message: impl Into<String>) -> Self {
        Self::Asked { message: message.into(), hints: Vec::new() }
    }

    /// The same failure with one more hint.
    pub(super) fn hinted(mut self, hint: impl Into<String>) -> Self {
        if let Self::Asked { hints, .. } = &mut self {
            hints.push(hint.into());
        }
        self
    }

    /// Whether the reader of the output went away, as `head` does.
    pub(super) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// What is wrong, and why.
    pub(super) fn message(&self) -> String {
        match self {
            Self::Asked { message, .. } => message.clone(),
            Self::Output(error) => format!("The output cannot be written: {error}."),
            Self::Catalog(error) => format!("This build of flinkmod is broken: {error}."),
        }
    }

    /// What can be done about it.
    pub(super) fn hints(&self) -> &[String] {
        match self {
            Self::Asked { hints, .. } => hints,
            Self::Output(_) | Self::Catalog(_) => &[],
        }
    }
}

impl From<repo::Error> for Failure {
    fn from(error: repo::Error) -> Self {
        Self::Asked { message: error.to_string(), hints: error.hints() }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<CatalogError> for Failure {
    fn from(error: CatalogError) -> Self {
        Self::Catalog(error)
    }
}
