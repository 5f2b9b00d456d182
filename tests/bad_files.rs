//! Files that a repository should not have, and does: each is named, and the rest goes on.

use std::fs;

use support::{POM, Place};

mod support;

const BROKEN_JAVA: &[u8] = b"import org.apache.flink.api.common.Plan;\nclass Job { void run( {\n";

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::folder();
    place.write("pom.xml", POM.as_bytes());
    place.write("Job.java", BROKEN_JAVA);
    let locked = place.path().join("Job.java");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).expect("they can be set");
    if fs::read(&locked).is_ok() {
        return; // The superuser reads everything.
    }
    let said = place.flinkmod(&["plan"]);
    said.did_its_job();
    said.says(&["Not read: 1 path.", "Job.java: It cannot be read: permission denied."]);
}

#[test]
fn a_file_whose_content_is_missing_is_named_and_the_rest_goes_on() {
    let place = Place::commit_of(&[("Job.java", BROKEN_JAVA), ("pom.xml", POM.as_bytes())]);
    let id = place.id("HEAD:Job.java");
    let object = format!(".git/objects/{}/{}", &id[..2], &id[2..]);
    fs::remove_file(place.path().join(object)).expect("it is a loose object");
    let said = place.flinkmod(&["plan"]);
    said.did_its_job();
    said.says(&["Job.java: Its content is not in the repository, as in a partial clone", "pom.xml:8:"]);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let (place, outside) = (Place::job(), Place::repository());
    outside.write("Secret.java", BROKEN_JAVA);
    std::os::unix::fs::symlink(outside.path(), place.path().join("away")).expect("links can be made");
    let link = place.path().join("Link.java");
    std::os::unix::fs::symlink(outside.path().join("Secret.java"), link).expect("links can be made");
    place.commit();
    for arguments in [["plan"].as_slice(), &["plan", "--worktree"]] {
        let said = place.flinkmod(arguments);
        said.did_its_job();
        said.says(&[
            "Link.java: It is a symbolic link, and links are not followed.",
            "away: It is a symbolic link",
        ]);
        assert!(!said.out.contains("Secret.java:"), "{said:?}");
    }
}

#[test]
fn submodules_are_left() {
    let (place, module) = (Place::job(), Place::job());
    let lies_at = place.path().join("module");
    let url = module.path();
    git2::Repository::clone(url.to_str().expect("UTF-8"), lies_at).expect("it can be cloned");
    place.set_mode("module", 0o160_000, &module.id("HEAD"));
    place.commit_index("A submodule");
    for arguments in [["plan"].as_slice(), &["plan", "--worktree"]] {
        let said = place.flinkmod(arguments);
        said.did_its_job();
        said.says(&["module: It is a repository of its own; run flinkmod there."]);
        assert!(!said.out.contains("module/pom.xml"), "{said:?}");
    }
}

#[test]
fn broken_java_is_a_finding_and_the_rest_goes_on() {
    let place = Place::commit_of(&[("Job.java", BROKEN_JAVA), ("pom.xml", POM.as_bytes())]);
    let said = place.flinkmod(&["apply"]);
    said.did_its_job();
    said.says(&["Job.java:2:", "manual [broken_source]"]);
    assert_eq!(place.changed("main", "flinkmod/flink-2.2"), ["pom.xml"]);
}

