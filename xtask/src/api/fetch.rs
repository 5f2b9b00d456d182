//! Brings JARs into the chores' Maven repository, many at a time.
//!
//! Maven starts once a round: a reactor with one project a JAR, so that one that is broken does not
//! keep the others away. What a round does not bring is asked for in an older patch release by the next one.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use super::sources::Sources;
use crate::failure::Failure;
use crate::maven::{self, Coordinates};
use crate::{files, workspace};

/// Makes sure that the best release that the registry has of every module is there.
pub(super) fn all(sources: &Sources) -> Result<(), Failure> {
    let rounds = sources.columns.iter().map(|column| column.patches.len()).max().unwrap_or_default();
    for round in 0..rounds {
        let wanted = wanted(sources, round);
        if !wanted.is_empty() {
            println!("round {}: {} JARs", round + 1, wanted.len());
            bring(&wanted)?;
        }
    }
    Ok(())
}

/// What no earlier round has found.
fn wanted(sources: &Sources, round: usize) -> BTreeSet<String> {
    let mut wanted = BTreeSet::new();
    for module in &sources.modules {
        for index in module.columns.clone() {
            let candidates = module.candidates(&sources.columns[index]);
            let is_there = candidates.iter().take(round + 1).any(|release| module.jar(release).exists());
            if let Some(release) = candidates.get(round).filter(|_| !is_there) {
                wanted.insert(dependency(release, module.classifier()));
            }
        }
    }
    wanted
}

/// What is missing makes Maven fail; which files are there afterwards is the answer.
fn bring(wanted: &BTreeSet<String>) -> Result<(), Failure> {
    let folder = workspace::jar_requests();
    files::remove_folder(&folder)?;
    let mut modules = String::new();
    for (index, dependency) in wanted.iter().enumerate() {
        let name = format!("jar-{index}");
        let body = format!("<dependencies>{dependency}</dependencies>");
        write_project(&folder.join(&name), &name, "jar", &body)?;
        write!(modules, "<module>{name}</module>").expect("memory takes everything");
    }
    write_project(&folder, "all", "pom", &format!("<modules>{modules}</modules>"))?;
    maven::resolve(&folder).map(|_| ())
}

fn write_project(folder: &Path, name: &str, packaging: &str, body: &str) -> Result<(), Failure> {
    let pom = format!(
        "<project xmlns=\"http://maven.apache.org/POM/4.0.0\">
<modelVersion>4.0.0</modelVersion>
<groupId>xtask</groupId><artifactId>{name}</artifactId><version>1</version><packaging>{packaging}</packaging>
{body}
</project>
"
    );
    files::write(&folder.join("pom.xml"), pom)
}

/// The release alone, without what it brings along.
fn dependency(Coordinates { group, artifact, version }: &Coordinates, classifier: Option<&str>) -> String {
    let classifier = classifier.map(|name| format!("<classifier>{name}</classifier>")).unwrap_or_default();
    format!(
        "<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>\
         {classifier}<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>\n"
    )
}
