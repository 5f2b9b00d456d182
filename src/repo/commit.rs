//! The files of a commit.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use git2::{Commit, ErrorCode, ObjectType, Odb, Oid, Repository, StatusOptions, Tree};

use super::{Error, LINK, Located, NAME_NOT_UTF8, OWN_REPOSITORY, shown};
use crate::snapshot::{Contents, Entry, FileKind, Origin, Skipped, Snapshot};

const MODE_LINK: i32 = 0o120_000;

/// The files of the commit that `revision` names.
pub fn read_commit(located: &Located, revision: &str) -> Result<Snapshot, Error> {
    let git = &located.git;
    let commit = find_commit(git, revision)?;
    let listing = list(git, &commit).map_err(|error| unreadable(&error))?;
    let Listing { mut entries, ids, mut skipped } = listing;
    entries.sort();
    skipped.retain(|skipped| skipped.path.starts_with(&located.scope));
    skipped.sort();
    Ok(Snapshot {
        origin: Origin::Commit(commit.id().to_string()),
        scope: located.scope.clone(),
        entries,
        skipped,
        contents: Arc::new(Blobs { git_dir: git.path().to_owned(), ids, idle: Mutex::default() }),
    })
}

/// How many files of the named folder differ from the last commit or are not in it.
pub fn uncommitted(located: &Located) -> Result<usize, Error> {
    if located.root.is_none() {
        return Ok(0);
    }
    let mut options = StatusOptions::new();
    options.include_untracked(true).exclude_submodules(true);
    if !located.scope.is_empty() {
        options.pathspec(&located.scope).disable_pathspec_match(true);
    }
    let statuses = located.git.statuses(Some(&mut options));
    let statuses = statuses.map_err(|error| Error::git("The state of the files cannot be read", &error))?;
    Ok(statuses.len())
}

fn find_commit<'git>(git: &'git Repository, revision: &str) -> Result<Commit<'git>, Error> {
    if revision == "HEAD" && git.head().is_err_and(|error| error.code() == ErrorCode::UnbornBranch) {
        return Err(Error::Unborn { branch: head_branch(git).unwrap_or_else(|| "HEAD".into()) });
    }
    let commit = git.revparse_single(revision).and_then(|object| object.peel_to_commit());
    commit.map_err(|error| match error.code() {
        // A reference that is there names a commit, so the commit itself is missing.
        ErrorCode::NotFound if git.resolve_reference_from_short_name(revision).is_ok() => unreadable(&error),
        ErrorCode::NotFound | ErrorCode::InvalidSpec | ErrorCode::Peel => {
            Error::UnknownRevision { revision: revision.to_owned() }
        }
        _ => unreadable(&error),
    })
}

fn unreadable(error: &git2::Error) -> Error {
    Error::git("The commit cannot be read", error)
}

/// The branch that `HEAD` names, whether it has commits or not.
pub(super) fn head_branch(git: &Repository) -> Option<String> {
    let head = git.find_reference("HEAD").ok()?;
    let target = head.symbolic_target().ok()??;
    target.strip_prefix("refs/heads/").map(str::to_owned)
}

#[derive(Default)]
struct Listing {
    entries: Vec<Entry>,
    ids: BTreeMap<Arc<str>, Oid>,
    skipped: Vec<Skipped>,
}

impl Listing {
    fn skip(&mut self, path: &str, why: &str) {
        self.skipped.push(Skipped { path: path.to_owned(), why: why.to_owned() });
    }
}

fn list(git: &Repository, commit: &Commit<'_>) -> Result<Listing, git2::Error> {
    let mut listing = Listing::default();
    list_tree(git, &git.odb()?, &commit.tree()?, "", &mut listing)?;
    Ok(listing)
}

fn list_tree(
    git: &Repository,
    odb: &Odb<'_>,
    tree: &Tree<'_>,
    folder: &str,
    listing: &mut Listing,
) -> Result<(), git2::Error> {
    for entry in tree {
        let Ok(name) = str::from_utf8(entry.name_bytes()) else {
            listing.skip(&format!("{folder}{}", shown(entry.name_bytes())), NAME_NOT_UTF8);
            continue;
        };
        let path = format!("{folder}{name}");
        match entry.kind() {
            Some(ObjectType::Tree) => {
                list_tree(git, odb, &git.find_tree(entry.id())?, &format!("{path}/"), listing)?;
            }
            Some(ObjectType::Commit) => listing.skip(&path, OWN_REPOSITORY),
            _ if entry.filemode() == MODE_LINK => listing.skip(&path, LINK),
            _ => list_file(odb, path.into(), entry.id(), listing),
        }
    }
    Ok(())
}

fn list_file(odb: &Odb<'_>, path: Arc<str>, id: Oid, listing: &mut Listing) {
    let Some(kind) = FileKind::of(&path) else { return };
    let size = odb.read_header(id).ok().and_then(|(size, _)| u64::try_from(size).ok());
    listing.ids.insert(Arc::clone(&path), id);
    listing.entries.push(Entry { path, kind, size });
}

/// Reads blobs from many threads, each with a handle of its own: a handle of libgit2 serves one at a time.
struct Blobs {
    git_dir: PathBuf,
    ids: BTreeMap<Arc<str>, Oid>,
    idle: Mutex<Vec<Repository>>,
}

impl Contents for Blobs {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let id = *self.ids.get(path).ok_or("It is not in the commit.")?;
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let git = idle.map_or_else(|| Repository::open(&self.git_dir), Ok);
        let git = git.map_err(|error| format!("The repository cannot be opened: {}.", error.message()))?;
        let bytes = git.find_blob(id).map(|blob| blob.content().to_vec());
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(git);
        bytes.map_err(|error| no_content(id, &error))
    }
}

fn no_content(id: Oid, error: &git2::Error) -> String {
    if error.code() == ErrorCode::NotFound {
        return format!(
            "Its content is not in the repository, as in a partial clone; `git cat-file -e {id}` fetches it."
        );
    }
    format!("Git cannot read it: {}.", error.message())
}
