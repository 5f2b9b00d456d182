//! The files of a folder as they lie.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder};

use super::{Error, LINK, NAME_NOT_UTF8, OWN_REPOSITORY, shown};
use crate::snapshot::{Contents, Entry, FileKind, Origin, Skipped, Snapshot, reason};

/// The files below `root` that its `.gitignore` files leave; only what lies in `scope` may be rewritten.
pub fn read_folder(root: &Path, scope: &str) -> Result<Snapshot, Error> {
    std::fs::read_dir(root).map_err(|error| Error::unusable_folder(root, &error))?;
    let repositories = Arc::new(Mutex::new(Vec::new()));
    let mut entries = Vec::new();
    let mut skipped = Vec::new();
    for found in walk(root, &repositories) {
        match found {
            Ok(found) => match read_entry(root, &found) {
                Some(Ok(entry)) => entries.push(entry),
                Some(Err(why)) => skipped.push(why),
                None => {}
            },
            Err(error) => skipped.push(unreadable(root, &error)),
        }
    }
    let repositories = std::mem::take(&mut *repositories.lock().unwrap_or_else(PoisonError::into_inner));
    let skip = |path: &PathBuf| skip(root, path, OWN_REPOSITORY);
    skipped.extend(repositories.iter().map(skip));
    skipped.retain(|skipped| skipped.path.starts_with(scope));
    entries.sort();
    skipped.sort();
    let contents = Arc::new(Files { root: root.to_owned() });
    Ok(Snapshot { origin: Origin::Folder, scope: scope.to_owned(), entries, skipped, contents })
}

/// Walks without settings of the user or of the machine, so that the same files give the same plan.
fn walk(root: &Path, repositories: &Arc<Mutex<Vec<PathBuf>>>) -> ignore::Walk {
    let repositories = Arc::clone(repositories);
    WalkBuilder::new(root)
        .standard_filters(false)
        .git_ignore(true)
        .require_git(false)
        .filter_entry(move |entry| {
            let inside = entry.depth() > 0 && !entry.path_is_symlink();
            let repository = inside && entry.path().join(".git").exists();
            if repository {
                let mut repositories = repositories.lock().unwrap_or_else(PoisonError::into_inner);
                repositories.push(entry.path().to_owned());
            }
            !repository && entry.file_name() != ".git"
        })
        .build()
}

/// A file that can be read, or why not; `None` for folders and for files that nobody reads.
fn read_entry(root: &Path, found: &DirEntry) -> Option<Result<Entry, Skipped>> {
    let file_type = found.file_type().filter(|file_type| !file_type.is_dir())?;
    let Some(path) = relative(root, found.path()) else {
        return Some(Err(skip(root, found.path(), NAME_NOT_UTF8)));
    };
    if file_type.is_symlink() {
        return Some(Err(skip(root, found.path(), LINK)));
    }
    let kind = FileKind::of(&path)?;
    if !file_type.is_file() {
        return Some(Err(skip(root, found.path(), "It is not a regular file.")));
    }
    let size = found.metadata().ok().as_ref().map(Metadata::len);
    Some(Ok(Entry { path: path.into(), kind, size }))
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

fn skip(root: &Path, path: &Path, why: &str) -> Skipped {
    let path = path.strip_prefix(root).unwrap_or(path);
    Skipped { path: shown(path.as_os_str().as_encoded_bytes()), why: why.to_owned() }
}

fn unreadable(root: &Path, error: &ignore::Error) -> Skipped {
    let why = error.io_error().map_or_else(|| error.to_string(), reason);
    skip(root, failed_path(error).unwrap_or(root), &format!("It cannot be read: {why}."))
}

fn failed_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => failed_path(err),
        _ => None,
    }
}

struct Files {
    root: PathBuf,
}

impl Contents for Files {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        std::fs::read(self.root.join(path)).map_err(|error| format!("It cannot be read: {}.", reason(&error)))
    }
}
