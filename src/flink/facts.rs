//! A class, its members and their releases, as places in the table.

use super::layout::{self, WORDS};
use super::{Api, number, short, simple_name};

/// A release, or the patch releases of a minor one, that the table tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReleaseId {
    pub(super) index: u16,
    /// As people write it: `1.20`.
    pub name: &'static str,
}

impl ReleaseId {
    /// Whether it is a release that applications are moved away from.
    pub fn is_old(self) -> bool {
        self.name.starts_with("1.")
    }
}

/// A set of releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Releases(u16);

impl From<ReleaseId> for Releases {
    fn from(release: ReleaseId) -> Self {
        Self(1 << release.index)
    }
}

impl FromIterator<ReleaseId> for Releases {
    fn from_iter<I: IntoIterator<Item = ReleaseId>>(releases: I) -> Self {
        Self(releases.into_iter().fold(0, |bits, release| bits | Self::from(release).0))
    }
}

impl Releases {
    /// Whether it holds `release`.
    pub fn has(self, release: ReleaseId) -> bool {
        self.0 & (1 << release.index) != 0
    }

    /// Whether it holds one of `others`.
    pub fn meets(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Its releases, oldest first.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = ReleaseId> {
        let releases: Vec<ReleaseId> = Api.releases().filter(|release| self.has(*release)).collect();
        releases.into_iter()
    }
}

/// What the releases say about a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassFacts {
    pub(super) place: usize,
}

impl ClassFacts {
    /// Its full name; nested classes with dots.
    pub fn name(self) -> &'static str {
        self.string(0)
    }

    /// Its name without its package and the classes around it.
    pub fn simple(self) -> &'static str {
        simple_name(self.name())
    }

    /// Its type parameters as they are declared: `<T extends a.B>`, or nothing.
    pub fn parameters(self) -> &'static str {
        self.string(4)
    }

    /// The releases that have it.
    pub fn releases(self) -> Releases {
        Releases(self.short(14))
    }

    /// The releases in which it is deprecated.
    pub fn deprecated(self) -> Releases {
        Releases(self.short(16))
    }

    /// Whether `release` has it.
    pub fn exists_in(self, release: ReleaseId) -> bool {
        self.releases().has(release)
    }

    /// The last 1.x release that has it, when `target` has not.
    pub fn gone_since(self, target: ReleaseId) -> Option<ReleaseId> {
        let last = self.releases().iter().rev().find(|release| release.is_old());
        last.filter(|_| !self.exists_in(target))
    }

    /// Whether a word such as `interface` or `@Public` is said of it; see `transforms/api/README.md`.
    pub fn is(self, word: &str) -> bool {
        has_word(self.short(18), word)
    }

    /// Its supertypes as they are declared, in all releases.
    pub fn supertypes(self) -> impl Iterator<Item = Member> {
        self.facts().filter(|fact| fact.is_supertype())
    }

    /// Its own fields, methods and constructors (`new`), in all releases.
    pub fn members(self) -> impl Iterator<Item = Member> {
        self.facts().filter(|fact| !fact.is_supertype())
    }

    fn facts(self) -> impl Iterator<Item = Member> {
        let (first, count) = (number(self.place + 8), usize::from(self.short(12)));
        (first..first + count).map(|index| Member { place: super::facts() + index * layout::FACT })
    }

    fn string(self, at: usize) -> &'static str {
        super::string(number(self.place + at))
    }

    fn short(self, at: usize) -> u16 {
        short(self.place + at)
    }
}

/// What the releases say about a member or a supertype of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    place: usize,
}

impl Member {
    /// The name of a member, `new` for a constructor; `extends` or `implements` for a supertype.
    pub fn name(self) -> &'static str {
        self.string(0)
    }

    /// `<T>(a.B,T): U` of a method, `: T` of a field; the name of a supertype.
    pub fn types(self) -> &'static str {
        self.string(4).trim_start()
    }

    /// The releases that have it.
    pub fn releases(self) -> Releases {
        Releases(self.short(8))
    }

    /// The releases in which it is deprecated.
    pub fn deprecated(self) -> Releases {
        Releases(self.short(10))
    }

    /// Whether a word such as `static` is said of it.
    pub fn is(self, word: &str) -> bool {
        has_word(self.short(12), word)
    }

    fn is_supertype(self) -> bool {
        matches!(self.name(), "extends" | "implements")
    }

    fn string(self, at: usize) -> &'static str {
        super::string(number(self.place + at))
    }

    fn short(self, at: usize) -> u16 {
        short(self.place + at)
    }
}

fn has_word(bits: u16, word: &str) -> bool {
    WORDS.iter().position(|known| *known == word).is_some_and(|index| bits & (1 << index) != 0)
}
