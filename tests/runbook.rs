//! The runbook: what it says, and what the script does against a service that works or fails.

#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

const JOB: [&str; 2] = ["fixtures/state/job", "--worktree"];

/// The script for a cluster.
static SCRIPT_OF_CLUSTER: LazyLock<String> = LazyLock::new(|| {
    flinkmod(&[
        "--platform",
        "open-source",
        "--format",
        "sh",
        "--output",
        "-",
        "--jar",
        "orders-flink-2.2.jar",
    ])
});

/// The script is the same for each test.
static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let names = ["--bucket", "jars", "--region", "eu-central-1", "--jar", "orders-flink-2.2.jar"];
    flinkmod(&[&["--platform", "managed-flink", "--format", "sh", "--output", "-"], &names[..]].concat())
});

/// A folder with a script, a JAR and what the service knows.
struct Night {
    folder: PathBuf,
}

impl Night {
    /// A fresh one; `name` is that of the test.
    fn new(name: &str) -> Self {
        Self::with(name, &SCRIPT)
    }

    /// A fresh one on a cluster.
    fn on_cluster(name: &str) -> Self {
        Self::with(&format!("cluster_{name}"), &SCRIPT_OF_CLUSTER)
    }

    fn with(name: &str, script: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("runbook").join(name);
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(folder.join("stub")).expect("the folder can be made");
        fs::write(folder.join("orders-flink-2.2.jar"), "jar").expect("the JAR can be written");
        fs::write(folder.join("migrate.sh"), script).expect("the script can be written");
        Self { folder }
    }

    /// What the service knows under this name.
    fn knows(&self, name: &str, value: &str) {
        fs::write(self.folder.join("stub").join(name), value).expect("the service can be told");
    }

