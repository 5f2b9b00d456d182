//! The last resort: what it knows is true of the tables, and it is silent where another transform speaks.

use std::collections::BTreeMap;

use flinkmod::catalog;
use flinkmod::engine::{self, Silent};
use flinkmod::flink::{Api, ReleaseId};
use flinkmod::settings::Settings;
use flinkmod::snapshot::Snapshot;
use flinkmod::transforms::{RELEASES, TRANSFORMS};

const SOURCE: &str = "\
package com.acme;

import org.apache.flink.api.java.DataSet;
import org.apache.flink.streaming.connectors.kafka.FlinkKafkaConsumer;

class Job {
    DataSet<String> read() {
        return with(new FlinkKafkaConsumer<>(null, null, null));
    }
}
";

/// The transforms that leave something of `SOURCE` to a person, by line.
fn findings(choose: impl Fn(&mut Settings)) -> Vec<(usize, String)> {
    let catalog = catalog::load(TRANSFORMS).expect("the transform files are sound");
    let releases = catalog::releases(RELEASES).expect("the releases are sound");
    let target = releases.into_iter().find(|release| release.version == "2.2.0").expect("2.2.0 is a target");
    let mut settings = Settings::new(target);
    choose(&mut settings);
    let files = BTreeMap::from([("com/acme/Job.java".to_owned(), SOURCE.as_bytes().to_vec())]);
    let plan = engine::plan(Snapshot::of_files(files), &catalog, &settings, &Silent);
    plan.open.iter().map(|open| (open.place.start.line, open.finding.transform.to_string())).collect()
}

fn expected(lines: &[(usize, &str)]) -> Vec<(usize, String)> {
    lines.iter().map(|(line, transform)| (*line, (*transform).to_owned())).collect()
}

#[test]
fn a_more_exact_transform_has_the_line() {
    let lines = [(3, "removed_api"), (4, "kafka_consumer"), (7, "removed_api"), (8, "kafka_consumer")];
    assert_eq!(findings(|_| {}), expected(&lines));
}

#[test]
fn it_speaks_where_nobody_else_does() {
    let without = |settings: &mut Settings| {
        settings.skip.insert("kafka_consumer".into());
    };
    let lines = [3, 4, 7, 8].map(|line| (line, "removed_api"));
    assert_eq!(findings(without), expected(&lines));
}

/// The quoted or backticked names of Flink in the file of the transform.
fn names(quote: char) -> Vec<&'static str> {
    let text = include_str!("../transforms/removed_api.toml");
    let starts = text.match_indices("org.apache.flink.").filter(|(at, _)| text[..*at].ends_with(quote));
    starts.map(|(at, _)| text[at..].split(quote).next().unwrap_or_default()).collect()
}

fn is_gone_member(name: &str, target: ReleaseId) -> bool {
    let (class, member) = name.rsplit_once('.').expect("a name of Flink has dots");
    Api.class(class).is_some_and(|class| {
        class.exists_in(target) && class.declares(member) && class.members_called(member, target).is_empty()
    })
}

#[test]
fn advice_is_about_what_is_gone_and_names_what_is_there() {
    let releases = catalog::releases(RELEASES).expect("the releases are sound");
    let targets: Vec<_> =
        releases.iter().map(|release| Api.release(&release.version).expect("a known target")).collect();
    for name in names('"') {
        let is_gone = |target| {
            let own = Api.class(name).into_iter().chain(Api.below(name));
            own.into_iter().any(|class| class.gone_since(target).is_some()) || is_gone_member(name, target)
        };
        assert!(targets.iter().all(|target| is_gone(*target)), "{name} is not gone everywhere");
    }
    for name in names('`') {
        let class = Api.class(name).unwrap_or_else(|| panic!("no release has {name}"));
        assert!(targets.iter().all(|target| class.exists_in(*target)), "{name} is not in every target");
    }
}
