//! Which release of Flink 1 a source file is written for, as its Maven project says.

use super::coordinate::without_scala;
use super::family::folder;
use crate::types::Project;
use crate::types::reactor::Reactor;

/// Where the artifacts come from that have Flink's own version.
const GROUP: &str = "org.apache.flink";
/// Artifacts that are released with Flink itself, without their Scala suffix.
const CORE: [&str; 6] = [
    "flink-streaming-java",
    "flink-java",
    "flink-clients",
    "flink-core",
    "flink-streaming-scala",
    "flink-scala",
];

/// The folder of the Maven project that the file at `path` belongs to, with a `/` at its end; that of the repository where there is none.
pub(crate) fn module_of<'p>(reactor: &'p Reactor, path: &str) -> &'p str {
    reactor.nearest(path).map_or("", |pom| folder(&pom.path))
}

/// The minor release of Flink 1 that the file at `path` is written for: 18 for 1.18.
pub(crate) fn minor_of(project: &Project, path: &str) -> Option<u32> {
    let reactor = project.reactor();
    let lineage = reactor.lineage(&reactor.nearest(path)?.path);
    let versions = lineage.iter().flat_map(|pom| {
        let core = pom
            .model
            .dependencies
            .iter()
            .filter(|one| one.group.text == GROUP && CORE.contains(&without_scala(&one.artifact.text).0));
        core.filter_map(|one| Some(reactor.version_place(&pom.path, one)?.1.text))
    });
    let mut minors: Vec<Option<u32>> = versions.map(|version| minor(&version)).collect();
    minors.dedup();
    match minors[..] {
        [only] => only,
        _ => None,
    }
}

/// What follows `1.` in a version of Flink 1.
fn minor(version: &str) -> Option<u32> {
    let rest = version.strip_prefix("1.")?;
    rest.split(['.', '-']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::Snapshot;

    #[test]
    fn the_nearest_project_says_the_release() {
        let pom = |version: &str| {
            format!(
                "<project><groupId>g</groupId><artifactId>a</artifactId><version>1</version>\
                 <properties><flink>{version}</flink></properties><dependencies><dependency>\
                 <groupId>org.apache.flink</groupId><artifactId>flink-streaming-java_2.11</artifactId>\
                 <version>${{flink}}</version></dependency></dependencies></project>"
            )
        };
        let files = [("pom.xml", pom("2.2.0")), ("jobs/pom.xml", pom("1.9.0"))];
        let files = files.map(|(path, text)| (path.to_owned(), text.into_bytes()));
        let project = Project::new(Snapshot::of_files(files.into()), []);
        let said = |path| minor_of(&project, path);
        assert_eq!(said("jobs/src/main/java/A.java"), Some(9));
        assert_eq!(said("src/main/java/A.java"), None);
        assert_eq!(module_of(project.reactor(), "jobs/src/A.java"), "jobs/");
    }
}
