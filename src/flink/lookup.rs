//! Members as a release sees them: own and inherited ones.
//!
//! An answer can be open: when a supertype is not in the tables, or not in these releases, it may have more.
//! Classes of the JDK are there at all levels, unless levels are asked for.

use super::{Api, ClassFacts, Member, ReleaseId, Releases};

/// The members of one name that a class has in some releases.
#[derive(Clone, Debug)]
pub struct Members {
    /// Those that are known.
    pub found: Vec<Member>,
    /// Whether there are no others.
    pub is_complete: bool,
}

impl ClassFacts {
    /// The methods called `name` that take `count` arguments in one of `releases`, own and inherited.
    pub fn methods(self, name: &str, count: usize, releases: impl Into<Releases>) -> Members {
        self.members_named(name, releases.into(), &|member| member.takes(count))
    }

    /// The fields and constants called `name` in `release`, own and inherited.
    pub fn fields(self, name: &str, release: ReleaseId) -> Members {
        self.members_named(name, release.into(), &|member| member.is_field())
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
        let releases = self.that_count(releases);
        if !self.releases().meets(releases) {
            return Members { found: Vec::new(), is_complete: true };
        }
        let is_it =
            |member: &Member| member.name() == name && member.releases().meets(releases) && fits(*member);
        let mut members =
            Members { found: self.members().filter(is_it).collect(), is_complete: !self.is("unlisted") };
        let supertypes = self.supertypes().filter(|supertype| supertype.releases().meets(releases));
        let told = supertypes.map(|supertype| Api.class(supertype.erased()));
        for supertype in told.chain(self.implied_supertype(releases).map(Some)) {
            match supertype {
                Some(class) => {
                    members.is_complete &= class.releases().meets(class.that_count(releases));
                    members.add(class.members_named(name, releases, fits));
                }
                None => members.is_complete = false,
            }
        }
        members
    }

    /// Releases of Flink say nothing about a class of the JDK: any level counts, unless some are named.
    fn that_count(self, releases: Releases) -> Releases {
        if self.is_of_jdk() && !releases.has_levels() { Releases::levels() } else { releases }
    }
}

impl Members {
    fn add(&mut self, others: Self) {
        self.is_complete &= others.is_complete;
        for member in others.found {
            if !self.found.contains(&member) {
                self.found.push(member);
            }
        }
    }
}

impl Member {
    /// The name of a supertype without type arguments.
    pub fn erased(self) -> &'static str {
        erased(self.type_text())
    }

    /// Whether a call with `count` arguments can mean the method.
    fn takes(self, count: usize) -> bool {
        if !self.is_callable() {
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
