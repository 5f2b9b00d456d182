//! What the rows and hooks of all transforms name.

use std::collections::BTreeSet;

use flinkmod::catalog::{self, Transform};
use flinkmod::flink::{Api, ClassFacts};
use flinkmod::rules::Names;
use flinkmod::transforms::TRANSFORMS;

/// All transforms.
pub(crate) fn transforms() -> Vec<Transform> {
    catalog::load(TRANSFORMS).expect("the transform files are sound")
}

/// What a row names.
pub(crate) struct Named {
    /// The transform that it belongs to.
    pub(crate) transform: String,
    pub(crate) names: Names,
}

/// What all rows name.
pub(crate) fn names() -> Vec<Named> {
    let of = |transform: &Transform| {
        let id = transform.id.to_string();
        let names: Vec<Names> = transform.rules.iter().flat_map(|rule| rule.names()).collect();
        names.into_iter().map(move |names| Named { transform: id.clone(), names })
    };
    transforms().iter().flat_map(of).collect()
}

/// Whether `name` is `around`, or something in it.
pub(crate) fn is_in(name: &str, around: &str) -> bool {
    name.strip_prefix(around).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The names of what rows speak about.
pub(crate) struct Spoken(BTreeSet<String>);

impl Spoken {
    /// Those of all transforms.
    pub(crate) fn of_all() -> Self {
        let names = names().into_iter().map(|named| named.names);
        Self(names.flat_map(|names| names.old.into_iter().chain(names.either)).collect())
    }

    /// Whether a row is about `name`: itself, what is around it, or the same member of a class above its own.
    pub(crate) fn has(&self, name: &str) -> bool {
        if Api.class(name).is_some() {
            return self.0.iter().any(|around| is_in(name, around));
        }
        let (owner, member) = name.rsplit_once('.').expect("a member has a class");
        Api.class(owner).is_some_and(|class| self.has_member(class, member))
    }

    fn has_member(&self, class: ClassFacts, member: &str) -> bool {
        let mut above = class.supertypes().filter_map(|supertype| Api.class(supertype.erased()));
        self.0.contains(class.name())
            || self.0.contains(&format!("{}.{member}", class.name()))
            || (member != "new" && above.any(|class| self.has_member(class, member)))
    }
}
