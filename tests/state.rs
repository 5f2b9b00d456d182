//! What `flinkmod state` says of a small job.
//!
//! `UPDATE=1 cargo test --test state` rewrites `fixtures/state/job.txt`: then read the diff.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

fn state(arguments: &[&str]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_flinkmod"));
    command.args(["state", "fixtures/state/job", "--worktree"]).args(arguments).current_dir(root);
    let output = command.output().expect("flinkmod runs");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the output is text")
}

#[test]
fn every_place_that_keeps_state_is_named() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/state/job.txt");
    let told = state(&[]);
    if env::var_os("UPDATE").is_some() {
        fs::write(&file, &told).expect("the expectation can be written");
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(told, expected, "`UPDATE=1` writes what is true now");
}

#[test]
fn programs_read_the_same() {
    let document: serde_json::Value =
        serde_json::from_str(&state(&["--output-format", "json"])).expect("it is JSON");
    assert_eq!(document["schema"], 1);
    let states = document["states"].as_array().expect("there is a list");
    let last = states.iter().find(|state| state["name"] == "last").expect("it is there");
    assert_eq!(last["comes_back"], "no");
    assert_eq!(last["uid"], "totals");
    assert_eq!(last["chain"], serde_json::json!(["Order.items: List<Item>"]));
    assert!(
        states.len() + 2 == state(&[]).lines().count(),
        "the text has a line each, and two for the summary"
    );
}

#[test]
fn the_exit_code_says_that_state_is_lost() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_flinkmod"));
    command.args(["state", "fixtures/state/job", "--worktree", "--exit-code"]).current_dir(root);
    assert_eq!(command.output().expect("flinkmod runs").status.code(), Some(1));
}
