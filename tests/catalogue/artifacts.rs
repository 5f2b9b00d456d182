//! The coordinates and versions in the rows, held against what there is to download: `transforms/artifacts.txt`.

use std::collections::{BTreeMap, BTreeSet};

use flinkmod::rules::Artifacts;

use crate::rows;

const FILE: &str = include_str!("../../transforms/artifacts.txt");

/// What there is of an artifact.
struct Available {
    /// `_2.12`, or nothing.
    suffix: &'static str,
    /// The newest release for Flink 1.
    old: &'static str,
    /// The releases for Flink 2.
    new: Vec<&'static str>,
}

/// The lines of the file, by artifact.
fn available() -> BTreeMap<&'static str, Available> {
    let mut available = BTreeMap::new();
    let mut last = "";
    for line in FILE.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> =
            line.split('\t').map(|column| if column == "-" { "" } else { column }).collect();
        let [name, suffix, old, new, evidence] = columns[..] else { panic!("`{line}` has not five columns") };
        assert!(last < name, "{last} stands before {name}");
        assert!(evidence.chars().all(|mark| "PMTCW".contains(mark)), "`{evidence}` of {name} means nothing");
        let known = Available { suffix, old, new: new.split_whitespace().collect() };
        assert!(!evidence.is_empty(), "nothing tells of {name}");
        available.insert(name, known);
        last = name;
    }
    available
}

fn rules() -> Vec<Artifacts> {
    let transforms = rows::transforms();
    transforms.iter().flat_map(|transform| &transform.rules).map(|rule| rule.artifacts()).collect()
}

/// The artifact without the Scala suffix, and the suffix.
fn split(name: &str) -> (&str, &str) {
    name.strip_suffix("_2.12").map_or((name, ""), |rest| (rest, "_2.12"))
}

#[test]
fn what_rows_take_out_has_no_release_for_flink_2() {
    let available = available();
    let gone = rules().into_iter().filter(|rule| rule.are_gone).flat_map(|rule| rule.old);
    let wrong: Vec<String> =
        gone.filter(|name| available.get(name.as_str()).is_none_or(|known| !known.new.is_empty())).collect();
    assert!(wrong.is_empty(), "not known to be gone: {wrong:#?}");
}

#[test]
fn what_rows_write_can_be_downloaded() {
    let available = available();
    let mut wrong = Vec::new();
    for rule in rules() {
        wrong.extend(rule.of_flink.into_iter().filter(|name| {
            let (name, suffix) = split(name);
            let known = available.get(name).filter(|known| suffix.is_empty() || known.suffix == suffix);
            known.is_none_or(|known| known.new.is_empty())
        }));
        let released = rule.released.into_iter().filter(|(name, version)| {
            let known = available.get(name.as_str());
            known.is_none_or(|known| known.old != version && !known.new.contains(&version.as_str()))
        });
        wrong.extend(released.map(|(name, version)| format!("{name}:{version}")));
    }
    assert!(wrong.is_empty(), "not known to be there: {wrong:#?}");
}

#[test]
fn what_rows_look_for_is_known_and_what_is_known_is_in_a_row() {
    let available = available();
    let named: BTreeSet<String> = rules()
        .into_iter()
        .flat_map(|rule| {
            let released = rule.released.into_iter().map(|(name, _)| name);
            rule.old.into_iter().chain(rule.of_flink).chain(released).collect::<Vec<_>>()
        })
        .collect();
    let unknown: Vec<&String> = named.iter().filter(|name| !available.contains_key(split(name).0)).collect();
    assert!(unknown.is_empty(), "put these into transforms/artifacts.txt: {unknown:#?}");
    let full = |(name, known): (&&str, &Available)| format!("{name}{}", known.suffix);
    let idle: Vec<String> = available.iter().map(full).filter(|name| !named.contains(name)).collect();
    assert!(idle.is_empty(), "no row names these of transforms/artifacts.txt: {idle:#?}");
}
