//! Members as a release sees them: own and inherited ones.
//!
//! An answer can be open: when a supertype is not in the tables, it may have more.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::{Api, ClassFacts, Member, ReleaseId, Releases};

/// Supertypes from the JDK that bring nothing beside the methods of `Object`, or `close`.
const HARMLESS: [&str; 6] = [
    "java.io.Closeable",
    "java.io.Serializable",
    "java.lang.AutoCloseable",
    "java.lang.Cloneable",
    "java.lang.Comparable",
    "java.lang.FunctionalInterface",
];

/// What every object has, every enum, and what can be closed.
const OF_EVERY_CLASS: [&str; 16] = [
    "clone",
    "close",
    "compareTo",
    "describeConstable",
    "equals",
    "finalize",
    "getClass",
    "getDeclaringClass",
    "hashCode",
    "name",
    "notify",
    "notifyAll",
    "ordinal",
    "toString",
    "valueOf",
    "wait",
];

/// The members of one name that a class has in some releases.
#[derive(Clone, Debug)]
pub struct Members {
    /// Those that are known.
    pub found: Vec<Member>,
    /// Whether there are no others.
    pub is_complete: bool,
}

/// What [`Api::lost_names`] has found out, by release.
static LOST_NAMES: [OnceLock<BTreeSet<&str>>; 16] = [const { OnceLock::new() }; 16];

impl Api {
    /// The names of members that some class has in an old release and not in the same form in `target`.
    ///
    /// They tell cheaply which calls are worth a closer look.
    pub fn lost_names(self, target: ReleaseId) -> &'static BTreeSet<&'static str> {
        LOST_NAMES[usize::from(target.index)].get_or_init(|| {
            let old: Releases = self.releases().filter(|release| release.is_old()).collect();
            let members = self.classes().flat_map(ClassFacts::members);
            let lost = members.filter(|member| {
                let releases = member.releases();
                releases.meets(old) && !releases.has(target)
            });
            lost.map(Member::name).collect()
        })
    }
}

impl ClassFacts {
    /// The methods called `name` that take `count` arguments in one of `releases`, own and inherited.
    pub fn methods(self, name: &str, count: usize, releases: impl Into<Releases>) -> Members {
        let mut members = self.members_named(name, releases.into(), &|member| member.takes(count));
        members.is_complete &= !OF_EVERY_CLASS.contains(&name);
        members
    }

    /// The fields and constants called `name` in `release`, own and inherited.
    pub fn fields(self, name: &str, release: ReleaseId) -> Members {
        self.members_named(name, release.into(), &|member| member.types().starts_with(':'))
    }

    /// Everything called `name` in `release`, own and inherited.
    pub fn members_called(self, name: &str, release: ReleaseId) -> Vec<Member> {
        self.members_named(name, release.into(), &|_| true).found
    }

    /// Whether some release has something called `name` in the class or above it.
    pub fn declares(self, name: &str) -> bool {
        !self.members_named(name, Api.releases().collect(), &|_| true).found.is_empty()
    }

    fn members_named(self, name: &str, releases: Releases, fits: &dyn Fn(Member) -> bool) -> Members {
        if !self.releases().meets(releases) {
            return Members { found: Vec::new(), is_complete: true };
        }
        let is_it =
            |member: &Member| member.name() == name && member.releases().meets(releases) && fits(*member);
        let mut members =
            Members { found: self.members().filter(is_it).collect(), is_complete: !self.is("unlisted") };
        for supertype in self.supertypes().filter(|supertype| supertype.releases().meets(releases)) {
            match Api.class(supertype.erased()) {
                Some(class) => {
                    let inherited = class.members_named(name, releases, fits);
                    members.found.extend(inherited.found);
                    members.is_complete &= inherited.is_complete;
                }
                None => members.is_complete &= HARMLESS.contains(&supertype.erased()),
            }
        }
        members
    }
}

impl Member {
    /// The name of a supertype without type arguments.
    pub fn erased(self) -> &'static str {
        erased(self.types())
    }

    /// The types of the parameters of a method, as the tables write them.
    pub fn parameters(self) -> Vec<&'static str> {
        let types = self.types();
        let Some(open) = opening(types) else { return Vec::new() };
        let end = types.rfind(')').unwrap_or(types.len());
        split(&types[open + 1..end])
    }

    /// What a method gives; `None` for a constructor or field.
    pub fn result(self) -> Option<&'static str> {
        self.types().rsplit_once("): ").map(|(_, result)| result)
    }

    /// Whether a call with `count` arguments can mean the method.
    fn takes(self, count: usize) -> bool {
        let types = self.types();
        if opening(types).is_none() {
            return false;
        }
        let parameters = self.parameters().len();
        if self.is("varargs") { count + 1 >= parameters } else { count == parameters }
    }
}

/// A type without type arguments.
pub fn erased(name: &str) -> &str {
    name.split('<').next().unwrap_or(name)
}

/// The parenthesis that opens the parameters, behind the type parameters.
fn opening(types: &str) -> Option<usize> {
    types.find('(')
}

/// The parts between commas that are not in angle brackets.
fn split(list: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, letter) in list.char_indices() {
        match letter {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    if !list.is_empty() {
        parts.push(&list[start..]);
    }
    parts
}
