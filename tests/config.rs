//! `flinkmod.toml`: what it asks for is done, and what it gets wrong is said.

use support::{POM, Place};

mod support;

#[test]
fn config_says_where_each_setting_comes_from() {
    let config = b"target = \"2.1.0\"\nskip = [\"jar_name\"]\n[[ignore]]\npath = \"one/\"\n";
    let files = [("one/pom.xml", POM.as_bytes()), ("two/pom.xml", POM.as_bytes()), ("flinkmod.toml", config)];
    let place = Place::commit_of(&files);
    let said = place.flinkmod(&["config", "--aws-region", "eu-central-1"]);
    said.did_its_job();
    let lines: Vec<&str> = said.out.lines().collect();
    assert!(
        lines[0].starts_with("target = \"2.1.0\"  # ") && lines[0].ends_with("flinkmod.toml"),
        "{}",
        lines[0]
    );
    assert!(lines.contains(&"aws-region = \"eu-central-1\"  # --aws-region"));
    assert!(lines.contains(&"connector-versions = \"default\"  # default"));

    let plan = place.flinkmod(&["plan", "--only", "flink_version"]);
    assert!(!plan.out.contains("one/pom.xml"), "it is ignored: {}", plan.out);
    assert!(
        plan.out
            .contains("two/pom.xml:8:24: apply [flink_version] `flink.version` moves from 1.20.0 to 2.1.0.")
    );
}

#[test]
fn an_unknown_key_of_the_settings_names_the_nearest() {
    let place = Place::commit_of(&[("pom.xml", POM.as_bytes()), ("flinkmod.toml", b"targt = \"2.2.0\"\n")]);
    let said = place.flinkmod(&["plan"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("unknown field `targt`") && said.err.contains("`target` has a similar name."));
}
