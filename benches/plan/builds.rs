//! Build files as large as they come: written here, since no fixture should have so many lines.

use std::collections::BTreeMap;

/// A `pom.xml` of 5,000 lines: a managed list, dependencies and profiles of an application of Flink.
pub(crate) fn long_pom() -> BTreeMap<String, Vec<u8>> {
    let mut pom = head("application", "jar");
    pom.push_str(&properties(500));
    pom.push_str(&format!(
        "    <dependencyManagement>\n{}    </dependencyManagement>\n",
        dependencies(550, true)
    ));
    pom.push_str(&dependencies(340, false));
    pom.push_str("    <profiles>\n");
    for profile in 0..20 {
        pom.push_str(&format!("        <profile>\n            <id>p{profile}</id>\n"));
        pom.push_str(&dependencies(3, true));
        pom.push_str("        </profile>\n");
    }
    pom.push_str("    </profiles>\n</project>\n");
    assert!(pom.lines().count() >= 5_000, "it has only {} lines", pom.lines().count());
    BTreeMap::from([("pom.xml".to_owned(), pom.into_bytes())])
}

/// A reactor of 300 modules, each with a class, that take their versions from their parent.
pub(crate) fn reactor() -> BTreeMap<String, Vec<u8>> {
    let modules = (0..300).map(|at| format!("        <module>m{at}</module>\n")).collect::<Vec<_>>().concat();
    let managed =
        format!("    <dependencyManagement>\n{}    </dependencyManagement>\n", dependencies(60, true));
    let top = head("parent", "pom")
        + &format!("    <modules>\n{modules}    </modules>\n")
        + &properties(60)
        + &managed;
    let mut files = BTreeMap::from([("pom.xml".to_owned(), (top + "</project>\n").into_bytes())]);
    for at in 0..300 {
        files.insert(format!("m{at}/pom.xml"), module(at).into_bytes());
        let class = format!(
            "package org.acme;\n\nimport org.apache.flink.streaming.api.windowing.time.Time;\n\nclass Module{at} {{\n    Time size = Time.seconds({at});\n}}\n"
        );
        files.insert(format!("m{at}/src/main/java/org/acme/Module{at}.java"), class.into_bytes());
    }
    files
}

fn module(at: usize) -> String {
    let parent = "    <parent>\n        <groupId>org.acme</groupId>\n        <artifactId>parent</artifactId>\n        <version>1.0</version>\n    </parent>\n";
    let start = "<project>\n    <modelVersion>4.0.0</modelVersion>\n";
    format!("{start}{parent}    <artifactId>m{at}</artifactId>\n{}</project>\n", dependencies(20, false))
}

fn head(artifact: &str, packaging: &str) -> String {
    format!(
        "<project>\n    <modelVersion>4.0.0</modelVersion>\n    <groupId>org.acme</groupId>\n    <artifactId>{artifact}</artifactId>\n    <version>1.0</version>\n    <packaging>{packaging}</packaging>\n"
    )
}

fn properties(count: usize) -> String {
    let own = |at: usize| format!("        <library{at}.version>1.{at}</library{at}.version>\n");
    let others = (0..count).map(own).collect::<Vec<_>>().concat();
    format!(
        "    <properties>\n        <flink.version>1.18.1</flink.version>\n        <java.version>1.8</java.version>\n{others}    </properties>\n"
    )
}

/// A list of dependencies: artifacts of Flink, a connector, and libraries with properties of their own.
fn dependencies(count: usize, managed: bool) -> String {
    let flink =
        ["flink-streaming-java_2.12", "flink-clients_2.12", "flink-connector-kafka", "flink-connector-base"];
    let entry = |at: usize| {
        let (group, artifact, version) = match flink.get(at) {
            Some(artifact) => ("org.apache.flink", (*artifact).to_owned(), "flink.version".to_owned()),
            None => ("org.library", format!("library{at}"), format!("library{at}.version")),
        };
        let version =
            if managed { format!("            <version>${{{version}}}</version>\n") } else { String::new() };
        format!(
            "        <dependency>\n            <groupId>{group}</groupId>\n            <artifactId>{artifact}</artifactId>\n{version}        </dependency>\n"
        )
    };
    let all: String = (0..count).map(entry).collect();
    format!("    <dependencies>\n{all}    </dependencies>\n")
}
