//! The diff of `plan` is what `apply` writes, byte for byte, and `git apply` takes it.

use support::{POM, Place};

mod support;

fn check(path: &str, pom: &[u8]) {
    let place = Place::commit_of(&[(path, pom)]);
    let diff = place.flinkmod(&["plan", "--diff", "-q"]).bytes;
    assert!(!diff.is_empty());
    place.flinkmod(&["apply"]).did_its_job();
    place.write("the.diff", &diff);
    place.git(&["apply", "the.diff"]);
    let written = place.run("git", &["show", &format!("flinkmod/flink-2.2:{path}")]).bytes;
    assert_eq!(place.read(path), written);
    assert_ne!(written, pom);
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
