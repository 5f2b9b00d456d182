//! The diff of `plan` is what `apply` writes, byte for byte, and `git apply` takes it.

use std::io::Write;
use std::process::Stdio;

use support::{POM, Place};

mod support;

fn check(path: &str, pom: &[u8]) {
    let place = Place::commit_of(&[(path, pom)]);
    let diff = place.flinkmod(&["plan", "--diff", "-q"]).bytes;
    assert!(!diff.is_empty());
    place.flinkmod(&["apply"]).did_its_job();
    let written = place.blob(&format!("flinkmod/flink-2.2:{path}"));
    assert_ne!(written, pom);
    let parsed = git2::Diff::from_buffer(&diff).expect("libgit2 reads the diff");
    place.git().apply(&parsed, git2::ApplyLocation::WorkDir, None).expect("libgit2 takes the diff");
    assert_eq!(place.read(path), written);
    place.write(path, pom);
    if git_apply(&place, &diff) {
        assert_eq!(place.read(path), written);
    }
}

/// Lets git apply the diff; false where there is no git.
fn git_apply(place: &Place, diff: &[u8]) -> bool {
    let mut git = place.command("git");
    let Ok(mut child) = git.arg("apply").stdin(Stdio::piped()).spawn() else { return false };
    child.stdin.take().expect("it was asked for").write_all(diff).expect("git reads");
    assert!(child.wait().expect("git ends").success());
    true
}

#[test]
fn plain() {
    check("pom.xml", POM.as_bytes());
}

#[test]
fn windows_line_ends() {
    check("pom.xml", POM.replace('\n', "\r\n").as_bytes());
}

#[test]
fn mixed_line_ends() {
    check("pom.xml", POM.replacen('\n', "\r\n", 7).as_bytes());
}

#[test]
fn byte_order_mark() {
    check("pom.xml", &[b"\xef\xbb\xbf", POM.as_bytes()].concat());
}

#[test]
fn no_final_newline() {
    check("pom.xml", POM.trim_end().as_bytes());
}

#[test]
fn one_line() {
    check("pom.xml", POM.replace('\n', " ").as_bytes());
}

#[test]
fn latin_1() {
    let (head, tail) = POM.split_once("    <properties>").expect("the pom has properties");
    check(
        "pom.xml",
        &[head.as_bytes(), b"    <!-- caf\xe9 \x9b31m -->\n    <properties>", tail.as_bytes()].concat(),
    );
}

#[test]
fn names_with_spaces_quotes_and_letters_from_elsewhere() {
    check("a job/pom.xml", POM.as_bytes());
    check("\"quoted\"/pom.xml", POM.as_bytes());
    check("tâche/pom.xml", POM.as_bytes());
}