    fn asked(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join("stub").join(name)).unwrap_or_default()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let stubs = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/runbook");
        let path = format!("{}:{}", stubs.display(), std::env::var("PATH").expect("there is a path"));
        let mut command = Command::new("bash");
        command.arg("migrate.sh").args(arguments).current_dir(&self.folder).env("PATH", path);
        command.env("STUB", self.folder.join("stub")).env("PAUSE", "0").env("LIMIT", "1");
        command.envs([
            ("JOB", "a1b2"),
            ("STORAGE", "s3://savepoints"),
            ("IMAGE", "orders:2"),
            ("JAR_URI", "local:///orders.jar"),
        ]);
        command.output().expect("bash runs")
    }

    /// Runs the script, which must stop; gives what it says.
    fn stops(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "it went on: {}{said}", String::from_utf8_lossy(&output.stdout));
        said
    }

    /// Runs the script, which must come to its end; gives what it says.
    fn ends(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

fn flinkmod(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_flinkmod"));
    command.args(["runbook", "--application", "orders"]).args(JOB).args(arguments);
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("flinkmod runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the runbook is text")
}

#[test]
fn the_page_has_no_holes_and_names_the_state() {
    let page = flinkmod(&["--output", "-", "--platform", "managed-flink"]);
    assert!(!page.contains("{{"), "{page}");
    for part in [
        "# Moving `orders` to Flink 2.2.0",
        "value state `last` of `Order`, uid `totals`",
        "FLINK-2_2",
        "`flink_version`",
    ] {
        assert!(page.contains(part), "no `{part}` in\n{page}");
    }
    let cluster = flinkmod(&["--output", "-", "--platform", "open-source"]);
    assert!(
        !cluster.contains("{{") && cluster.contains("flink stop") && !cluster.contains("kinesisanalytics")
    );
}

#[test]
fn the_page_for_a_browser_says_the_same() {
    let page = flinkmod(&["--output", "-", "--platform", "managed-flink", "--format", "html"]);
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
    for part in ["<title>Moving orders to Flink 2.2.0</title>", "<code>List&lt;Item&gt;</code>", "FLINK-2_2"]
    {
        assert!(page.contains(part), "no `{part}` in\n{page}");
    }
}

#[test]
fn a_night_on_a_cluster() {
    let night = Night::on_cluster("without_trouble");
    night.ends(&["--yes"]);
    let calls = night.asked("calls");
    let at = |part: &str| calls.find(part).unwrap_or_else(|| panic!("no `{part}` in\n{calls}"));
    assert!(
        at("flink stop --type canonical --savepointPath s3://savepoints a1b2")
            < at(
                "flink2 run --detached --fromSavepoint s3://savepoints/savepoint-a1b2 --allowNonRestoredState orders-flink-2.2.jar"
            )
    );
    fs::remove_file(night.folder.join("stub/calls")).expect("it was called");
    let again = night.ends(&["--yes"]);
    assert!(again.contains("It runs already.") && again.contains("savepoint-a1b2"), "{again}");
    let calls = night.asked("calls");
    assert!(!calls.contains("stop") && !calls.contains("run "), "{calls}");
}

#[test]
fn a_night_with_the_operator() {
    for (path, expected) in [("s3://savepoints/savepoint-1", "savepoint-1."), ("", "savepoint-2.")] {
        let night = Night::on_cluster(&format!("operator_{}", path.len()));
        night.knows("path", path);
        let said = night.ends(&["--yes", "--operator"]);
        assert!(said.contains(&format!("The savepoint is s3://savepoints/{expected}")), "{said}");
        let calls = night.asked("calls");
        for part in
            ["\"flinkVersion\": \"v2_2\"", "\"image\": \"orders:2\"", "\"allowNonRestoredState\": true"]
        {
            assert!(calls.contains(part), "no `{part}` in\n{calls}");
        }
        assert!(night.ends(&["--yes", "--operator"]).contains("It is on v2_2 already."));
        assert!(!night.asked("calls").contains("delete"));
    }
}

#[test]
fn a_cluster_that_is_not_as_it_should_be_stops_it() {
    let wrong = [
        ("version", "2.2.0", "flink is no client of Flink 1"),
        ("job", "other", "No job a1b2 runs."),
        ("answer", "Timeout.", "Nobody said where the savepoint is."),
        ("fail", "flink stop", "The cluster says no."),
    ];
    for (name, value, expected) in wrong {
        let night = Night::on_cluster(&format!("wrong_{name}"));
        night.knows(name, value);
        let said = night.stops(&["--yes"]);
        assert!(said.contains(expected), "{name} {value}: {said}");
        assert!(!night.asked("calls").contains("flink2 run"), "{name}: it went on");
    }
    let wrong = [
        ("version", "v2_2", "v2_2 is no Flink 1."),
        ("job", "FAILING", "The job is FAILING;"),
        ("becomes", "UPGRADING", ".status.lifecycleState is UPGRADING after"),
        ("ends", "FAILED", "The deployment is FAILED: the image is not there"),
    ];
    for (name, value, expected) in wrong {
        let night = Night::on_cluster(&format!("wrong_operator_{name}"));
        night.knows(name, value);
        let said = night.stops(&["--yes", "--operator"]);
        assert!(said.contains(expected), "{name} {value}: {said}");
    }
    assert!(Night::on_cluster("early").stops(&["--yes", "--from", "4"]).contains("Begin at step 3."));
    assert!(Night::on_cluster("silent").stops(&[]).contains("Nobody answered"));
}

#[test]
fn a_file_that_is_there_stays() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("runbook");
    fs::create_dir_all(&folder).expect("the folder can be made");
    let file = folder.join("there.md");
    fs::write(&file, "mine").expect("the file can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_flinkmod"));
    command.args(["runbook", "--application", "orders"]).args(JOB).arg("--output").arg(&file);
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("flinkmod runs");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&file).expect("it is there"), "mine");
}

