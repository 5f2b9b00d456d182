//! Which JARs the tables are made from: `transforms/api/sources.toml`, checked.

use std::fmt;
use std::ops::RangeInclusive;
use std::path::PathBuf;

use serde::Deserialize;

use super::jdk::Jdk;
use crate::failure::Failure;
use crate::maven::Coordinates;
use crate::{files, workspace};

/// A released state of Flink, one bit of every fact's releases.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// As the tables write it: `1.20`.
    pub(super) name: String,
    /// The patch releases that can fill it, the best first.
    pub(super) patches: Vec<String>,
}

/// Where the classes of a module are read from.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// Released with Flink: one JAR a column.
    Flink,
    /// The same for its tests, of which one package is read.
    Tests { package: String },
    /// A release of its own.
    Release(Coordinates),
    /// A file of signatures, by its name without the suffix.
    Signatures,
}

/// A module, and the columns that have it.
#[derive(Clone, Debug)]
pub(super) struct Module {
    /// The artifact, with its release where that is its own.
    pub(super) name: String,
    /// Where it comes from.
    pub(super) origin: Origin,
    /// Indexes of columns.
    pub(super) columns: RangeInclusive<usize>,
}

/// Everything that is read.
pub(super) struct Sources {
    /// Oldest first.
    pub(super) columns: Vec<Column>,
    /// In the order of the file.
    pub(super) modules: Vec<Module>,
    /// The classes of Java itself.
    pub(super) jdk: Jdk,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    columns: Vec<String>,
    flink: Vec<String>,
    tests: Vec<String>,
    connectors: Vec<String>,
    signatures: Vec<String>,
    jdk: Jdk,
}

/// Reads the list.
pub(super) fn read() -> Result<Sources, Failure> {
    let path = workspace::api().join("sources.toml");
    let place = path.display().to_string();
    let written: Written =
        toml::from_str(&files::read(&path)?).map_err(|error| Failure::data(place.as_str(), &error))?;
    let wrong =
        |line: &str| Failure::data(place.as_str(), &format!("`{line}` does not read like the others"));
    let columns: Vec<Column> = written
        .columns
        .iter()
        .map(|line| column(line).ok_or_else(|| wrong(line)))
        .collect::<Result<_, _>>()?;
    let kinds: [(&[String], Read); 4] = [
        (&written.flink, |_, _| Some(Origin::Flink)),
        (&written.tests, |_, package| Some(Origin::Tests { package: package?.to_owned() })),
        (&written.connectors, |name, _| release(name)),
        (&written.signatures, |_, _| Some(Origin::Signatures)),
    ];
    let mut modules = Vec::new();
    for (lines, origin) in kinds {
        for line in lines {
            modules.push(module(line, &columns, origin).ok_or_else(|| wrong(line))?);
        }
    }
    Ok(Sources { columns, modules, jdk: written.jdk })
}

/// The origin of a module by its name, and by what its line says behind the columns.
type Read = fn(&str, Option<&str>) -> Option<Origin>;

/// `1.20 1.20.5`, filled by 1.20.5 or else the patches before it; a column named like a patch only by that.
fn column(line: &str) -> Option<Column> {
    let (name, newest) = line.split_once(' ')?;
    let (minor, patch) = newest.rsplit_once('.')?;
    let patch: u32 = patch.parse().ok()?;
    let oldest = if name == newest { patch } else { 0 };
    let patches = (oldest..=patch).rev().map(|patch| format!("{minor}.{patch}")).collect();
    Some(Column { name: name.to_owned(), patches })
}

/// `flink-core 1.13-2.3`, and perhaps a package.
fn module(line: &str, columns: &[Column], origin: Read) -> Option<Module> {
    let mut words = line.split(' ');
    let (name, range, rest) = (words.next()?, words.next()?, words.next());
    let (first, last) = range.split_once('-')?;
    let index = |wanted: &str| columns.iter().position(|column| column.name == wanted);
    let columns = index(first)?..=index(last)?;
    Some(Module { name: name.to_owned(), origin: origin(name, rest)?, columns })
}

/// `flink-connector-kafka:3.4.0-1.20`, or with a group in front.
fn release(name: &str) -> Option<Origin> {
    let own = Coordinates::try_from(name.to_owned());
    own.or_else(|_| Coordinates::try_from(format!("{GROUP}:{name}"))).ok().map(Origin::Release)
}

const GROUP: &str = "org.apache.flink";

impl Module {
    /// The classifier of its JARs, where they are not the main ones.
    pub(super) fn classifier(&self) -> Option<&'static str> {
        matches!(self.origin, Origin::Tests { .. }).then_some("tests")
    }

    /// The JAR of one of its releases, whether it is there or not.
    pub(super) fn jar(&self, release: &Coordinates) -> PathBuf {
        let suffix = self.classifier().map(|classifier| format!("-{classifier}")).unwrap_or_default();
        release.folder().join(format!("{}-{}{suffix}.jar", release.artifact, release.version))
    }

    /// The releases that can fill `column`, the best first; none for a file of signatures.
    pub(super) fn candidates(&self, column: &Column) -> Vec<Coordinates> {
        match &self.origin {
            Origin::Flink | Origin::Tests { .. } => {
                column.patches.iter().map(|version| self.of_flink(version)).collect()
            }
            Origin::Release(release) => vec![release.clone()],
            Origin::Signatures => Vec::new(),
        }
    }

    fn of_flink(&self, version: &str) -> Coordinates {
        Coordinates { group: GROUP.to_owned(), artifact: self.name.clone(), version: version.to_owned() }
    }
}

impl fmt::Display for Module {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.origin {
            Origin::Tests { package } => write!(formatter, "{} tests {package}", self.name),
            Origin::Flink | Origin::Release(_) | Origin::Signatures => formatter.write_str(&self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_falls_back_to_older_patches_unless_it_is_one() {
        assert_eq!(column("1.18 1.18.1").expect("well-formed").patches, ["1.18.1", "1.18.0"]);
        assert_eq!(column("2.2.0 2.2.0").expect("well-formed").patches, ["2.2.0"]);
        assert!(column("2.2").is_none());
    }

    #[test]
    fn the_list_is_sound() {
        let sources = read().expect("the committed list is well-formed");
        assert!(sources.columns.len() <= 24 && sources.jdk.levels().len() <= 8, "a set has 32 bits");
        assert!(sources.modules.iter().all(|module| !module.columns.is_empty()));
    }
}
