//! A class, its members and their releases, as places in the table.

use super::layout::{self, NO_PARAMETERS, TEXT, WORDS};
use super::{Api, bits, form, number, place, short, signatures, simple_name, text, type_text};

/// A release of Flink, or the patch releases of a minor one, or a level of the JDK, that the table tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReleaseId {
    pub(super) index: usize,
    /// As people write it: `1.20`; `jdk17` is a level of the JDK.
    pub name: &'static str,
}

impl ReleaseId {
    /// Whether it is a release of Flink that applications are moved away from.
    pub fn is_old(self) -> bool {
        self.name.starts_with("1.")
    }
}

/// A set of releases of Flink and levels of the JDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Releases(u32);

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

    /// What one of both holds.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// All levels of the JDK.
    pub fn levels() -> Self {
        Self(u32::MAX << layout::FIRST_LEVEL)
    }

    /// Whether it holds levels of the JDK.
    pub fn has_levels(self) -> bool {
        self.0 >> layout::FIRST_LEVEL != 0
    }

    /// Its releases of Flink, oldest first.
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
        text(self.place)
    }

    /// Its name without its package and the classes around it.
    pub fn simple(self) -> &'static str {
        simple_name(self.name())
    }

    /// Its type parameters as they are declared: `<T extends a.B>`, or nothing.
    pub fn parameters(self) -> &'static str {
        text(self.place + TEXT)
    }

    /// The releases that have it.
    pub fn releases(self) -> Releases {
        Releases(bits(self.form()))
    }

    /// Whether it is a class of the JDK.
    pub fn is_of_jdk(self) -> bool {
        self.releases().has_levels()
    }

    /// The releases in which it is deprecated.
    pub fn deprecated(self) -> Releases {
        Releases(bits(self.form() + 4))
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
        has_word(bits(self.form() + 8), word)
    }

    /// Whether other packages can name it; what they cannot name gives its members to the classes below it.
    pub fn is_nameable(self) -> bool {
        !self.is("hidden")
    }

    /// Its supertypes as they are declared, in all releases.
    pub fn supertypes(self) -> impl Iterator<Item = Member> {
        self.facts().filter(|fact| fact.is_supertype())
    }

    /// The superclass of all of its kind, which `supertypes` leaves out; `None` for a class that names another one in `releases`.
    pub fn implied_supertype(self, releases: Releases) -> Option<Self> {
        let is_superclass = |fact: Member| fact.name() == "extends" && fact.releases().meets(releases);
        let name = if self.is("enum") { "java.lang.Enum" } else { "java.lang.Object" };
        (self.name() != name && !self.supertypes().any(is_superclass)).then(|| Api.class(name)).flatten()
    }

    /// Its own fields, methods and constructors (`new`), in all releases.
    pub fn members(self) -> impl Iterator<Item = Member> {
        self.facts().filter(|fact| !fact.is_supertype())
    }

    fn facts(self) -> impl Iterator<Item = Member> {
        let (first, count) = (number(self.place + 2 * TEXT), usize::from(short(self.place + 2 * TEXT + 4)));
        (first..first + count).map(|index| Member { place: super::facts() + index * layout::FACT })
    }

    fn form(self) -> usize {
        form(self.place + layout::CLASS - 2)
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
        text(self.place)
    }

    /// What a method gives, what a field is, the supertype with its type arguments; empty for a constructor.
    pub fn type_text(self) -> &'static str {
        type_text(self.signature() + 4)
    }

    /// What a method gives; `None` for a constructor or field.
    pub fn result(self) -> Option<&'static str> {
        Some(self.type_text()).filter(|result| self.is_callable() && !result.is_empty())
    }

    /// The type parameters of a method as they are declared: `<T extends a.B>`, or nothing.
    pub fn type_parameters(self) -> &'static str {
        type_text(self.signature() + 2)
    }

    /// The types of the parameters of a method, as the tables write them.
    pub fn parameters(self) -> impl ExactSizeIterator<Item = &'static str> {
        let count =
            Some(short(self.signature())).filter(|count| *count != NO_PARAMETERS).map_or(0, usize::from);
        let first = self.signature() + 6;
        (0..count).map(move |index| type_text(first + 2 * index))
    }

    /// `<T>(a.B,T): U` of a method, `: T` of a field; the name of a supertype.
    pub fn declared(self) -> String {
        if self.is_supertype() {
            return self.type_text().to_owned();
        }
        let parameters: Vec<&str> = self.parameters().collect();
        let list = if self.is_callable() { format!("({})", parameters.join(",")) } else { String::new() };
        let of = if self.type_text().is_empty() { "" } else { ": " };
        format!("{}{list}{of}{}", self.type_parameters(), self.type_text())
    }

    /// The releases that have it.
    pub fn releases(self) -> Releases {
        Releases(bits(self.form()))
    }

    /// The releases in which it is deprecated.
    pub fn deprecated(self) -> Releases {
        Releases(bits(self.form() + 4))
    }

    /// The exceptions that a method declares in its newest release, with their full names or those of type parameters.
    pub fn exceptions(self) -> impl Iterator<Item = &'static str> {
        let list = if self.is_callable() { self.rest() } else { "" };
        list.split(',').filter(|name| !name.is_empty())
    }

    /// The value that a constant field has in all its releases, as a literal of Java: `"a"`, `'a'`, `1`, `1.5`, `true`, `NaN`, `-Infinity`.
    pub fn constant(self) -> Option<&'static str> {
        Some(self.rest()).filter(|value| !value.is_empty() && self.is_field())
    }

    /// The value that a constant string has in all its releases.
    pub fn string_value(self) -> Option<String> {
        let literal = self.constant().filter(|literal| literal.starts_with('"'))?;
        serde_json::from_str(literal).ok()
    }

    /// Whether a word such as `static` is said of it.
    pub fn is(self, word: &str) -> bool {
        has_word(bits(self.form() + 8), word)
    }

    /// Exceptions or a value.
    fn rest(self) -> &'static str {
        text(self.form() + 3 * 4)
    }

    /// Whether it is a method or a constructor.
    pub fn is_callable(self) -> bool {
        short(self.signature()) != NO_PARAMETERS
    }

    /// Whether it is a field or a constant.
    pub fn is_field(self) -> bool {
        !self.is_callable() && !self.is_supertype()
    }

    fn is_supertype(self) -> bool {
        matches!(self.name(), "extends" | "implements")
    }

    fn form(self) -> usize {
        form(self.place + layout::FACT - 2)
    }

    /// Where its signature lies.
    fn signature(self) -> usize {
        signatures() + 2 * place(self.place + TEXT)
    }
}

fn has_word(bits: u32, word: &str) -> bool {
    WORDS.iter().position(|known| *known == word).is_some_and(|index| bits & (1 << index) != 0)
}