#[test]
fn a_night_without_trouble() {
    let night = Night::new("without_trouble");
    let said = night.ends(&["--yes"]);
    assert!(said.contains("It is RUNNING on FLINK-2_2."), "{said}");
    let calls = night.asked("calls");
    let at = |part: &str| calls.find(part).unwrap_or_else(|| panic!("no `{part}` in\n{calls}"));
    assert!(at("SnapshotsEnabledUpdate") < at("create-application-snapshot"));
    assert!(at("create-application-snapshot") < at("s3 cp"));
    assert!(at("s3 cp") < at("--runtime-environment-update FLINK-2_2"));
    assert!(calls.contains("\"AllowNonRestoredState\": true"));
    assert!(!calls.contains("delete") && !calls.contains("rollback-application") && !calls.contains("s3 rm"));
}

#[test]
fn a_second_run_changes_nothing() {
    let night = Night::new("second_run");
    night.ends(&["--yes"]);
    let before = night.asked("version");
    fs::remove_file(night.folder.join("stub/calls")).expect("it was called");
    night.ends(&["--yes"]);
    assert_eq!(night.asked("version"), before);
    let calls = night.asked("calls");
    for command in ["update-application", "create-application-snapshot", "s3 cp"] {
        assert!(!calls.contains(command), "{command} again");
    }
}

#[test]
fn it_stops_where_the_service_fails() {
    for command in ["describe-application", "update-application", "create-application-snapshot", "cp"] {
        let night = Night::new(&format!("fails_{command}"));
        night.knows("fail", command);
        let said = night.stops(&["--yes"]);
        assert!(said.contains("the service says no"), "{command}: {said}");
        assert!(!night.asked("runtime").contains("2_2"), "{command}: it went on");
    }
}

#[test]
fn it_stops_at_what_is_not_as_it_should_be() {
    let wrong = [
        ("status", "STARTING", "It must be RUNNING"),
        ("runtime", "SQL-1_0", "is no runtime of Flink 1"),
        ("becomes", "FAILED", "The snapshot failed"),
        ("becomes", "CREATING", "The snapshot is CREATING after"),
        ("key", "orders-flink-2.2.jar", "The JAR of Flink 1 lies under"),
        ("breaks", "yes", "The service went back to the old runtime"),
    ];
    for (name, value, expected) in wrong {
        let night = Night::new(&format!("wrong_{name}_{value}"));
        night.knows(name, value);
        if value == "CREATING" {
            night.knows("snapshots", "True");
        }
        let said = night.stops(&["--yes"]);
        assert!(said.contains(expected), "{name} {value}: {said}");
    }
}

#[test]
fn steps_can_be_run_alone_and_need_those_before() {
    let night = Night::new("alone");
    assert!(night.stops(&["--yes", "--only", "5"]).contains("Begin at step 3."));
    night.ends(&["--yes", "--only", "3"]);
    assert!(night.stops(&["--yes", "--only", "5"]).contains("Begin at step 4."));
    night.ends(&["--yes", "--from", "4"]);
    assert!(night.ends(&["--only", "8"]).contains("rollback-application --application-name orders"));
    assert!(night.stops(&["--from", "9"]).contains("1 to 8"));
    assert!(night.stops(&["--quick"]).contains("There is no option --quick"));
}

#[test]
fn it_asks_before_it_changes_something() {
    let night = Night::new("asks");
    assert!(night.stops(&[]).contains("Nobody answered"));
    assert!(!night.asked("calls").contains("update-application"));
}

#[test]
fn shellcheck_has_nothing_to_say() {
    let night = Night::new("shellcheck");
    let on_cluster = Night::on_cluster("shellcheck");
    let stub = |name| Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/runbook").join(name);
    let scripts = [night, on_cluster].map(|night| night.folder.join("migrate.sh"));
    let files = scripts.into_iter().chain(["aws", "flink", "kubectl"].map(stub));
    match Command::new("shellcheck").args(files).output() {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout)),
        Err(_) => {
            assert!(std::env::var_os("CI").is_none(), "shellcheck is missing, which `.ci/run` installs");
        }
    }
}
