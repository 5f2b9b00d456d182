//! What `flinkmod state --logs` reads out of the logs of an old job, however they come.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use tempfile::TempDir;

/// What a task manager writes.
const LOG: &str = "\
2024-05-06 07:08:09,001 INFO  org.apache.flink.api.java.typeutils.TypeExtractor [] - Field org.acme.Order#items will be processed as GenericType. Please read the Flink documentation.
2024-05-06 07:08:09,002 INFO  org.apache.flink.api.java.typeutils.TypeExtractor [] - Class class org.acme.Item cannot be used as a POJO type because not all fields are valid POJO fields, and must be processed as GenericType.
2024-05-06 07:08:09,003 INFO  org.apache.flink.api.java.typeutils.TypeExtractor [] - class org.elsewhere.Event is missing a default constructor so it cannot be used as a POJO type and must be processed as GenericType.
2024-05-06 07:08:09,004 INFO  org.apache.flink.runtime.Some [] - Order 12 cannot be used as a coupon.
";

fn run(logs: &Path, input: &[u8], arguments: &[&str]) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_flinkmod"));
    command.args(["state", ".", "--worktree", "--logs"]).arg(logs).args(arguments);
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/state/job"));
    // The job is no repository of its own: without git around it, nothing else is read.
    command.env("GIT_CEILING_DIRECTORIES", concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/state"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("flinkmod runs");
    // A child that reads no input closes it.
    drop(child.stdin.take().expect("it has input").write_all(input));
    let output = child.wait_with_output().expect("flinkmod ends");
    let text = |bytes| String::from_utf8(bytes).expect("the output is text");
    (text(output.stdout), text(output.stderr), output.status.code())
}

fn classes(logs: &Path) -> (Vec<(String, u64, u64)>, String) {
    let (out, err, code) = run(logs, b"", &["--output-format", "json"]);
    assert_eq!(code, Some(0), "{err}");
    let document: Value = serde_json::from_str(&out).expect("it is JSON");
    let classes = document["logs"]["classes"].as_array().expect("there is a list").iter();
    let class = |class: &Value| {
        let number = |name: &str| class[name].as_u64().expect("it is a number");
        (class["class"].as_str().expect("it has a name").to_owned(), number("count"), number("line"))
    };
    (classes.map(class).collect(), err)
}

fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("it can be written");
    path
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("there is room")
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).expect("it is memory");
    packed.finish().expect("it is memory")
}

fn all() -> Vec<(String, u64, u64)> {
    let named = |name: &str, line| (name.to_owned(), 1, line);
    vec![named("org.acme.Item", 2), named("org.acme.Order", 1), named("org.elsewhere.Event", 3)]
}

#[test]
fn classes_are_tied_to_the_repository_and_to_state() {
    let folder = folder();
    let log = file(&folder, "app.log", LOG.as_bytes());
    let (out, err, _) = run(&log, b"", &[]);
    assert_eq!(err, "");
    let says = |part: &str| assert!(out.contains(part), "`{part}` is not in {out}");
    says(
        "app.log:1: kryo, said once. Kryo serializes `items` of `org.acme.Order`. It is declared at src/main/java/org/acme/Order.java:5:14;",
    );
    says("value state `last` at src/main/java/org/acme/Totals.java:26:49");
    says(
        "`org.elsewhere.Event` has no constructor without parameters, so Kryo serializes it. It is not in this repository; no state that was found holds it.",
    );
    says("1 file of logs, 728 bytes: Flink 1 left 3 types to Kryo, 2 of them in state.");
}

#[test]
fn logs_know_better_than_a_verdict_of_yes() {
    let folder = folder();
    let log = file(&folder, "app.log", LOG.as_bytes());
    let (out, _, _) = run(&log, b"", &["-q"]);
    let all = out.lines().find(|line| line.contains("list state `all` of `Item`")).expect("it is there");
    assert!(all.contains(": unknown list state"), "{all}");
    assert!(all.contains("The logs say that Kryo serializes `org.acme.Item` in Flink 1"), "{all}");
}

#[test]
fn however_they_are_written_logs_are_read() {
    let folder = folder();
    let wide = |text: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once('\u{feff}').chain(text.chars()).flat_map(|char| order(char as u16)).collect()
    };
    let json: Vec<String> =
        LOG.lines().map(|line| format!("{{\"message\":{}}}\n", Value::from(line))).collect();
    let json = json.concat();
    let forms = [
        ("plain.log", LOG.as_bytes().to_vec()),
        ("dos.log", LOG.replace('\n', "\r\n").into_bytes()),
        ("latin.log", [LOG.as_bytes(), b"Gr\xf6\xdfe\n"].concat()),
        ("mark.log", ["\u{feff}", LOG].concat().into_bytes()),
        ("little.log", wide(LOG, u16::to_le_bytes)),
        ("big.log", wide(LOG, u16::to_be_bytes)),
        ("lines.json", json.clone().into_bytes()),
        ("packed.log.gz", packed(LOG.as_bytes())),
        ("no-suffix", packed(json.as_bytes())),
        ("wide.gz", packed(&wide(LOG, u16::to_le_bytes))),
    ];
    for (name, bytes) in forms {
        assert_eq!(classes(&file(&folder, name, &bytes)), (all(), String::new()), "{name}");
    }
}

