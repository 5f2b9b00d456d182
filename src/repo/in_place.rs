//! Files written where they lie: each in one go, and all of them or none.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use git2::Status;

use super::{Error, Located};
use crate::snapshot::reason;

/// A file to be written, and the bytes that it must have until then.
#[derive(Clone, Copy, Debug)]
pub struct Replacement<'p> {
    /// Path from the root.
    pub path: &'p str,
    /// As it was read.
    pub before: &'p [u8],
    /// As it is to be.
    pub after: &'p [u8],
}

/// Refuses files whose changes are not committed: writing over them could not be undone.
pub fn refuse_uncommitted<'p>(
    located: &Located,
    paths: impl IntoIterator<Item = &'p str>,
) -> Result<(), Error> {
    for path in paths {
        let status = located.git.status_file(Path::new(path));
        let status = status.map_err(|error| Error::git("The state of a file cannot be read", &error))?;
        if status != Status::CURRENT {
            return Err(Error::Uncommitted { path: path.to_owned() });
        }
    }
    Ok(())
}

/// Writes all of `replacements` below `root`, or none.
pub fn write_in_place(root: &Path, replacements: &[Replacement<'_>]) -> Result<(), Error> {
    for replacement in replacements {
        check_unchanged(root, replacement)?;
    }
    let staged = stage_all(root, replacements)?;
    for (done, (replacement, temporary)) in replacements.iter().zip(&staged).enumerate() {
        if let Err(error) = fs::rename(temporary, root.join(replacement.path)) {
            discard(&staged[done..]);
            return Err(put_back(root, &replacements[..done], unwritable(replacement, &error)));
        }
    }
    Ok(())
}

fn check_unchanged(root: &Path, replacement: &Replacement<'_>) -> Result<(), Error> {
    let path = root.join(replacement.path);
    let regular = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file());
    let same = regular && fs::read(&path).is_ok_and(|bytes| bytes == replacement.before);
    if same { Ok(()) } else { Err(Error::Changed { path: replacement.path.to_owned() }) }
}

/// Writes the new texts beside the files, in the order of `replacements`.
fn stage_all(root: &Path, replacements: &[Replacement<'_>]) -> Result<Vec<PathBuf>, Error> {
    let mut staged: Vec<PathBuf> = Vec::new();
    for replacement in replacements {
        match stage(&root.join(replacement.path), replacement.after) {
            Ok(temporary) => staged.push(temporary),
            Err(error) => {
                discard(&staged);
                return Err(unwritable(replacement, &error));
            }
        }
    }
    Ok(staged)
}

fn stage(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let metadata = fs::metadata(path)?;
    if metadata.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".flinkmod-{}", std::process::id()));
    let temporary = path.with_file_name(name);
    let mut file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
    let filled = file.write_all(bytes).and_then(|()| file.sync_all());
    let filled = filled.and_then(|()| file.set_permissions(metadata.permissions()));
    filled.map(|()| temporary.clone()).inspect_err(|_| discard(&[temporary]))
}

/// Restores the files that were already renamed over, and says `error`, or what is worse.
fn put_back(root: &Path, done: &[Replacement<'_>], error: Error) -> Error {
    let restore = |replacement: &Replacement<'_>| {
        let path = root.join(replacement.path);
        stage(&path, replacement.before).and_then(|temporary| fs::rename(temporary, path))
    };
    let stuck: Vec<&str> =
        done.iter().filter(|replacement| restore(replacement).is_err()).map(|stuck| stuck.path).collect();
    match error {
        Error::Unwritable { path, why } if !stuck.is_empty() => {
            Error::HalfWritten { path, why, changed: stuck.join(", ") }
        }
        error => error,
    }
}

/// Takes temporary files away; one that stays does no harm, so a failure is not worth a word.
fn discard(staged: &[PathBuf]) {
    for temporary in staged {
        drop(fs::remove_file(temporary));
    }
}

fn unwritable(replacement: &Replacement<'_>, error: &io::Error) -> Error {
    Error::Unwritable { path: replacement.path.to_owned(), why: reason(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_all_files() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a"), "1").expect("written");
        let replacement = Replacement { path: "a", before: b"1", after: b"2" };
        write_in_place(folder.path(), &[replacement]).expect("nothing is in the way");
        assert_eq!(fs::read(folder.path().join("a")).expect("there"), b"2");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn puts_back_what_was_written_before_a_failure() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::write(root.join("a"), "1").expect("written");
        let done = Replacement { path: "a", before: b"0", after: b"1" };
        let failed = Replacement { path: "b", before: b"", after: b"" };
        let error = put_back(root, &[done], unwritable(&failed, &io::ErrorKind::StorageFull.into()));
        assert!(matches!(error, Error::Unwritable { .. }), "{error}");
        assert_eq!(fs::read(root.join("a")).expect("there"), b"0");
    }

    #[test]
    fn refuses_a_file_that_is_not_what_was_read() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a"), "new").expect("written");
        fs::write(folder.path().join("b"), "1").expect("written");
        let replacements = [
            Replacement { path: "b", before: b"1", after: b"2" },
            Replacement { path: "a", before: b"old", after: b"2" },
        ];
        let error = write_in_place(folder.path(), &replacements).expect_err("`a` is another text");
        assert!(matches!(error, Error::Changed { path } if path == "a"));
        assert_eq!(fs::read(folder.path().join("b")).expect("there"), b"1");
    }
}
