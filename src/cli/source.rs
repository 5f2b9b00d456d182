//! Opens what is to be read, and says what a person would not expect of it.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::task::{Source, Task};
use crate::repo::{self, Located, Location};
use crate::snapshot::{Origin, Snapshot};

/// Files that can be read, and remarks about them.
pub(super) struct Opened {
    pub(super) snapshot: Snapshot,
    pub(super) notes: Vec<String>,
}

/// Opens the files of `task` to look at them.
pub(super) fn open(task: &Task) -> Result<Opened, Failure> {
    match repo::locate(&task.path)? {
        Location::Folder(folder) => open_folder(task, &folder),
        Location::Repository(located) => match &task.source {
            Source::Folder => open_worktree(&located),
            Source::Commit(revision) => open_commit(&located, revision),
            Source::Default => open_head_or_worktree(&located),
        },
    }
}

/// A commit on which others can be written.
pub(super) struct Base {
    pub(super) located: Located,
    /// Its full id.
    pub(super) commit: String,
    pub(super) opened: Opened,
}

/// Opens the commit of `task` to write commits on it.
pub(super) fn open_for_branch(task: &Task) -> Result<Base, Failure> {
    let located = match repo::locate(&task.path)? {
        Location::Repository(located) => located,
        Location::Folder(folder) => return Err(no_repository(&folder)),
    };
    let opened = match &task.source {
        Source::Default => open_commit(&located, "HEAD")?,
        Source::Commit(revision) => open_commit(&located, revision)?,
        Source::Folder => return Err(no_commit()),
    };
    match opened.snapshot.origin.clone() {
        Origin::Commit(commit) => Ok(Base { located, commit, opened }),
        Origin::Folder => Err(no_commit()),
    }
}

/// Opens the files as they lie to write them where they lie; gives the folder that paths start at.
pub(super) fn open_in_place(task: &Task) -> Result<(PathBuf, Option<Located>, Opened), Failure> {
    match repo::locate(&task.path)? {
        Location::Folder(root) => {
            let snapshot = repo::read_folder(&root, "")?;
            Ok((root, None, Opened { snapshot, notes: Vec::new() }))
        }
        Location::Repository(located) => {
            let opened = open_worktree(&located)?;
            Ok((worktree_of(&located)?.to_owned(), Some(located), opened))
        }
    }
}

fn open_folder(task: &Task, folder: &Path) -> Result<Opened, Failure> {
    if let Source::Commit(revision) = &task.source {
        return Err(Failure::asked(format!(
            "There is no commit `{revision}`: `{}` is not in a git repository.",
            folder.display()
        ))
        .hinted("Leave `--at` out to read the files as they lie."));
    }
    let snapshot = repo::read_folder(folder, "")?;
    let notes = match task.source {
        Source::Folder => Vec::new(),
        Source::Default | Source::Commit(_) => vec![format!(
            "`{}` is not in a git repository, so the files are read as they lie.",
            task.path.display()
        )],
    };
    Ok(Opened { snapshot, notes })
}

fn open_commit(located: &Located, revision: &str) -> Result<Opened, Failure> {
    let snapshot = repo::read_commit(located, revision)?;
    if is_missing(&snapshot) {
        let scope = located.scope.trim_end_matches('/');
        return Err(Failure::asked(format!("The commit `{revision}` has no folder `{scope}`."))
            .hinted("Commit it first, or read the files as they lie with `--worktree`."));
    }
    let notes = if revision == "HEAD" { uncommitted_note(located)? } else { Vec::new() };
    Ok(Opened { snapshot, notes })
}

fn open_head_or_worktree(located: &Located) -> Result<Opened, Failure> {
    let snapshot = repo::read_commit(located, "HEAD")?;
    if !is_missing(&snapshot) {
        return Ok(Opened { snapshot, notes: uncommitted_note(located)? });
    }
    let mut opened = open_worktree(located)?;
    opened.notes.push(format!(
        "The last commit has no folder `{}`, so the files are read as they lie.",
        located.scope.trim_end_matches('/')
    ));
    Ok(opened)
}

fn open_worktree(located: &Located) -> Result<Opened, Failure> {
    let snapshot = repo::read_folder(worktree_of(located)?, &located.scope)?;
    Ok(Opened { snapshot, notes: Vec::new() })
}

fn worktree_of(located: &Located) -> Result<&Path, Failure> {
    located.root.as_deref().ok_or_else(|| {
        Failure::asked("The repository is bare: it has commits and no files that lie anywhere.")
            .hinted("Name a commit with `--at`, or leave `--worktree` and `--in-place` out.")
    })
}

/// Whether the commit has nothing below the named folder.
fn is_missing(snapshot: &Snapshot) -> bool {
    let inside = |path: &str| path.starts_with(&snapshot.scope);
    !snapshot.scope.is_empty()
        && !snapshot.entries.iter().any(|entry| inside(&entry.path))
        && !snapshot.skipped.iter().any(|skipped| inside(&skipped.path))
}

fn uncommitted_note(located: &Located) -> Result<Vec<String>, Failure> {
    Ok(match repo::uncommitted(located)? {
        0 => Vec::new(),
        1 => vec!["1 path has changes that are not committed; they are not in the plan.".to_owned()],
        count => {
            vec![format!("{count} paths have changes that are not committed; they are not in the plan.")]
        }
    })
}

fn no_repository(folder: &Path) -> Failure {
    Failure::asked(format!(
        "`{}` is not in a git repository, so there is nowhere to write a branch.",
        folder.display()
    ))
    .hinted("`--in-place` writes the files where they lie, all of them or none.")
    .hinted("`git init` and a first commit let you review the change as a branch.")
}

fn no_commit() -> Failure {
    Failure::asked("A branch holds commits, and the files as they lie are none.")
        .hinted("Leave `--worktree` out to start from the last commit.")
        .hinted("`--in-place` writes the files where they lie.")
}
