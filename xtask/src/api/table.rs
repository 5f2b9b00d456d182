//! What all releases declare, merged: one fact once, with the releases that have it.
//!
//! The text is described in `transforms/api/README.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::column_set::ColumnSet;
use super::view::{ClassView, Fact};

/// Classes by their full name.
#[derive(Default)]
pub(super) struct Table {
    classes: BTreeMap<String, Class>,
}

#[derive(Default)]
struct Class {
    columns: ColumnSet,
    deprecated: ColumnSet,
    /// From the newest release that has the class.
    head: (String, String),
    /// Whether a release has it where other packages can name it.
    was_seen: bool,
    /// Whether some release lists its members; then all do, so that none seems to come or go.
    is_listed: bool,
    facts: BTreeMap<Fact, Presence>,
}

#[derive(Default)]
struct Presence {
    columns: ColumnSet,
    deprecated: ColumnSet,
}

impl Table {
    /// Adds what one release says; releases come in their order. A class that becomes hidden is gone.
    pub(super) fn add(&mut self, column: usize, view: ClassView) {
        let class = self.classes.entry(view.name).or_default();
        if class.columns.has(column) || (view.is_hidden && class.was_seen) {
            return;
        }
        class.was_seen |= !view.is_hidden;
        class.is_listed |= view.is_listed;
        class.columns.insert(column);
        class.deprecated.insert_if(column, view.deprecated);
        class.head = (view.parameters, view.words);
        for (fact, deprecated) in view.facts {
            let presence = class.facts.entry(fact).or_default();
            presence.columns.insert(column);
            presence.deprecated.insert_if(column, deprecated);
        }
    }

    /// How many classes there are.
    pub(super) fn len(&self) -> usize {
        self.classes.len()
    }

    /// The texts of the files, by name: one for each part of Flink or the JDK; they were made from `origin`.
    pub(super) fn files(&self, columns: &[&str], origin: &str) -> BTreeMap<String, String> {
        let head = format!("# Made by `cargo xtask api` from {origin}; README.md says how to read it.\n");
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for (name, class) in &self.classes {
            let text = files.entry(part(name)).or_insert_with(|| head.clone());
            class.write(name, columns, text);
        }
        files
    }
}

/// The first package after `org.apache.flink`, `flink` for the few classes without one; `jdk-util` for `java.util`;
/// `amazon` for what is Amazon's.
fn part(name: &str) -> String {
    let Some(inside) = name.strip_prefix("org.apache.flink.") else {
        let jdk = name.strip_prefix("java.").and_then(|inside| inside.split('.').next());
        return jdk.map_or_else(|| "amazon".to_owned(), |package| format!("jdk-{package}"));
    };
    let first = inside.split('.').next().unwrap_or(inside);
    if first.starts_with(char::is_uppercase) { "flink".to_owned() } else { first.to_owned() }
}

impl Class {
    fn write(&self, name: &str, columns: &[&str], text: &mut String) {
        let (parameters, words) = &self.head;
        let mut words = words.clone();
        if !self.is_listed {
            words.push_str(" unlisted");
        }
        push_deprecation(&mut words, self.deprecated, columns);
        let ranges = self.columns.ranges(columns);
        writeln!(text, "{name}{parameters}\t{ranges}\t{words}").expect("memory takes everything");
        for (fact, presence) in self.facts.iter().filter(|(fact, _)| self.is_listed || fact.is_supertype()) {
            let mut words = fact.words.clone();
            push_deprecation(&mut words, presence.deprecated, columns);
            let is_same = presence.columns == self.columns;
            let ranges = if is_same { String::new() } else { presence.columns.ranges(columns) };
            let line = format!(" {}\t{ranges}\t{words}", fact.text);
            writeln!(text, "{}", line.trim_end()).expect("memory takes everything");
        }
    }
}

fn push_deprecation(words: &mut String, deprecated: ColumnSet, columns: &[&str]) {
    if deprecated != ColumnSet::default() {
        let space = if words.is_empty() { "" } else { " " };
        write!(words, "{space}deprecated:{}", deprecated.ranges(columns)).expect("memory takes everything");
    }
}

#[cfg(test)]
mod tests {
    use super::super::view::Fact;
    use super::*;

    fn view(words: &str, deprecated: bool, facts: &[(&str, bool)]) -> ClassView {
        let facts = facts.iter().map(|(text, deprecated)| (Fact::member(*text, ""), *deprecated));
        ClassView {
            name: "org.apache.flink.a.B".to_owned(),
            parameters: "<T>".to_owned(),
            words: words.to_owned(),
            is_hidden: words.starts_with("hidden"),
            deprecated,
            is_listed: !words.contains("@Internal"),
            facts: facts.collect(),
        }
    }

    #[test]
    fn a_fact_stands_once_with_its_releases() {
        let mut table = Table::default();
        table.add(0, view("class", false, &[("f(): int", false)]));
        table.add(1, view("final class", true, &[("f(): int", true), ("g(): int", false)]));

        let files = table.files(&["1.20", "2.0"], "JARs");

        let head = "# Made by `cargo xtask api` from JARs; README.md says how to read it.\n";
        let expected = "org.apache.flink.a.B<T>\t1.20-2.0\tfinal class deprecated:2.0\n \
                        f(): int\t\tdeprecated:2.0\n g(): int\t2.0\n";
        assert_eq!(files["a"].strip_prefix(head), Some(expected));
    }

    #[test]
    fn members_are_listed_in_all_releases_or_in_none() {
        let mut table = Table::default();
        table.add(0, view("class", false, &[("f(): int", false)]));
        table.add(1, view("class @Internal", false, &[("f(): int", false)]));
        let text = table.files(&["1.20", "2.0"], "JARs").remove("a").unwrap_or_default();
        assert_eq!(text.lines().nth(2), Some(" f(): int"));

        let mut table = Table::default();
        table.add(0, view("class @Internal", false, &[("f(): int", false)]));
        let text = table.files(&["1.20", "2.0"], "JARs").remove("a").unwrap_or_default();
        let lines: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(lines, ["org.apache.flink.a.B<T>\t1.20\tclass @Internal unlisted"]);
    }

    #[test]
    fn a_class_that_becomes_hidden_is_gone() {
        let mut table = Table::default();
        table.add(0, view("hidden class", false, &[("f(): int", false)]));
        table.add(1, view("class", false, &[("f(): int", false)]));
        table.add(2, view("hidden class", false, &[("g(): int", false)]));

        let text = table.files(&["1.19", "1.20", "2.0"], "JARs").remove("a").unwrap_or_default();

        let lines: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(lines, ["org.apache.flink.a.B<T>\t1.19-1.20\tclass", " f(): int"]);
    }
}
