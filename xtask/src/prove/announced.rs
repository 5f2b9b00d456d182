//! What flinkmod announces: the places that it leaves to a person.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;

use crate::failure::Failure;

/// The transform that finds every use of what the target does not have.
const GENERIC: &str = "removed_api";

/// Places that a plan names, as `path:line`.
pub(crate) struct Announced {
    /// Those that are left to a person, in the files after the last step.
    pub open: BTreeSet<String>,
    /// All, in the files as they were read.
    pub found: BTreeSet<String>,
    /// Those at which the sources use something that is gone, in the files as they were read.
    pub gone: BTreeSet<String>,
}

impl Announced {
    /// Those in Java files.
    pub(crate) fn open_java(&self) -> impl Iterator<Item = &String> {
        self.open.iter().filter(|line| line.contains(".java:"))
    }
}

#[derive(Deserialize)]
struct Document {
    findings: Vec<Finding>,
    open: Vec<usize>,
}

#[derive(Deserialize)]
struct Finding {
    transform: String,
    path: String,
    place: Place,
    result: Place,
}

impl Finding {
    fn at(&self, place: &Place) -> String {
        format!("{}:{}", self.path, place.line)
    }
}

#[derive(Deserialize)]
struct Place {
    line: usize,
}

/// What a plan for the project in `folder` finds, and what of it stays open.
pub(crate) fn by_plan(folder: &Path) -> Result<Announced, Failure> {
    let text = flinkmod(&["plan", "--output-format", "json"], folder)?;
    let wrong = |error: serde_json::Error| Failure::data("the output of `flinkmod plan`", &error);
    let document: Document = serde_json::from_str(&text).map_err(wrong)?;
    let open = document.open.iter().filter_map(|index| document.findings.get(*index));
    let open = open.map(|finding| finding.at(&finding.result)).collect();
    let found = document.findings.iter().map(|finding| finding.at(&finding.place)).collect();
    let gone = document.findings.iter().filter(|finding| finding.transform == GENERIC);
    let gone = gone.map(|finding| finding.at(&finding.place)).collect();
    Ok(Announced { open, found, gone })
}

/// What flinkmod prints when it is run on `folder`.
pub(crate) fn flinkmod(arguments: &[&str], folder: &Path) -> Result<String, Failure> {
    let mut command = super::command();
    let output = command.args(arguments).arg(folder).output().map_err(Failure::at(folder))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(Failure::data("flinkmod", &String::from_utf8_lossy(&output.stderr)))
}
