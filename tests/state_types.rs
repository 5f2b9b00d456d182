//! flinkmod's serializers of types against what Flink itself says of them.
//!
//! `fixtures/state/flink.txt` has a line a field of `States`: its serializer in 1.20, in 2.2, and what 2.2 makes of the
//! snapshot that 1.20 wrote. `restored.txt` has what became of a value of it in a savepoint of 1.20, on 1.20 and on 2.2.
//! `cargo xtask state` asks Flink.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use flinkmod::repo;
use flinkmod::state::{Era, Facts, Fate, Judge, Serializer};
use flinkmod::transforms::STATE_TYPES;
use flinkmod::types::{JavaScope, Project};

/// Types that flinkmod does not judge: a `TypeInfo` of their own, members of Lombok that are not read, a class that is a list.
const UNKNOWN: [&str; 3] = ["colored", "lombokValue", "names"];

/// The classes whose fields Flink was asked about.
const CLASSES: [&str; 2] = ["States", "AvroStates"];

/// What flinkmod says of each field: its serializers in Flink 1 and in Flink 2.
fn judged() -> BTreeMap<String, (Serializer, Serializer)> {
    let facts = Facts::read(STATE_TYPES).expect("the facts are sound");
    let snapshot = repo::read_folder(&root().join("types/src"), "").expect("there are sources");
    let project = Project::new(snapshot, []);
    let mut judged = BTreeMap::new();
    for name in CLASSES {
        let file = project.java_files_of(&format!("org.acme.{name}")).pop().expect("there is the class").1;
        let scope = JavaScope::new(&project, &file);
        let class = file.types.iter().find(|one| one.name == name).expect("it is in its file");
        for field in &class.fields {
            let span = field.type_span.expect("a field has a type");
            let found = scope.type_at(span).known().expect("it is known").array(field.dimensions);
            let of = |era| Judge { facts: &facts, scope: &scope, era }.serializer(&found);
            judged.insert(field.name.clone(), (of(Era::One), of(Era::Two)));
        }
    }
    judged
}

#[test]
fn no_type_is_taken_for_one_that_comes_back_and_does_not() {
    let judged = judged();
    let (mut wrong, mut unknown, mut right) = (Vec::new(), Vec::new(), 0);
    for line in table("flink.txt") {
        let (field, told) = (&line[0], (line[1].clone(), line[2].clone()));
        let (before, after) = &judged[field];
        if matches!(before.fate(after), Fate::Unknown(_)) {
            unknown.push(field.clone());
        } else if (before.to_string(), after.to_string()) == told {
            right += 1;
        } else {
            wrong.push(format!("{field}: {before} → {after}, and not {} → {}", told.0, told.1));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(unknown, UNKNOWN, "what is not known, and why, is meant to be so");
    assert!(right >= 100, "{right} are too few");
}

#[test]
fn a_serializer_that_refuses_the_snapshot_of_the_old_one_is_known() {
    for line in table("flink.txt") {
        assert_eq!(line[1] == line[2], line[3] == "COMPATIBLE_AS_IS", "{line:?}");
    }
}

#[test]
fn what_is_to_come_back_comes_back_from_a_savepoint() {
    let judged = judged();
    let (mut restored, mut lost, mut lucky) = (0, 0, 0);
    for line in table("restored.txt").iter().filter(|line| line[1] == "same") {
        let (before, after) = &judged[&line[0]];
        let is_same = line[2] == "same";
        match before.fate(after) {
            Fate::Restored => {
                assert!(is_same, "yes is wrong: {line:?}");
                restored += 1;
            }
            Fate::Lost(loss) if loss.is_kryo() && is_same => lucky += 1,
            Fate::Lost(_) => {
                assert!(!is_same, "no is wrong: {line:?}");
                lost += 1;
            }
            Fate::Unknown(_) => {}
        }
    }
    assert!(restored >= 35 && lost >= 35, "{restored} restored and {lost} lost are too few");
    // Nobody promises that Kryo 5 reads what Kryo 2 wrote, even where it does for the value that was tried.
    assert!(lucky < lost, "{lucky}");
}

fn table(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join(name)).expect("there is a table");
    text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/state")
}
