//! What Flink and the JDK declare, release by release: the tables of `transforms/api/`, looked up in place.
//!
//! The build lays them out (`build/api.rs`); nothing is read or sorted at the start.
//! Deliberately absent: user code, and what to do about a change.

use std::cmp::Ordering;

mod facts;
mod layout;
mod lookup;
mod lost;
#[cfg(test)]
mod tests;

pub use facts::{ClassFacts, Member, ReleaseId, Releases};
pub use lookup::{Members, erased};
pub use lost::Lost;

static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/api.bin"));

/// Where the head names the releases, and the levels of the JDK.
const RELEASES: usize = layout::COUNTS * 4;
const LEVELS: usize = RELEASES + layout::TEXT;

/// The table that the program was built with.
#[derive(Clone, Copy, Debug)]
pub struct Api;

impl Api {
    /// The class with the full name `name`, nested ones with dots, that some release of Flink or level of the JDK has.
    pub fn class(self, name: &str) -> Option<ClassFacts> {
        let index = first(at, |class| class.name().cmp(name));
        (index < count()).then(|| at(index)).filter(|class| class.name() == name)
    }

    /// The class that code in another package means by the full name `name`.
    pub fn nameable(self, name: &str) -> Option<ClassFacts> {
        self.class(name).filter(|class| class.is_nameable())
    }

    /// The classes with the simple name `simple` that other packages can name, by full name.
    pub fn named(self, simple: &str) -> impl Iterator<Item = ClassFacts> {
        let first = first(at_simple_name, |class| class.simple().cmp(simple));
        let named = (first..count()).map(at_simple_name).take_while(move |class| class.simple() == simple);
        named.filter(|class| class.is_nameable())
    }

    /// The classes in the package `package`, in those below it and nested in them that other packages can name.
    pub fn below(self, package: &str) -> impl Iterator<Item = ClassFacts> {
        let prefix = format!("{package}.");
        let first = first(at, |class| (*class.name()).cmp(&prefix));
        let below = (first..count()).map(at).take_while(move |class| class.name().starts_with(&prefix));
        below.filter(|class| class.is_nameable())
    }

    /// All classes, also those that other packages cannot name, by full name.
    pub fn classes(self) -> impl Iterator<Item = ClassFacts> {
        (0..count()).map(at)
    }

    /// The releases of Flink that the table tells of, oldest first.
    pub fn releases(self) -> impl Iterator<Item = ReleaseId> {
        text(RELEASES).lines().zip(0..).map(|(name, index)| ReleaseId { index, name })
    }

    /// The levels of the JDK that the table tells of, oldest first.
    pub fn levels(self) -> impl DoubleEndedIterator<Item = ReleaseId> {
        let levels: Vec<&str> = text(LEVELS).lines().collect();
        let level = |(index, name)| ReleaseId { index: layout::FIRST_LEVEL + index, name };
        levels.into_iter().enumerate().map(level)
    }

    /// The level that stands for Java `version`: the newest one that is not newer, or else the oldest.
    pub fn level(self, version: u32) -> ReleaseId {
        let is_old = |level: &ReleaseId| {
            let number = level.name.trim_start_matches("jdk").parse::<u32>();
            number.is_ok_and(|number| number <= version)
        };
        let newest = self.levels().rev().find(is_old).or_else(|| self.levels().next());
        newest.expect("the table has levels")
    }

    /// The release that stands for `version`: itself where the table tells it apart, else its minor release.
    pub fn release(self, version: &str) -> Option<ReleaseId> {
        let minor = version.rsplit_once('.').map_or(version, |(minor, _)| minor);
        let named = |name: &str| self.releases().find(|release| release.name == name);
        named(version).or_else(|| named(minor))
    }
}

/// How many classes there are.
fn count() -> usize {
    number(0)
}

fn at(index: usize) -> ClassFacts {
    ClassFacts { place: layout::HEAD + index * layout::CLASS }
}

fn at_simple_name(index: usize) -> ClassFacts {
    at(number(layout::HEAD + count() * layout::CLASS + index * 4))
}

/// The first class, in an order in which `at` gives them, that `compare` does not find too small.
fn first(at: fn(usize) -> ClassFacts, compare: impl Fn(ClassFacts) -> Ordering) -> usize {
    let (mut low, mut high) = (0, count());
    while low < high {
        let middle = low.midpoint(high);
        if compare(at(middle)) == Ordering::Less { low = middle + 1 } else { high = middle }
    }
    low
}

/// Where the facts begin.
fn facts() -> usize {
    layout::HEAD + count() * (layout::CLASS + 4)
}

/// Where the form with the index at `at` lies.
fn form(at: usize) -> usize {
    facts() + number(4) * layout::FACT + usize::from(short(at)) * layout::FORM
}

/// Where the types begin.
fn types() -> usize {
    facts() + number(4) * layout::FACT + number(8) * layout::FORM
}

/// Where the signatures begin.
fn signatures() -> usize {
    types() + number(12) * layout::TEXT
}

/// The type whose index lies at `at`.
fn type_text(at: usize) -> &'static str {
    text(types() + usize::from(short(at)) * layout::TEXT)
}

/// The text whose record lies at `at`.
fn text(at: usize) -> &'static str {
    let pool = signatures() + number(16) * 2;
    let start = pool + place(at);
    let text = &TABLE[start..start + usize::from(short(at + 3))];
    std::str::from_utf8(text).expect("the build wrote text")
}

/// A number of three bytes.
fn place(at: usize) -> usize {
    let place = u32::from_le_bytes([TABLE[at], TABLE[at + 1], TABLE[at + 2], 0]);
    usize::try_from(place).expect("a place in memory")
}

fn number(at: usize) -> usize {
    usize::try_from(bits(at)).expect("a place in memory")
}

fn bits(at: usize) -> u32 {
    u32::from_le_bytes(TABLE[at..at + 4].try_into().expect("four bytes"))
}

fn short(at: usize) -> u16 {
    u16::from_le_bytes([TABLE[at], TABLE[at + 1]])
}

/// The part of a full name behind the last dot.
fn simple_name(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
