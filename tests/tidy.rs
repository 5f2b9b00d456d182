//! The house rules that a machine can check.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules in the order of their layers, as in ARCHITECTURE.md.
const LAYERS: &[&str] = &[
    "text",
    "snapshot",
    "syntax",
    "view",
    "settings",
    "flink",
    "types",
    "finding",
    "rules",
    "catalog",
    "transforms",
    "plan",
    "engine",
    "report",
    "repo",
    "cli",
];

/// A file longer than this holds two rooms.
const MOST_LINES: usize = 350;

#[test]
fn modules_use_only_the_layers_above_them() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(own) = layer_of(&path) else { continue };
        for (number, line) in text.lines().enumerate() {
            for used in uses(line) {
                let used_layer = LAYERS.iter().position(|layer| *layer == used);
                if used_layer.is_some_and(|used_layer| used_layer > own) && !is_allowed(own, used) {
                    wrong.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "a layer uses one below it:\n{}", wrong.join("\n"));
}

#[test]
fn files_begin_with_their_reason_and_stay_short() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let lines = text.lines().count();
        if lines > MOST_LINES {
            wrong.push(format!("{}: {lines} lines", path.display()));
        }
        let is_room = path.file_stem().is_some_and(|stem| stem != "mod" && stem != "main");
        if is_room && lines > 60 && !text.starts_with("//!") {
            wrong.push(format!("{}: no word about why this module exists", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_left_for_later() {
    let marks = ["to".to_owned() + "do!", "unimple".to_owned() + "mented!", "FIX".to_owned() + "ME"];
    let hits = |text: &str| marks.iter().any(|mark| text.contains(mark.as_str()));
    let left: Vec<_> = sources().into_iter().filter(|(_, text)| hits(text)).map(|(path, _)| path).collect();
    assert!(left.is_empty(), "{left:?}");
}

/// The catalog reads the list of transforms, and a hook is a rule: the two know each other.
fn is_allowed(own: usize, used: &str) -> bool {
    LAYERS[own] == "catalog" && used == "transforms"
}

fn uses(line: &str) -> Vec<&str> {
    let code = line.split("//").next().unwrap_or_default();
    let paths = code.match_indices("crate::").map(|(at, found)| &code[at + found.len()..]);
    paths.filter_map(|path| path.split(|char: char| !char.is_alphanumeric() && char != '_').next()).collect()
}

fn layer_of(path: &Path) -> Option<usize> {
    let path = path.to_string_lossy().replace('\\', "/");
    let inside = path.rsplit_once("/src/").map_or("transforms", |(_, inside)| inside);
    let name = inside.split(['/', '.']).next()?;
    LAYERS.iter().position(|layer| *layer == name)
}

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut open = vec![root.join("src"), root.join("transforms")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("the sources can be read") {
            let path = entry.expect("the sources can be read").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("the sources are UTF-8");
                found.push((path, text));
            }
        }
    }
    found
}
