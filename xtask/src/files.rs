//! Reading and writing files, with the path in every failure.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The text of a file.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(Failure::at(path))
}

/// Writes a file, and the folders above it.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<(), Failure> {
    create_folder(path.parent().expect("a file to write lies in a folder"))?;
    fs::write(path, content).map_err(Failure::at(path))
}

/// Makes a folder and those above it.
pub(crate) fn create_folder(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(Failure::at(folder))
}

/// Makes sure that nothing is at `folder`.
pub(crate) fn remove_folder(folder: &Path) -> Result<(), Failure> {
    if folder.exists() { fs::remove_dir_all(folder).map_err(Failure::at(folder)) } else { Ok(()) }
}

/// The path without symbolic links, as other programs print it.
pub(crate) fn real_path(path: &Path) -> Result<PathBuf, Failure> {
    fs::canonicalize(path).map_err(Failure::at(path))
}

/// What lies in a folder, sorted by path.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, _>>())
        .map_err(Failure::at(folder))?;
    paths.sort();
    Ok(paths)
}

/// Every file below a folder, sorted by path.
pub(crate) fn below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    below_without(folder, &[])
}

/// Every file below a folder, sorted by path; not what lies in folders called `left_out`, nor links.
fn below_without(folder: &Path, left_out: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in entries(folder)? {
        let is_left_out = left_out.iter().any(|name| path.file_name().is_some_and(|found| found == *name));
        if path.is_dir() && !path.is_symlink() && !is_left_out {
            files.extend(below_without(&path, left_out)?);
        } else if path.is_file() {
            files.push(path);
        }
    }
    Ok(files)
}

/// Copies a tree over another one; a file that is there already is replaced.
pub(crate) fn overlay(from: &Path, to: &Path) -> Result<(), Failure> {
    overlay_without(from, to, &[])
}

/// Copies a project over another one, without what git and Maven keep beside it.
pub(crate) fn copy_project(from: &Path, to: &Path) -> Result<(), Failure> {
    overlay_without(from, to, &[".git", "target"])
}

/// Copies a tree without folders called `left_out`.
fn overlay_without(from: &Path, to: &Path, left_out: &[&str]) -> Result<(), Failure> {
    for source in below_without(from, left_out)? {
        let target = to.join(source.strip_prefix(from).expect("below lists what is under its folder"));
        create_folder(target.parent().expect("a copied file lies in a folder"))?;
        fs::copy(&source, &target).map_err(Failure::at(&source))?;
    }
    Ok(())
}
