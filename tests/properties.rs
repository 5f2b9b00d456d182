//! What must hold for every plan, whatever the files look like.

use std::collections::BTreeMap;

use flinkmod::catalog;
use flinkmod::engine::{self, Silent};
use flinkmod::plan::Plan;
use flinkmod::settings::Settings;
use flinkmod::snapshot::Snapshot;
use flinkmod::transforms::{RELEASES, TRANSFORMS};

type Files = BTreeMap<String, Vec<u8>>;

const POM: &str = include_str!("properties/pom.xml");
const JOB: &str = include_str!("properties/Job.java");

fn project(encode: impl Fn(&str) -> Vec<u8>) -> Files {
    [("pom.xml", POM), ("src/main/java/com/acme/Job.java", JOB)]
        .map(|(path, text)| (path.to_owned(), encode(text)))
        .into()
}

fn plan(files: Files) -> Plan {
    let catalog = catalog::load(TRANSFORMS).expect("the transform files are sound");
    let releases = catalog::releases(RELEASES).expect("the releases are sound");
    let target = releases.into_iter().find(|release| release.version == "2.2.0").expect("2.2.0 is a target");
    engine::plan(Snapshot::of_files(files), &catalog, &Settings::new(target), &Silent)
}

fn after(files: &Files) -> Files {
    let mut result = files.clone();
    let plan = plan(files.clone());
    assert!(plan.held.is_empty(), "{:#?}", plan.held);
    result.extend(plan.files.iter().map(|(path, file)| (path.to_string(), file.after.bytes().to_vec())));
    result
}

#[test]
fn the_project_changes_and_a_second_run_does_not() {
    let files = project(|text| text.as_bytes().to_vec());
    let once = after(&files);
    assert_ne!(files, once);
    assert!(plan(once).is_empty());
}

#[test]
fn windows_line_ends_make_no_other_difference() {
    let windows = |text: &str| text.replace('\n', "\r\n").into_bytes();
    let expected: Files = after(&project(|text| text.as_bytes().to_vec()))
        .into_iter()
        .map(|(path, bytes)| (path, windows(&String::from_utf8(bytes).expect("UTF-8 stays UTF-8"))))
        .collect();
    assert_eq!(after(&project(windows)), expected);
}

#[test]
fn a_byte_order_mark_stays_and_makes_no_other_difference() {
    let marked = |text: &str| [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let plain = after(&project(|text| text.as_bytes().to_vec()));
    for (path, bytes) in after(&project(marked)) {
        assert_eq!(bytes, [b"\xef\xbb\xbf", plain[&path].as_slice()].concat(), "{path}");
    }
}

#[test]
fn a_missing_final_newline_stays_missing() {
    let trimmed = |text: &str| text.trim_end().as_bytes().to_vec();
    let plain = after(&project(|text| text.as_bytes().to_vec()));
    for (path, bytes) in after(&project(trimmed)) {
        assert_eq!(bytes, plain[&path].trim_ascii_end(), "{path}");
    }
}

#[test]
fn latin_1_stays_latin_1() {
    let latin =
        |text: &str| text.chars().map(|char| u8::try_from(u32::from(char)).expect("Latin-1")).collect();
    let plain = after(&project(|text| text.as_bytes().to_vec()));
    for (path, bytes) in after(&project(latin)) {
        let expected = latin(std::str::from_utf8(&plain[&path]).expect("UTF-8"));
        assert!(bytes == expected, "{path}\n{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn tabs_are_kept_and_new_lines_get_them() {
    let tabs = |text: &str| text.replace("    ", "\t").into_bytes();
    for (path, bytes) in after(&project(tabs)) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(!text.lines().any(|line| line.starts_with("    ")), "{path}\n{text}");
    }
}

#[test]
fn one_thread_and_many_say_the_same() {
    let files = project(|text| text.as_bytes().to_vec());
    let shown = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
        pool.install(|| {
            let plan = plan(files.clone());
            format!("{:?} {:?} {:?}", plan.steps, plan.files, plan.open)
        })
    };
    assert_eq!(shown(1), shown(7));
}