#[test]
fn an_export_of_cloudwatch_is_read() {
    let folder = folder();
    let event = |line: &str| {
        let message = Value::from(serde_json::json!({ "message": line, "messageType": "INFO" }).to_string());
        format!("{{\"timestamp\":1,\"message\":{message}}},")
    };
    let answer = format!("{{\"events\":[{}{{}}]}}", LOG.lines().map(event).collect::<String>());
    let one_line: Vec<_> = all().into_iter().map(|(name, count, _)| (name, count, 1)).collect();
    assert_eq!(classes(&file(&folder, "answer.json", answer.as_bytes())).0, one_line);

    // An export to S3 is a folder of packed files, and a file may be packed in several pieces.
    let folder = self::folder();
    let lines: Vec<&str> = LOG.split_inclusive('\n').collect();
    fs::create_dir(folder.path().join("stream")).expect("it can be made");
    file(&folder, "stream/000000.gz", &[packed(lines[0].as_bytes()), packed(lines[1].as_bytes())].concat());
    file(&folder, "stream/000001.gz", &packed(lines[2].as_bytes()));
    let lines = [("org.acme.Item", 2), ("org.acme.Order", 1), ("org.elsewhere.Event", 1)];
    let expected: Vec<_> = lines.into_iter().map(|(name, line)| (name.to_owned(), 1, line)).collect();
    assert_eq!(classes(folder.path()), (expected, String::new()));
}

#[test]
fn standard_input_is_read() {
    for bytes in [LOG.as_bytes().to_vec(), packed(LOG.as_bytes())] {
        let (out, err, _) = run(Path::new("-"), &bytes, &["-q"]);
        assert_eq!(err, "");
        assert!(out.contains("standard input:2: kryo, said once. `org.acme.Item`"), "{out}");
    }
}

#[test]
fn a_line_that_is_cut_says_what_it_can() {
    let folder = folder();
    let whole = "Class class org.acme.Item cannot be used as a POJO type because not all fields are valid POJO fields";
    assert_eq!(classes(&file(&folder, "a.log", whole.as_bytes())).0, [("org.acme.Item".to_owned(), 1, 1)]);
    assert_eq!(classes(&file(&folder, "b.log", &whole.as_bytes()[..40])).0, []);
    assert_eq!(classes(&file(&folder, "c.log", &whole.as_bytes()[25..])).0, []);
    assert_eq!(classes(&file(&folder, "d.log", b"")).0, []);
}

#[test]
fn a_packed_file_that_is_cut_counts_up_to_there() {
    let folder = folder();
    let noise: Vec<String> =
        (0_u64..20_000).map(|number| number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_string()).collect();
    let noise = noise.join("\n");
    let packed = packed(format!("{LOG}{noise}").as_bytes());
    let (found, err) = classes(&file(&folder, "cut.gz", &packed[..packed.len() / 2]));
    assert_eq!(found, all());
    assert!(err.contains("cut.gz` is not read to its end: it ends in the middle"), "{err}");
    let (found, err) = classes(&file(&folder, "short.gz", &packed[..15]));
    assert!(found.is_empty() && err.contains("short.gz` is not read"), "{err}");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_read() {
    let folder = folder();
    file(&folder, "a.zip", b"PK\x03\x04rest");
    file(&folder, "b.log", LOG.as_bytes());
    std::os::unix::fs::symlink("nowhere", folder.path().join("c.log")).expect("a link can be made");
    let (found, err) = classes(folder.path());
    assert_eq!(found, all());
    assert!(err.contains("a.zip` is not read: it is packed with zip. Unpack it first."), "{err}");
    let (_, err, code) = run(Path::new("/nowhere.log"), b"", &[]);
    assert_eq!(code, Some(2));
    assert!(err.contains("There is no file or folder `/nowhere.log` with logs."), "{err}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_breaks_off_is_named() {
    // Reading the memory of a process from its beginning is an error of input and output.
    let (_, err, code) = run(Path::new("/proc/self/mem"), b"", &[]);
    assert_eq!(code, Some(0));
    assert!(err.contains("`/proc/self/mem` is not read"), "{err}");
}
