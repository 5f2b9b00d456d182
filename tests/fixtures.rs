//! Every case under `fixtures/<transform>/` against the engine.
//!
//! `UPDATE=1 cargo test --test fixtures` rewrites expectations: then read the diff.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flinkmod::catalog::{self, Transform};
use flinkmod::engine::{self, Silent};
use flinkmod::plan::Plan;
use flinkmod::settings::{Platform, Settings};
use flinkmod::snapshot::Snapshot;
use flinkmod::transforms::TRANSFORMS;

#[path = "support/tree.rs"]
mod tree;

use tree::{Files, changed, findings, folders, shown};

/// A case as it lies on disk.
struct Case {
    transform: String,
    folder: PathBuf,
    before: Files,
    after: Files,
    findings: String,
    /// Other transforms that have something to do here, from `others.txt`.
    others: BTreeSet<String>,
    settings: Settings,
    /// The folder that may be rewritten, from the argument `path`; empty for all.
    scope: String,
}

impl Case {
    /// Whether the case says by its name that nothing may change.
    fn keeps(&self) -> bool {
        self.folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("keeps_"))
    }
}

#[test]
fn every_case_gives_what_it_says() {
    check_all(|case, catalog| {
        let plan = plan(case, catalog, case.before.clone(), |settings| {
            settings.only = [Arc::from(case.transform.as_str())].into();
        });
        let (after, findings) = (changed(&plan), findings(&plan));
        expect("held changes", &BTreeSet::new(), &held(&plan))?;
        if tree::is_update() {
            update(case, &after, &findings);
            return Ok(());
        }
        if case.keeps() {
            expect("changes", &Vec::new(), &shown(&after))?;
        }
        expect("findings", &case.findings, &findings)?;
        expect("after", &shown(&case.after), &shown(&after))
    });
}

#[test]
fn a_second_run_changes_nothing() {
    check_all(|case, catalog| {
        let plan = plan(case, catalog, result(case), |settings| {
            settings.only = [Arc::from(case.transform.as_str())].into();
        });
        expect("changes of the second run", &Vec::<String>::new(), &shown(&changed(&plan)))
    });
}

#[test]
fn other_transforms_leave_the_case_alone() {
    check_all(|case, catalog| {
        let plan = plan(case, catalog, case.before.clone(), |settings| {
            settings.skip = case.others.iter().map(|id| Arc::from(id.as_str())).collect();
            settings.skip.insert(Arc::from(case.transform.as_str()));
        });
        let others: BTreeSet<_> = plan.steps.iter().map(|step| step.transform.to_string()).collect();
        expect("other transforms", &BTreeSet::new(), &others)
    });
}

#[test]
fn windows_line_ends_stay() {
    check_all(|case, catalog| {
        let windows = |files: &Files| -> Files {
            files.iter().map(|(path, bytes)| (path.clone(), with_windows_line_ends(bytes))).collect()
        };
        let plan = plan(case, catalog, windows(&case.before), |settings| {
            settings.only = [Arc::from(case.transform.as_str())].into();
        });
        expect("after with CRLF", &shown(&windows(&case.after)), &shown(&changed(&plan)))
    });
}

#[test]
fn every_transform_has_hits_and_near_misses() {
    let cases = cases();
    for source in TRANSFORMS {
        let own: Vec<_> = cases.iter().filter(|case| case.transform == source.id).collect();
        let keeps = own.iter().filter(|case| case.keeps()).count();
        assert!(own.len() > keeps, "{} has no case that changes or finds something", source.id);
        assert!(keeps > 0, "{} has no near miss (`keeps_…`)", source.id);
    }
}

