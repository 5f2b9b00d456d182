//! Maven projects whose parents lie outside of the folder that may be rewritten.

use std::collections::BTreeMap;
use std::sync::Arc;

use flinkmod::catalog;
use flinkmod::engine::{self, Silent};
use flinkmod::finding::RemedyKind;
use flinkmod::plan::Plan;
use flinkmod::settings::Settings;
use flinkmod::snapshot::Snapshot;
use flinkmod::transforms::{RELEASES, TRANSFORMS};

const PARENT: &str = "<project>
  <groupId>com.acme</groupId>
  <artifactId>parent</artifactId>
  <version>1.0</version>
  <properties>
    <java.version>11</java.version>
    <flink.version>1.20.0</flink.version>
    <kafka.version>3.2.0-1.19</kafka.version>
  </properties>
</project>
";

const JOB: &str = "<project>
  <parent>
    <groupId>com.acme</groupId>
    <artifactId>parent</artifactId>
    <version>1.0</version>
  </parent>
  <artifactId>job</artifactId>
  <dependencies>
    <dependency>
      <groupId>org.apache.flink</groupId>
      <artifactId>flink-connector-kafka</artifactId>
      <version>${kafka.version}</version>
    </dependency>
    <dependency>
      <groupId>org.apache.flink</groupId>
      <artifactId>flink-clients</artifactId>
      <version>${flink.version}</version>
    </dependency>
  </dependencies>
</project>
";

fn plan_in(scope: &str) -> Plan {
    let files = [("pom.xml", PARENT), ("job/pom.xml", JOB)];
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let mut snapshot = Snapshot::of_files(files);
    scope.clone_into(&mut snapshot.scope);
    let releases = catalog::releases(RELEASES).expect("the releases are sound");
    let target = releases.into_iter().find(|release| release.version == "2.2.0").expect("2.2.0 is a target");
    let mut settings = Settings::new(target);
    settings.only = ["connector_artifact", "flink_version", "java_level"].map(Arc::from).into();
    let catalog = catalog::load(TRANSFORMS).expect("the transform files are sound");
    engine::plan(snapshot, &catalog, &settings, &Silent)
}

#[test]
fn a_property_outside_of_the_folder_is_named_and_left() {
    let plan = plan_in("job/");
    assert!(plan.files.is_empty());
    let open: Vec<_> = plan.open.iter().map(|reported| &reported.finding).collect();
    assert!(open.iter().all(|finding| finding.remedy.kind() == RemedyKind::Manual));
    let said: Vec<_> = open.iter().map(|finding| finding.note.what.as_str()).collect();
    assert_eq!(
        said,
        [
            "The Java level moves from 11 to 17 in `pom.xml`.",
            "`flink-connector-kafka` moves from 3.2.0-1.19 to 4.0.0-2.0 in `pom.xml`.",
            "The Flink version moves from 1.20.0 to 2.2.0 in `pom.xml`.",
        ]
    );
}

#[test]
fn the_same_property_is_moved_where_it_may_be() {
    let plan = plan_in("");
    let changed: Vec<_> = plan.files.keys().map(|path| &**path).collect();
    assert_eq!(changed, ["pom.xml"]);
    assert!(plan.open.is_empty());
}

const CONSUMER: &str = "import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kafka.FlinkKafkaConsumer;

import java.util.Properties;

class Job {
    void run(StreamExecutionEnvironment env, Properties properties) {
        env.addSource(new FlinkKafkaConsumer<>(\"clicks\", new SimpleStringSchema(), properties));
    }
}
";

fn plan_with_kafka(version: &str) -> Plan {
    let pom = JOB.replace("${kafka.version}", version);
    let files = [("pom.xml", PARENT), ("job/pom.xml", &pom), ("job/src/main/java/Job.java", CONSUMER)];
    let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into();
    let releases = catalog::releases(RELEASES).expect("the releases are sound");
    let target = releases.into_iter().find(|release| release.version == "2.2.0").expect("2.2.0 is a target");
    let catalog = catalog::load(TRANSFORMS).expect("the transform files are sound");
    engine::plan(Snapshot::of_files(files), &catalog, &Settings::new(target), &Silent)
}

#[test]
fn code_waits_for_the_artifact_that_it_needs() {
    let java = "job/src/main/java/Job.java";
    let waiting = plan_with_kafka("[1.13,1.14)");
    assert!(!waiting.files.contains_key(java));
    let said = |reported: &flinkmod::plan::Reported| {
        reported.finding.note.now.starts_with(
            "`flink-connector-kafka` in `job/pom.xml` is for Flink 1 still; move it as its finding says",
        )
    };
    assert!(waiting.open.iter().any(|reported| &*reported.finding.site.path == java && said(reported)));
    assert!(plan_with_kafka("[1.13.2]").files.contains_key(java));
}
