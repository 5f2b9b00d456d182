//! flinkmod's serializers of types against what Flink itself says of them.
//!
//! `fixtures/state/flink.txt` has a line a field of `States`: its serializer in 1.20, in 2.2, and what 2.2 makes of the
//! snapshot that 1.20 wrote. `fixtures/state/types/ask` asks Flink.

use std::fs;
use std::path::Path;

use flinkmod::repo;
use flinkmod::state::{Era, Facts, Fate, Judge};
use flinkmod::transforms::STATE_TYPES;
use flinkmod::types::{JavaScope, Project};

/// What Flink says of a field.
struct Told<'t> {
    field: &'t str,
    before: &'t str,
    after: &'t str,
}

#[test]
fn no_type_is_taken_for_one_that_comes_back_and_does_not() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/state");
    let text = fs::read_to_string(root.join("flink.txt")).expect("there is a table");
    let facts = Facts::read(STATE_TYPES).expect("the facts are sound");
    let snapshot = repo::read_folder(&root.join("types/src"), "").expect("there are sources");
    let project = Project::new(snapshot, []);
    let file = project.java_files_of("org.acme.States").pop().expect("there is the class").1;
    let scope = JavaScope::new(&project, &file);
    let class = file.types.iter().position(|one| one.name == "States").expect("it is in its file");
    let (mut wrong, mut unknown, mut right) = (Vec::new(), Vec::new(), 0);
    for told in text.lines().map(told) {
        let fields = &file.types[class].fields;
        let field = fields.iter().find(|field| field.name == told.field).expect("the table is of this class");
        let found = scope.type_at(field.type_span.expect("a field has a type")).known().expect("it is known");
        let found = found.array(field.dimensions);
        let of = |era| Judge { facts: &facts, scope: &scope, era }.serializer(&found);
        let (before, after) = (of(Era::One), of(Era::Two));
        if matches!(before.fate(&after), Fate::Unknown(_)) {
            unknown.push(told.field);
        } else if before.to_string() == told.before && after.to_string() == told.after {
            right += 1;
        } else {
            wrong.push(format!(
                "{}: {before} → {after}, and not {} → {}",
                told.field, told.before, told.after
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(unknown, ["colored", "lombokValue", "names"], "what is not known, and why, is meant to be so");
    assert!(right >= 100, "{right} are too few");
}

#[test]
fn a_serializer_that_refuses_the_snapshot_of_the_old_one_is_known() {
    let text = include_str!("../fixtures/state/flink.txt");
    for line in text.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let is_same = columns[1] == columns[2];
        assert_eq!(is_same, columns[3] == "COMPATIBLE_AS_IS", "{line}");
    }
}

fn told(line: &str) -> Told<'_> {
    let columns: Vec<&str> = line.split('\t').collect();
    Told { field: columns[0], before: columns[1], after: columns[2] }
}
