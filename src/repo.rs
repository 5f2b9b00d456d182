//! Reads a commit or a folder, and adds a branch: the only module that knows git.
//!
//! Deliberately absent: checkout, the index, the network, and any decision about what is written.

use std::path::{Path, PathBuf};

use git2::{ErrorCode, Repository, RepositoryOpenFlags};

pub use branch::{Author, Branch, Existing, NewCommit, Written, check_branch, write_branch};
pub use commit::{read_commit, uncommitted};
pub use error::Error;
pub use folder::read_folder;
pub use in_place::{Replacement, refuse_uncommitted, write_in_place};

mod branch;
mod commit;
mod error;
mod folder;
mod in_place;

/// Why a link is not read.
const LINK: &str = "It is a symbolic link, and links are not followed.";
/// Why a submodule is not read, nor any other repository in a folder.
const OWN_REPOSITORY: &str = "It is a repository of its own; run flinkmod there.";
/// Why a file is not read whose path cannot be shown to every program.
const NAME_NOT_UTF8: &str = "Its name is not UTF-8.";

/// Where a path of the command line leads.
pub enum Location {
    /// Into a git repository.
    Repository(Located),
    /// To a folder that git knows nothing of.
    Folder(PathBuf),
}

/// A git repository, and the part of it that was named.
pub struct Located {
    git: Repository,
    /// The folder of the files; `None` in a bare repository.
    pub root: Option<PathBuf>,
    /// The named folder from the root, with a `/` at its end; empty for the root.
    pub scope: String,
}

/// Finds the repository around the folder `path`.
pub fn locate(path: &Path) -> Result<Location, Error> {
    let folder = path.canonicalize().map_err(|error| Error::unusable_folder(path, &error))?;
    if !folder.is_dir() {
        return Err(Error::NotAFolder { path: path.to_owned() });
    }
    let ceilings = std::env::var_os("GIT_CEILING_DIRECTORIES").unwrap_or_default();
    let ceilings = std::env::split_paths(&ceilings);
    // As git does when it reads: `git fsck` is for the rest.
    git2::opts::strict_hash_verification(false);
    match Repository::open_ext(&folder, RepositoryOpenFlags::empty(), ceilings) {
        Ok(git) => located(git, &folder).map(Location::Repository),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(Location::Folder(folder)),
        Err(error) if error.code() == ErrorCode::Owner => Err(Error::ForeignOwner { path: folder }),
        Err(error) => Err(Error::git("The git repository cannot be opened", &error)),
    }
}

fn located(git: Repository, folder: &Path) -> Result<Located, Error> {
    let root = git.workdir().map(Path::canonicalize).transpose();
    let root = root.map_err(|error| Error::unusable_folder(folder, &error))?;
    let inside = root.as_deref().and_then(|root| folder.strip_prefix(root).ok());
    let inside = inside.filter(|_| !folder.starts_with(git.path())).unwrap_or(Path::new(""));
    let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
    let mut scope = parts.ok_or_else(|| Error::FolderNotUtf8 { path: folder.to_owned() })?.join("/");
    if !scope.is_empty() {
        scope.push('/');
    }
    Ok(Located { git, root, scope })
}

/// Bytes of a name for people: what is not UTF-8 is shown as `\xNN`.
fn shown(bytes: &[u8]) -> String {
    let chunk = |chunk: std::str::Utf8Chunk<'_>| {
        let escaped = chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}"));
        std::iter::once(chunk.valid().to_owned()).chain(escaped).collect::<String>()
    };
    bytes.utf8_chunks().map(chunk).collect()
}
