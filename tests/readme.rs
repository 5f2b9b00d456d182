//! The output in the README is what the commands say.
//!
//! `UPDATE=1 cargo test --test readme` rewrites it: then read the diff.

#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use support::Place;

mod support;

const BLOCK: &str = "```console\n";
const PROJECT: &str = "fixtures/projects/kinesis-getting-started/before";

#[test]
fn what_the_readme_shows_is_true() {
    if Command::new("git").arg("--version").output().is_err() {
        return; // Some of the blocks call git.
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("README.md");
    let written = fs::read_to_string(&file).expect("there is a README");
    let place = example(&root.join(PROJECT));
    let true_now = with_true_blocks(&written, &place);
    if env::var_os("UPDATE").is_some() {
        fs::write(file, true_now).expect("the README can be written");
    } else {
        snapbox::assert_data_eq!(true_now, snapbox::IntoData::raw(written));
    }
}

#[test]
fn the_readme_names_the_oldest_rust_that_will_do() {
    let oldest = format!("Rust {} ", env!("CARGO_PKG_RUST_VERSION"));
    assert!(include_str!("../README.md").contains(&oldest), "`{oldest}` is not in the README");
}

#[test]
fn the_readme_names_every_command_and_every_flag() {
    let readme = include_str!("../README.md");
    let command = <flinkmod::cli::Typed as clap::CommandFactory>::command();
    for subcommand in command.get_subcommands() {
        let name = format!("flinkmod {}", subcommand.get_name());
        assert!(readme.contains(&name), "`{name}` is not in the README");
        for flag in subcommand.get_arguments().filter_map(clap::Arg::get_long) {
            assert!(readme.contains(&format!("--{flag}")), "`--{flag}` is not in the README");
        }
    }
}

/// The text with the output of every command in it written anew.
fn with_true_blocks(text: &str, place: &Place) -> String {
    let mut parts = text.split(BLOCK);
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (block, rest) = part.split_once("```\n").expect("a block has an end");
        result.push_str(BLOCK);
        for line in block.lines().filter(|line| line.starts_with("$ ")) {
            result.push_str(&format!("{line}\n{}", output(&line[2..], place)));
        }
        result.push_str(&format!("```\n{rest}"));
    }
    result
}

/// What a shell shows for the command.
fn output(command: &str, place: &Place) -> String {
    let programs = Path::new(env!("CARGO_BIN_EXE_flinkmod")).parent().expect("a program lies in a folder");
    let known = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(std::iter::once(PathBuf::from(programs)).chain(env::split_paths(&known)));
    let mut shell = place.command("sh");
    shell.env("PATH", path.expect("the folders have no colon in them"));
    let output = shell.args(["-c", &format!("exec 2>&1; {command}")]).output().expect("there is a shell");
    String::from_utf8(output.stdout).expect("flinkmod speaks UTF-8")
}

/// A repository with one commit of the project.
fn example(project: &Path) -> Place {
    let place = Place::repository();
    let mut open = vec![project.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("the project is there") {
            let path = entry.expect("the project can be read").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(project).expect("the walk began there").to_str().expect("UTF-8");
                place.write(name, &fs::read(&path).expect("the project can be read"));
            }
        }
    }
    place.commit();
    place
}