/// A finding of another transform would speak of a change that nobody makes.
#[test]
fn a_file_that_does_not_parse_has_one_finding() {
    let job = "import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;\n\
               class Job { Object source = new FlinkKinesisConsumer<String>(\"a\", null, null); ";
    let broken = POM.replace("</properties>", "</property>");
    let place = Place::commit_of(&[("Job.java", job.as_bytes()), ("pom.xml", broken.as_bytes())]);
    let lines = |arguments: &[&str]| {
        let out = place.flinkmod(arguments).out;
        out.lines()
            .map(|line| line.split_whitespace().take(3).collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        lines(&["plan", "-q"]),
        ["Job.java:2:79: manual [broken_source]", "pom.xml:9:5: manual [broken_source]"]
    );
    assert_eq!(lines(&["plan", "-q", "--skip", "broken_source"]), Vec::<String>::new());
    assert_eq!(lines(&["plan", "-q", "--only", "kinesis_consumer,flink_version"]), Vec::<String>::new());
}

/// The consumer is made in one file, and given to the environment in another that does not parse.
#[test]
fn a_change_that_needs_a_file_that_does_not_parse_is_left_to_a_person() {
    let sources = "import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
class Sources {
    static FlinkKinesisConsumer<String> clicks(java.util.Properties properties) {
        return new FlinkKinesisConsumer<>(\"clicks\", new SimpleStringSchema(), properties);
    }
}
";
    let job = "import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
class Job {
    void run(StreamExecutionEnvironment env, java.util.Properties properties) {
        env.addSource(Sources.clicks(properties));
    }
    void broken( {
}
";
    let place = Place::commit_of(&[("Job.java", job.as_bytes()), ("Sources.java", sources.as_bytes())]);
    let said = place.flinkmod(&["plan", "-q"]);
    let of_job = said.out.lines().filter(|line| line.starts_with("Job.java:")).collect::<Vec<_>>();
    assert!(matches!(of_job.as_slice(), [line] if line.contains("[broken_source]")), "{said:#?}");
    said.says(&[
        "Sources.java:5:20: manual [kinesis_consumer]",
        "`Job.java` does not parse and is left as it is",
    ]);
    assert_eq!(place.flinkmod(&["plan", "-q", "--diff"]).out, "");
}

#[test]
fn broken_xml_is_a_finding_and_the_rest_goes_on() {
    let broken = POM.replace("</properties>", "</property>");
    let place = Place::commit_of(&[("a/pom.xml", broken.as_bytes()), ("b/pom.xml", POM.as_bytes())]);
    let said = place.flinkmod(&["apply"]);
    said.did_its_job();
    said.says(&["a/pom.xml:", "manual [broken_source]"]);
    assert_eq!(place.changed("main", "flinkmod/flink-2.2"), ["b/pom.xml"]);
}

#[test]
fn an_entity_bomb_is_not_expanded() {
    let entity = |level: usize| {
        let inner = format!("&e{};", level - 1).repeat(10);
        format!("<!ENTITY e{level} \"{inner}\">")
    };
    let entities: String = (1..30).map(entity).collect();
    let bomb = format!("<!DOCTYPE project [<!ENTITY e0 \"lol\">{entities}]>\n");
    let pom = POM.replace("<project ", &format!("{bomb}<project ")).replace("1.20.0", "&e29;");
    let place = Place::commit_of(&[("pom.xml", pom.as_bytes())]);
    place.flinkmod(&["plan"]).did_its_job();
}

#[test]
fn an_external_entity_is_not_fetched() {
    let (place, outside) = (Place::repository(), Place::folder());
    outside.write("secret", b"1.19.0");
    let secret = outside.path().join("secret");
    let document = format!("<!DOCTYPE project [<!ENTITY x SYSTEM \"file://{}\">]>\n", secret.display());
    let pom = POM.replace("<project ", &format!("{document}<project ")).replace("1.20.0", "&x;");
    place.write("pom.xml", pom.as_bytes());
    place.commit();
    let said = place.flinkmod(&["plan", "--output-format", "json"]);
    said.did_its_job();
    assert!(!said.out.contains("1.19.0"), "{said:?}");
}

#[test]
fn a_java_file_of_fifty_mebibytes_is_named_and_not_read() {
    let mut huge = BROKEN_JAVA.to_vec();
    huge.resize(50 * 1024 * 1024, b' ');
    let place = Place::commit_of(&[("Huge.java", &huge), ("pom.xml", POM.as_bytes())]);
    for arguments in [["plan"].as_slice(), &["plan", "--worktree"]] {
        let said = place.flinkmod(arguments);
        said.did_its_job();
        said.says(&["Huge.java: It has 50 MiB; files over 20 MiB are not read."]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf8_are_said() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::job();
    let name = std::ffi::OsStr::from_bytes(b"Caf\xe9.java");
    fs::write(place.path().join(name), BROKEN_JAVA).expect("files can be written");
    place.commit();
    for arguments in [["plan"].as_slice(), &["plan", "--worktree"]] {
        let said = place.flinkmod(arguments);
        said.did_its_job();
        said.says(&["Caf\\xE9.java: Its name is not UTF-8."]);
    }
}
