//! What `config_key` says about settings is true of every release, and nothing that is gone is missing.

use std::collections::{BTreeMap, BTreeSet};

const TABLE: &str = include_str!("../transforms/settings_keys.txt");
const ROWS: &str = include_str!("../transforms/config_key.toml");

/// Keys that no row names, and why.
const UNNAMED: &[(&str, &str)] = &[
    ("hidden.execution.mode", "nobody sets it: it is how Flink hands an `ExecutionConfig` on"),
    ("hidden.execution.retries", "nobody sets it: it is how Flink hands an `ExecutionConfig` on"),
    ("lookup.join.cache.ttl", "an option of a table, which the connector for Hive still reads"),
    ("state.backend.changelog.enabled_for_application", "nobody sets it: it is internal"),
    ("streaming-source.consume-order", "an option of a table, which the connector for Hive still reads"),
    (
        "streaming-source.consume-start-offset",
        "an option of a table, which the connector for Hive still reads",
    ),
    ("streaming-source.enable", "an option of a table, which the connector for Hive still reads"),
    ("streaming-source.monitor-interval", "an option of a table, which the connector for Hive still reads"),
    ("streaming-source.partition-order", "an option of a table, which the connector for Hive still reads"),
    ("streaming-source.partition.include", "an option of a table, which the connector for Hive still reads"),
];

/// A line of the table.
struct Known {
    first: &'static str,
    last: &'static str,
    /// The key under which the target reads its value, when that is another one.
    now: Option<&'static str>,
}

/// A row of the transform.
struct Row {
    names: Vec<String>,
    last: Option<String>,
    to: Option<String>,
    /// Whether others read a key of that name too.
    is_shared: bool,
}

#[test]
fn keys_are_gone_since_the_release_that_is_said() {
    let table = table();
    for row in rows() {
        for name in &row.names {
            let known = table.get(name.as_str());
            match &row.last {
                Some(_) if row.is_shared && known.is_none() => {}
                Some(last) => {
                    assert_eq!(known.map(|known| known.last), Some(last.as_str()), "{name}");
                    assert!(last.starts_with("1."), "{name}");
                }
                None => assert!(known.is_some_and(|known| known.last.starts_with("2.")), "{name}"),
            }
        }
    }
}

#[test]
fn the_target_reads_what_takes_their_place() {
    let table = table();
    for to in rows().into_iter().filter_map(|row| row.to) {
        let known = table.get(to.as_str());
        assert!(known.is_some_and(|known| known.last.starts_with("2.") && known.now.is_none()), "{to}");
    }
}

#[test]
fn every_key_that_is_gone_is_named() {
    let named: BTreeSet<String> = rows().into_iter().flat_map(|row| row.names).collect();
    let unnamed: BTreeSet<&str> = UNNAMED.iter().map(|(key, _)| *key).collect();
    let gone = table().into_iter().filter(|(_, known)| known.last.starts_with("1."));
    let missing: Vec<_> = gone
        .filter(|(key, _)| !named.contains(*key) && !unnamed.contains(key))
        .map(|(key, known)| format!("{key}, {} to {}", known.first, known.last))
        .collect();
    assert!(missing.is_empty(), "no row names these: {missing:#?}");
    let both: Vec<_> = unnamed.into_iter().filter(|key| named.contains(*key)).collect();
    assert!(both.is_empty(), "a row names these after all: {both:#?}");
}

fn table() -> BTreeMap<&'static str, Known> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let read = |line: &'static str| {
        let mut parts = line.split('\t');
        let (key, releases) = (parts.next()?, parts.next()?);
        let (first, last) = releases.split_once('-')?;
        Some((key, Known { first, last, now: parts.next() }))
    };
    lines.map(|line| read(line).unwrap_or_else(|| panic!("a line of the table is broken: {line}"))).collect()
}

fn rows() -> Vec<Row> {
    let written: toml::Table = ROWS.parse().expect("the transform file is sound");
    let rules = written["rule"].as_array().expect("it has rules").iter();
    let keys = rules.flat_map(|rule| rule["key"].as_array().expect("the rule has keys"));
    let text = |value: &toml::Value| value.as_str().expect("it is a text").to_owned();
    let row = |key: &toml::Value| Row {
        names: key["names"].as_array().expect("a key has names").iter().map(text).collect(),
        last: key.get("last").map(text),
        to: key.get("to").map(text),
        is_shared: key.get("beside").is_some(),
    };
    keys.map(row).collect()
}
