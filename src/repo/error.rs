//! What can go wrong with repositories and folders, and what a person can do about it.

use std::io;
use std::path::{Path, PathBuf};

use crate::snapshot::reason;

/// Why files could not be read or written: a message, and [hints](Error::hints).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The path leads nowhere, or may not be read.
    #[error("The folder `{}` cannot be read: {why}.", path.display())]
    UnusableFolder { path: PathBuf, why: String },
    /// The path leads to a file.
    #[error("`{}` is not a folder.", path.display())]
    NotAFolder { path: PathBuf },
    /// The name of the folder cannot be compared with the paths of a commit.
    #[error("The name of the folder `{}` is not UTF-8.", path.display())]
    FolderNotUtf8 { path: PathBuf },
    /// The repository belongs to somebody else, and git does not trust it.
    #[error("The git repository around `{}` belongs to another user.", path.display())]
    ForeignOwner { path: PathBuf },
    /// `HEAD` names a branch without commits.
    #[error("The branch `{branch}` has no commit yet, so there is nothing to read.")]
    Unborn { branch: String },
    /// No commit has that name.
    #[error("There is no commit `{revision}` in this repository.")]
    UnknownRevision { revision: String },
    /// Git would not take the name of the branch.
    #[error("`{name}` cannot be the name of a branch.")]
    BranchName { name: String },
    /// The branch exists.
    #[error("The branch `{name}` exists.")]
    BranchExists { name: String },
    /// The branch is checked out, so moving it would change a working tree.
    #[error("The branch `{name}` is checked out in `{}`.", folder.display())]
    BranchCheckedOut { name: String, folder: PathBuf },
    /// A branch stands where the new one needs a folder, or the other way round.
    #[error("The branch `{name}` cannot stand beside the branch `{other}`.")]
    BranchInTheWay { name: String, other: String },
    /// Nobody is named as author of the commits.
    #[error("Git does not know who writes the commits.")]
    NoAuthor,
    /// An author is not written as git writes them.
    #[error("`{written}` is not an author.")]
    AuthorFormat { written: String },
    /// A file to be written in place has changes that are not committed.
    #[error("`{path}` has changes that are not committed.")]
    Uncommitted { path: String },
    /// A file is no longer what was read.
    #[error("`{path}` changed while the plan was made.")]
    Changed { path: String },
    /// A file could not be written; nothing is left half-written.
    #[error("`{path}` cannot be written: {why}. No file was changed.")]
    Unwritable { path: String, why: String },
    /// A file could not be written, and one that was written could not be put back.
    #[error("`{path}` cannot be written: {why}. These files are already changed: {changed}.")]
    HalfWritten { path: String, why: String, changed: String },
    /// Git said no.
    #[error("{doing}: {why}.")]
    Git { doing: &'static str, why: String },
}

impl Error {
    /// What a person can do, each a sentence.
    pub fn hints(&self) -> Vec<String> {
        let hint = match self {
            Self::UnusableFolder { .. } => "Give the folder of the application or of its repository.".into(),
            Self::NotAFolder { .. } => "Give the folder that holds it.".into(),
            Self::FolderNotUtf8 { .. } => "Give a folder above it, or rename it.".into(),
            Self::ForeignOwner { path } => format!(
                "If you trust it, `git config --global --add safe.directory {}` tells git so.",
                path.display()
            ),
            Self::Unborn { .. } => {
                "Commit the application first, or read the files as they lie with `--worktree`.".into()
            }
            Self::UnknownRevision { .. } => "`git log --oneline --all` lists the commits.".into(),
            Self::BranchName { .. } => "`git help check-ref-format` says which names git takes.".into(),
            Self::BranchExists { .. } => {
                "`--replace` moves it to the new commits; `--branch` takes another name.".into()
            }
            Self::BranchCheckedOut { .. } => {
                "Switch to another branch there, or take another name with `--branch`.".into()
            }
            Self::BranchInTheWay { .. } => "Take another name with `--branch`.".into(),
            Self::NoAuthor => {
                "Set `git config user.name` and `user.email`, or give `--author 'Name <mail>'`.".into()
            }
            Self::AuthorFormat { .. } => "Write it as `Name <mail>`.".into(),
            Self::Uncommitted { .. } => "Commit or stash it first.".into(),
            Self::Changed { .. } => "Run the command again.".into(),
            Self::Unwritable { .. } => "Make the file and its folder writable.".into(),
            Self::HalfWritten { .. } => "Put them back by hand or from git before going on.".into(),
            Self::Git { .. } => "`git fsck` says whether the repository is sound.".into(),
        };
        vec![hint]
    }

    /// The folder `path` gave `error`.
    pub(super) fn unusable_folder(path: &Path, error: &io::Error) -> Self {
        Self::UnusableFolder { path: path.to_owned(), why: reason(error) }
    }

    /// Git gave `error` while `doing` something.
    pub(super) fn git(doing: &'static str, error: &git2::Error) -> Self {
        let why = error.message().trim_end_matches('.').to_owned();
        Self::Git { doing, why }
    }
}
