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
    "logs",
    "state",
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
const MOST_LINES: usize = 300;

/// Tests are lists, and may be longer.
const MOST_LINES_OF_TESTS: usize = 350;

/// A longer function does two things.
const MOST_LINES_OF_A_FUNCTION: usize = 40;

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
fn files_begin_with_their_reason() {
    let silent = |(_, text): &(PathBuf, String)| !text.starts_with("//! ");
    let silent: Vec<_> = sources().into_iter().chain(tests()).filter(silent).map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "no word about why these files exist: {silent:#?}");
}

#[test]
fn files_stay_short() {
    let too_long = |files: Vec<(PathBuf, String)>, most| {
        let lengths = files.into_iter().map(|(path, text)| (path, text.lines().count()));
        lengths.filter(move |(_, lines)| *lines > most)
    };
    let of_tests = too_long(tests(), MOST_LINES_OF_TESTS);
    let long: Vec<_> = too_long(sources(), MOST_LINES).chain(of_tests).collect();
    assert!(long.is_empty(), "split these files: {long:#?}");
}

#[test]
fn functions_do_one_thing() {
    let mut long = Vec::new();
    for (path, text) in sources().into_iter().chain(tests()) {
        let functions = functions(&text);
        let functions = functions.into_iter().filter(|(_, lines)| *lines > MOST_LINES_OF_A_FUNCTION);
        long.extend(functions.map(|(name, lines)| format!("{}: `{name}`, {lines} lines", path.display())));
    }
    assert!(long.is_empty(), "split these functions: {long:#?}");
}

#[test]
fn every_transform_is_in_the_changelog() {
    let changelog = include_str!("../CHANGELOG.md");
    let missing = |id: &&str| !changelog.contains(&format!("\n- `{id}`: "));
    let missing: Vec<_> =
        flinkmod::transforms::TRANSFORMS.iter().map(|source| source.id).filter(missing).collect();
    assert!(missing.is_empty(), "not in CHANGELOG.md: {missing:?}");
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

/// The functions of a file and their lines; rustfmt lets a function end where its indentation says.
fn functions(text: &str) -> Vec<(&str, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let indent = &line[..line.len() - code.len()];
        let Some(name) = function_name(code) else { continue };
        let ends = |line: &&str| {
            let rest = line.strip_prefix(indent).filter(|rest| !rest.starts_with(' '));
            rest.is_some_and(|rest| rest == "}" || rest.ends_with([';', '}']))
        };
        let length = lines[start..].iter().position(ends).expect("a function has an end") + 1;
        found.push((name, length));
    }
    found
}

/// The name of the function that begins in this line of code.
fn function_name(code: &str) -> Option<&str> {
    let (before, rest) = code.split_once("fn ")?;
    let qualifiers = before.split_whitespace().all(|word| word == "const" || word.starts_with("pub"));
    let name = rest.split(['(', '<']).next().filter(|name| !name.is_empty());
    name.filter(|_| qualifiers)
}

fn sources() -> Vec<(PathBuf, String)> {
    rust_files(&["src", "transforms"])
}

fn tests() -> Vec<(PathBuf, String)> {
    rust_files(&["tests"])
}

/// The Rust files in `folders`, with their text.
fn rust_files(folders: &[&str]) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
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
