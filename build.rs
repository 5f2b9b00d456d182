//! Builds into the program what it has not at hand when it runs: the tables of Flink's API, and the
//! first case of each transform, as the example that `flinkmod explain` shows.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "build/api.rs"]
mod api;
#[path = "src/flink/layout.rs"]
#[allow(dead_code, reason = "sizes matter to the reader alone")]
mod layout;
#[path = "build/pool.rs"]
mod pool;
#[path = "build/signature.rs"]
mod signature;

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the package's folder"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names the folder for what is built"));
    println!("cargo::rerun-if-changed={}", root.join("transforms/mod.rs").display());
    fs::write(out.join("api.bin"), api::table(&root.join("transforms/api"))?)?;
    let mut examples = String::from("&[\n");
    for transform in folders(&root.join("fixtures"))? {
        let id = transform.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !root.join("transforms").join(format!("{id}.toml")).is_file() {
            continue;
        }
        let Some(case) = folders(&transform)?.into_iter().find(|case| case.join("after").is_dir()) else {
            continue;
        };
        write_example(&mut examples, &id, &case)?;
    }
    fs::write(out.join("examples.rs"), examples + "]\n")
}

/// Writes one `(id, [(path, before, after)])`.
fn write_example(examples: &mut String, id: &str, case: &Path) -> io::Result<()> {
    writeln!(examples, "({id:?}, &[").expect("memory takes everything");
    let (before, after) = (case.join("before"), case.join("after"));
    for file in files(&after)? {
        let path = file.strip_prefix(&after).expect("the walk began there");
        let name = path.to_string_lossy().replace('\\', "/");
        let [old, file] = [before.join(path), file.clone()].map(|path| path.display().to_string());
        println!("cargo::rerun-if-changed={old}\ncargo::rerun-if-changed={file}");
        writeln!(examples, "({name:?}, include_bytes!({old:?}), include_bytes!({file:?})),")
            .expect("memory takes everything");
    }
    writeln!(examples, "]),").expect("memory takes everything");
    Ok(())
}

/// The folders in `folder`, sorted; none when it is missing, as in a package without fixtures.
fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    Ok(entries(folder)?.into_iter().filter(|path| path.is_dir()).collect())
}

/// All files below `folder`, sorted.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in entries(folder)? {
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries: io::Result<Vec<PathBuf>> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut entries = entries?;
    entries.sort();
    Ok(entries)
}
