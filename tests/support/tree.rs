//! Folders of files, read and written for expectations.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use flinkmod::catalog;
use flinkmod::plan::Plan;
use flinkmod::settings::Release;
use flinkmod::snapshot::FileKind;
use flinkmod::transforms::RELEASES;

/// Bytes by path.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// All files below `folder` that flinkmod reads, by their path from there.
pub(crate) fn read(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.expect("fixtures can be read").path();
            let name = path.strip_prefix(folder).expect("it lies below").to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                open.push(path);
            } else if FileKind::of(&name).is_some() {
                files.insert(name, fs::read(&path).expect("fixtures can be read"));
            }
        }
    }
    files
}

/// Puts `files` in the place of what lies in `folder`.
pub(crate) fn write(folder: &Path, files: &Files) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("expectations can be written");
    }
    for (path, bytes) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("folders can be made");
        fs::write(path, bytes).expect("expectations can be written");
    }
}

/// The folders in `root`, sorted.
pub(crate) fn folders(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root).into_iter().flatten();
    let mut folders: Vec<_> = entries.map(|entry| entry.expect("fixtures can be read").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

/// The files that the plan changes, as they are after it.
pub(crate) fn changed(plan: &Plan) -> Files {
    plan.files.iter().map(|(path, file)| (path.to_string(), file.after.bytes().to_vec())).collect()
}

/// Each file as text, for comparisons that people can read.
pub(crate) fn shown(files: &Files) -> Vec<String> {
    files.iter().map(|(path, bytes)| format!("--- {path}\n{}", String::from_utf8_lossy(bytes))).collect()
}

/// The findings of the plan, one a line, by path and place.
pub(crate) fn findings(plan: &Plan) -> String {
    let mut lines: Vec<_> = plan
        .findings()
        .map(|reported| {
            let (note, site) = (&reported.finding.note, &reported.finding.site);
            let texts = [note.what.as_str(), note.why.as_str(), note.now.as_str()];
            let message = texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
            let (start, remedy) = (reported.place.start, reported.finding.remedy.kind().word());
            let line = format!("{}:{}:{}  {remedy}  {message}\n", site.path, start.line, start.column);
            (site.path.to_string(), start, line)
        })
        .collect();
    lines.sort();
    lines.into_iter().map(|(_, _, line)| line).collect()
}

/// The target with this version.
pub(crate) fn release(version: &str) -> Release {
    let releases = catalog::releases(RELEASES).expect("the releases are sound");
    releases.into_iter().find(|release| release.version == version).expect("a known release")
}

/// Whether expectations are to be rewritten.
pub(crate) fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some()
}
