//! What flinkmod announces: the places that it leaves to a person.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;

use crate::failure::Failure;

/// The places that are left to a person, as `path:line` in the files after the last step.
pub(crate) struct Announced {
    /// Of all files.
    pub open: BTreeSet<String>,
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
    path: String,
    result: Place,
}

#[derive(Deserialize)]
struct Place {
    line: usize,
}

/// What a plan for the project in `folder` leaves open.
pub(crate) fn by_plan(folder: &Path) -> Result<Announced, Failure> {
    let text = flinkmod(&["plan", "--output-format", "json"], folder)?;
    let wrong = |error: serde_json::Error| Failure::data("the output of `flinkmod plan`", &error);
    let document: Document = serde_json::from_str(&text).map_err(wrong)?;
    let open = document.open.iter().filter_map(|index| document.findings.get(*index));
    let open = open.map(|finding| format!("{}:{}", finding.path, finding.result.line)).collect();
    Ok(Announced { open })
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
