//! Every case under `fixtures/<transform>/` against the engine.
//!
//! `UPDATE=1 cargo test --test fixtures` rewrites expectations: then read the diff.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flinkmod::catalog::{self, Transform};
use flinkmod::engine::{self, Silent};
use flinkmod::plan::{Plan, Reported};
use flinkmod::settings::{Platform, Settings};
use flinkmod::snapshot::{FileKind, Snapshot};
use flinkmod::transforms::{RELEASES, TRANSFORMS};

type Files = BTreeMap<String, Vec<u8>>;

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
        if std::env::var_os("UPDATE").is_some() {
            update(case, &after, &findings);
            return Ok(());
        }
        if case.keeps() {
            expect("changes", &Vec::new(), &texts(&after))?;
        }
        expect("findings", &case.findings, &findings)?;
        expect("after", &texts(&case.after), &texts(&after))
    });
}

#[test]
fn a_second_run_changes_nothing() {
    check_all(|case, catalog| {
        let plan = plan(case, catalog, result(case), |settings| {
            settings.only = [Arc::from(case.transform.as_str())].into();
        });
        expect("changes of the second run", &Vec::<String>::new(), &texts(&changed(&plan)))
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
        expect("after with CRLF", &texts(&windows(&case.after)), &texts(&changed(&plan)))
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
    engine::plan(Snapshot::of_files(files), catalog, &settings, &Silent)
}

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let transforms = TRANSFORMS.iter().map(|source| source.id);
    let folders = transforms.flat_map(|id| folders(&root.join(id)).into_iter().map(move |case| (id, case)));
    folders.map(|(id, folder)| read_case(id, folder)).collect()
}

fn read_case(transform: &str, folder: PathBuf) -> Case {
    let list = |name| fs::read_to_string(folder.join(name)).unwrap_or_default();
    let settings = settings(&list("arguments.txt"));
    Case {
        transform: transform.to_owned(),
        before: tree(&folder.join("before")),
        after: tree(&folder.join("after")),
        findings: list("findings.txt"),
        others: list("others.txt").lines().map(str::to_owned).collect(),
        settings,
        folder,
    }
}

/// The settings of a case: the defaults, and what its `arguments.txt` says, one `name = value` a line.
fn settings(arguments: &str) -> Settings {
    let releases = catalog::releases(RELEASES).expect("the releases are sound");
    let target = |version: &str| releases.iter().find(|release| release.version == version).cloned();
    let mut settings = Settings::new(target("2.2.0").expect("2.2.0 is a target"));
    for line in arguments.lines() {
        let (name, value) = line.split_once(" = ").expect("an argument is `name = value`");
        match name {
            "target" => settings.target = target(value).expect("a known release"),
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

fn changed(plan: &Plan) -> Files {
    plan.files.iter().map(|(path, file)| (path.to_string(), file.after.bytes().to_vec())).collect()
}

fn findings(plan: &Plan) -> String {
    let line = |reported: &Reported| {
        let note = &reported.finding.note;
        let texts = [note.what.as_str(), note.why.as_str(), note.now.as_str()];
        let message = texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        let (path, start) = (&reported.finding.site.path, reported.place.start);
        let remedy = reported.finding.remedy.kind().word();
        format!("{path}:{}:{}  {remedy}  {}\n", start.line, start.column, message)
    };
    let mut lines: Vec<_> = plan.findings().map(|reported| (reported.place.start, line(reported))).collect();
    lines.sort_by(|(one, left), (two, right)| {
        let path = |line: &str| line.split(':').next().map(str::to_owned);
        (path(left), one, left).cmp(&(path(right), two, right))
    });
    lines.into_iter().map(|(_, line)| line).collect()
}

fn held(plan: &Plan) -> BTreeSet<String> {
    plan.held.iter().map(|held| format!("{}: {}", held.reported.finding.site.path, held.why)).collect()
}

fn texts(files: &Files) -> Vec<String> {
    files.iter().map(|(path, bytes)| format!("--- {path}\n{}", String::from_utf8_lossy(bytes))).collect()
}

fn expect<T: PartialEq + std::fmt::Debug + Shown>(
    what: &str,
    expected: &T,
    actual: &T,
) -> Result<(), String> {
    if expected == actual {
        return Ok(());
    }
    Err(format!("{what}: expected\n{}\nbut got\n{}", expected.shown(), actual.shown()))
}

/// Shows an expectation line by line.
trait Shown {
    fn shown(&self) -> String;
}

impl Shown for String {
    fn shown(&self) -> String {
        self.clone()
    }
}

impl Shown for Vec<String> {
    fn shown(&self) -> String {
        self.join("\n")
    }
}

impl Shown for BTreeSet<String> {
    fn shown(&self) -> String {
        self.iter().cloned().collect::<Vec<_>>().join("\n")
    }
}

fn update(case: &Case, after: &Files, findings: &str) {
    let folder = case.folder.join("after");
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("expectations can be written");
    }
    for (path, bytes) in after {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("folders can be made");
        fs::write(path, bytes).expect("expectations can be written");
    }
    fs::write(case.folder.join("findings.txt"), findings).expect("expectations can be written");
}

fn with_windows_line_ends(bytes: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes(),
        Err(_) => bytes.to_vec(),
    }
}

/// All files below `folder`, by their path from there.
fn tree(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.expect("fixtures can be read").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name =
                    path.strip_prefix(folder).expect("it lies below").to_string_lossy().replace('\\', "/");
                if FileKind::of(&name).is_some() {
                    files.insert(name, fs::read(&path).expect("fixtures can be read"));
                }
            }
        }
    }
    files
}

fn folders(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root).into_iter().flatten();
    let mut folders: Vec<_> = entries.map(|entry| entry.expect("fixtures can be read").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}
