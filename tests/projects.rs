//! The whole applications under `fixtures/projects/`: what all transforms together make of them.
//!
//! `UPDATE=1 cargo test --test projects` rewrites expectations: then read the diff, and run `cargo xtask proof`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use flinkmod::catalog;
use flinkmod::engine::{self, Silent};
use flinkmod::plan::Plan;
use flinkmod::settings::Settings;
use flinkmod::snapshot::Snapshot;
use flinkmod::transforms::TRANSFORMS;

#[path = "support/tree.rs"]
#[allow(dead_code, reason = "each test program uses a part of it")]
mod tree;

fn projects() -> Vec<PathBuf> {
    tree::folders(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/projects"))
}

fn plan(files: tree::Files) -> Plan {
    let catalog = catalog::load(TRANSFORMS).expect("the transform files are sound");
    engine::plan(Snapshot::of_files(files), &catalog, &Settings::new(tree::release("2.2.0")), &Silent)
}

#[test]
fn projects_become_what_they_should() {
    for project in projects() {
        let plan = plan(tree::read(&project.join("before")));
        assert!(plan.held.is_empty(), "{}: {:#?}", project.display(), plan.held);
        let (changed, findings) = (tree::changed(&plan), tree::findings(&plan));
        if tree::is_update() {
            tree::write(&project.join("after"), &changed);
            fs::write(project.join("findings.txt"), &findings).expect("expectations can be written");
            continue;
        }
        let expected = fs::read_to_string(project.join("findings.txt")).expect("it has findings");
        assert_eq!(findings, expected, "{}", project.display());
        assert_eq!(
            tree::shown(&changed),
            tree::shown(&tree::read(&project.join("after"))),
            "{}",
            project.display()
        );
    }
}

#[test]
fn a_second_run_changes_nothing() {
    for project in projects() {
        let mut files = tree::read(&project.join("before"));
        files.extend(tree::read(&project.join("after")));
        assert_eq!(tree::shown(&tree::changed(&plan(files))), Vec::<String>::new(), "{}", project.display());
    }
}

/// The promise: what javac still refuses (`open.txt`, which the compile proof holds against javac) is announced at its line.
#[test]
fn every_line_that_does_not_compile_has_an_open_finding() {
    for project in projects() {
        let open = fs::read_to_string(project.join("open.txt")).unwrap_or_default();
        let plan = plan(tree::read(&project.join("before")));
        let announced: BTreeSet<String> = plan
            .open
            .iter()
            .map(|reported| format!("{}:{}", reported.finding.site.path, reported.result.start.line))
            .collect();
        for line in open.lines().filter(|line| !line.starts_with('#')) {
            assert!(announced.contains(line), "{}: nothing is said at {line}", project.display());
        }
    }
}
