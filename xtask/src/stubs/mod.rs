//! Stand-ins for connector releases that the registry lacks: JARs with signatures and no code.
//!
//! The real JAR is used wherever it can be had. Deliberately absent: knowledge of any connector;
//! that is in `fixtures/stubs/`.

pub(crate) mod class_file;
mod jar;
mod pom;

use std::path::PathBuf;

use serde::Deserialize;

use crate::failure::Failure;
use crate::maven::{self, Coordinates};
use crate::{files, signature, workspace};

/// Lies beside a stand-in, so that it is never taken for the real JAR.
const MARK: &str = "signatures-only.txt";

/// A release whose signatures are committed.
#[derive(Debug, Deserialize)]
pub(crate) struct Stub {
    /// What it stands in for.
    pub release: Coordinates,
    /// What the release's own pom brings along.
    pub brings: Vec<Coordinates>,
}

/// The table in `stubs.toml`.
#[derive(Deserialize)]
struct StubTable {
    stub: Vec<Stub>,
}

impl Stub {
    /// `artifact version`, as the proof prints it.
    pub(crate) fn label(&self) -> String {
        format!("{} {}", self.release.artifact, self.release.version)
    }
}

/// Makes sure that Maven finds every listed release, and gives back those that are stand-ins.
pub(crate) fn install() -> Result<Vec<Stub>, Failure> {
    let mut stands_in = Vec::new();
    for stub in listed()? {
        if !real_jar_is_there(&stub.release)? {
            write(&stub)?;
            stands_in.push(stub);
        }
    }
    Ok(stands_in)
}

/// Says which releases are stand-ins.
pub(crate) fn print(stands_in: &[Stub]) {
    println!("Signatures only, because the registry lacks the release:");
    for stub in stands_in {
        println!("  {}", stub.label());
    }
}

/// The stand-ins that a build gets, given the text of its poms: those it names and what they bring.
pub(crate) fn used<'a>(stands_in: &'a [Stub], poms: &str) -> Vec<&'a Stub> {
    let named = |stub: &&Stub| poms.contains(&format!("<artifactId>{}</artifactId>", stub.release.artifact));
    let brought: Vec<_> = stands_in.iter().filter(named).flat_map(|stub| &stub.brings).collect();
    stands_in.iter().filter(|stub| named(stub) || brought.contains(&&stub.release)).collect()
}

fn listed() -> Result<Vec<Stub>, Failure> {
    let path = workspace::stubs().join("stubs.toml");
    let table: StubTable = toml::from_str(&files::read(&path)?)
        .map_err(|error| Failure::data(path.to_string_lossy(), &error))?;
    Ok(table.stub)
}

fn signatures(Coordinates { artifact, version, .. }: &Coordinates) -> PathBuf {
    workspace::stubs().join(format!("{artifact}-{version}.jsonl"))
}

fn real_jar_is_there(release: &Coordinates) -> Result<bool, Failure> {
    if release.folder().join(MARK).exists() {
        return Ok(false);
    }
    Ok(release.file("jar").exists() || maven::fetch(release)?)
}

/// Writes the mark first: a half-written stand-in must not pass for the real JAR.
fn write(stub: &Stub) -> Result<(), Failure> {
    let source = signatures(&stub.release);
    let classes = signature::read(&source)?;
    let jar = jar::write(&classes).map_err(|reason| Failure::data(source.to_string_lossy(), &reason))?;
    files::remove_folder(&stub.release.folder())?;
    files::write(&stub.release.folder().join(MARK), "Made by `cargo xtask stubs` from fixtures/stubs.\n")?;
    files::write(&stub.release.file("pom"), pom::write(stub))?;
    // Without it, Maven finds no version for a hard pin, which it takes for a range.
    let list = stub.release.folder().with_file_name("maven-metadata-local.xml");
    files::write(&list, pom::list(&stub.release))?;
    files::write(&stub.release.file("jar"), jar)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_uses_what_it_names_and_what_that_brings() {
        let stands_in = [stub("base", &[]), stub("streams", &["base"]), stub("other", &["base"])];

        let used = used(&stands_in, "<dependency><artifactId>streams</artifactId></dependency>");

        assert_eq!(used.into_iter().map(Stub::label).collect::<Vec<_>>(), ["base 1", "streams 1"]);
    }

    #[test]
    fn every_listed_release_has_readable_signatures() {
        for stub in listed().expect("stubs.toml is well-formed") {
            let classes = signature::read(&signatures(&stub.release)).expect("each line is a class");
            assert!(jar::write(&classes).is_ok(), "{}", stub.label());
        }
    }

    fn stub(artifact: &str, brings: &[&str]) -> Stub {
        Stub { release: release(artifact), brings: brings.iter().map(|artifact| release(artifact)).collect() }
    }

    fn release(artifact: &str) -> Coordinates {
        Coordinates { group: "g".to_owned(), artifact: artifact.to_owned(), version: "1".to_owned() }
    }
}
