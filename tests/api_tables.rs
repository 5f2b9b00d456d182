//! The table in the program says what the committed texts say.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use flinkmod::flink::{Api, ClassFacts, Member, ReleaseId};

/// The lines of every table, each class with what is below it.
fn written() -> BTreeMap<String, Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("transforms/api");
    let entries = fs::read_dir(folder).expect("the tables are there").map(|entry| entry.expect("it is read"));
    let names = ["columns.txt", "levels.txt", "sources.txt"];
    let is_table = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".txt") && !names.contains(&&*name)
    };
    let mut classes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in entries.map(|entry| entry.path()).filter(|path| is_table(path)) {
        let text = fs::read_to_string(path).expect("a table is text");
        let mut last = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if !line.starts_with(' ') {
                line.split(['\t', '<']).next().unwrap_or_default().clone_into(&mut last);
            }
            classes.entry(last.clone()).or_default().push(line.to_owned());
        }
    }
    classes
}

/// The same lines, as the program knows them.
fn known(class: ClassFacts) -> Vec<String> {
    let head = format!("{}{}", class.name(), class.parameters());
    let has = |release: &ReleaseId| class.releases().has(*release);
    let mut lines = vec![format!("{head}\t{}", ranges(&has))];
    let facts = class.supertypes().chain(class.members());
    lines.extend(facts.map(|member| {
        let has = |release: &ReleaseId| member.releases().has(*release);
        let releases = if member.releases() == class.releases() { String::new() } else { ranges(&has) };
        format!(" {}\t{releases}", text(member))
    }));
    lines
}

fn text(member: Member) -> String {
    let between = if matches!(member.name(), "extends" | "implements") { " " } else { "" };
    let exceptions: Vec<&str> = member.exceptions().collect();
    let rest = match (member.constant(), &exceptions[..]) {
        (Some(value), _) => format!(" = {value}"),
        (None, []) => String::new(),
        (None, exceptions) => format!(" throws {}", exceptions.join(",")),
    };
    format!("{}{between}{}{rest}", member.name(), member.types())
}

/// `1.13-1.16,2.0`.
fn ranges(has: &dyn Fn(&ReleaseId) -> bool) -> String {
    let mut ranges: Vec<(&str, &str)> = Vec::new();
    let mut is_open = false;
    for release in Api.releases().chain(Api.levels()) {
        match ranges.last_mut() {
            Some(range) if is_open && has(&release) => range.1 = release.name,
            Some(_) | None if has(&release) => ranges.push((release.name, release.name)),
            Some(_) | None => {}
        }
        is_open = has(&release);
    }
    let written = |(first, last): &(&str, &str)| {
        if first == last { (*first).to_owned() } else { format!("{first}-{last}") }
    };
    ranges.iter().map(written).collect::<Vec<_>>().join(",")
}

#[test]
fn every_line_is_in_the_program() {
    let written = written();
    assert_eq!(Api.classes().count(), written.len());
    for class in Api.classes() {
        let lines = &written[class.name()];
        let known = known(class);
        assert_eq!(known.len(), lines.len(), "{}", class.name());
        for (known, line) in known.iter().zip(lines) {
            let columns: Vec<&str> = line.splitn(3, '\t').collect();
            let line = format!("{}\t{}", columns[0], columns.get(1).unwrap_or(&""));
            assert_eq!(*known, line, "in {}", class.name());
        }
    }
}

#[test]
fn every_word_is_in_the_program() {
    for (name, lines) in written() {
        let class = Api.class(&name).expect("it was counted");
        let words = |line: &str| line.splitn(3, '\t').nth(2).unwrap_or_default().to_owned();
        let is_word = |word: &&str| !word.starts_with("deprecated:");
        assert!(words(&lines[0]).split(' ').filter(is_word).all(|word| class.is(word)), "{}", lines[0]);
        let facts = class.supertypes().chain(class.members());
        for (fact, line) in facts.zip(&lines[1..]) {
            let words = words(line);
            let words: Vec<&str> =
                words.split(' ').filter(|word| !word.is_empty() && is_word(word)).collect();
            assert!(words.iter().all(|word| fact.is(word)), "{line}");
            assert_eq!(fact.is("abstract"), words.contains(&"abstract"), "{line}");
        }
    }
}
