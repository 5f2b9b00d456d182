//! The last resort is silent where another transform speaks.

use std::collections::BTreeMap;

use flinkmod::catalog;
use flinkmod::engine::{self, Silent};
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