fn check_all(check: impl Fn(&Case, &[Transform]) -> Result<(), String>) {
    let catalog = catalog::load(TRANSFORMS).expect("the transform files are sound");
    let wrong: Vec<String> = cases()
        .iter()
        .filter_map(|case| {
            check(case, &catalog).err().map(|error| format!("{}\n{error}", case.folder.display()))
        })
        .collect();
    assert!(wrong.is_empty(), "{} cases are wrong\n\n{}", wrong.len(), wrong.join("\n\n"));
}

fn plan(case: &Case, catalog: &[Transform], files: Files, choose: impl Fn(&mut Settings)) -> Plan {
    let mut settings = case.settings.clone();
    choose(&mut settings);
    let snapshot = Snapshot { scope: case.scope.clone(), ..Snapshot::of_files(files) };
    engine::plan(snapshot, catalog, &settings, &Silent)
}

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let transforms = TRANSFORMS.iter().map(|source| source.id);
    let folders = transforms.flat_map(|id| folders(&root.join(id)).into_iter().map(move |case| (id, case)));
    folders.map(|(id, folder)| read_case(id, folder)).collect()
}

fn read_case(transform: &str, folder: PathBuf) -> Case {
    let list = |name| fs::read_to_string(folder.join(name)).unwrap_or_default();
    let arguments = list("arguments.txt");
    let path = arguments.lines().find_map(|line| line.strip_prefix("path = "));
    let (settings, scope) = (settings(&arguments), path.unwrap_or_default().to_owned());
    Case {
        transform: transform.to_owned(),
        before: tree::read(&folder.join("before")),
        after: tree::read(&folder.join("after")),
        findings: list("findings.txt"),
        others: list("others.txt").lines().map(str::to_owned).collect(),
        settings,
        scope,
        folder,
    }
}

/// The settings of a case: the defaults, and what its `arguments.txt` says, one `name = value` a line.
fn settings(arguments: &str) -> Settings {
    let mut settings = Settings::new(tree::release("2.2.0"));
    for line in arguments.lines() {
        let (name, value) = line.split_once(" = ").expect("an argument is `name = value`");
        match name {
            "path" => {}
            "target" => settings.target = tree::release(value),
            "platform" if value == "managed-flink" => settings.platform = Some(Platform::ManagedFlink),
            "platform" => settings.platform = Some(Platform::OpenSource),
            "aws-region" => settings.aws_region = Some(value.to_owned()),
            "aws-account" => settings.aws_account = Some(value.to_owned()),
            "connector-versions" => {
                settings.connector_versions = flinkmod::settings::ConnectorVersions::Newest;
            }
            _ => panic!("`{name}` is no argument of a case"),
        }
    }
    settings
}

fn result(case: &Case) -> Files {
    let mut files = case.before.clone();
    files.extend(case.after.clone());
    files
}

fn held(plan: &Plan) -> BTreeSet<String> {
    plan.held.iter().map(|held| format!("{}: {}", held.reported.finding.site.path, held.why)).collect()
}

fn expect<T: PartialEq + std::fmt::Debug + Lines>(
    what: &str,
    expected: &T,
    actual: &T,
) -> Result<(), String> {
    if expected == actual {
        return Ok(());
    }
    Err(format!("{what}: expected\n{}\nbut got\n{}", expected.in_lines(), actual.in_lines()))
}

/// Shows an expectation line by line.
trait Lines {
    fn in_lines(&self) -> String;
}

impl Lines for String {
    fn in_lines(&self) -> String {
        self.clone()
    }
}

impl Lines for Vec<String> {
    fn in_lines(&self) -> String {
        self.join("\n")
    }
}

impl Lines for BTreeSet<String> {
    fn in_lines(&self) -> String {
        self.iter().cloned().collect::<Vec<_>>().join("\n")
    }
}

fn update(case: &Case, after: &Files, findings: &str) {
    tree::write(&case.folder.join("after"), after);
    fs::write(case.folder.join("findings.txt"), findings).expect("expectations can be written");
}

fn with_windows_line_ends(bytes: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes(),
        Err(_) => bytes.to_vec(),
    }
}
