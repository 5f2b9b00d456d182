//! `transforms/uncovered.toml`: names, and why the test does not ask for more.

use std::collections::BTreeMap;

use flinkmod::flink::Api;
use serde::Deserialize;

use crate::rows::is_in;

const FILE: &str = include_str!("../../transforms/uncovered.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    uncovered: Vec<Group>,
    outside: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    names: Vec<String>,
    reason: String,
}

/// Names and their reasons.
pub(crate) struct Reasons(BTreeMap<String, String>);

impl Reasons {
    /// What the target has lost and no row names.
    pub(crate) fn uncovered() -> Self {
        Self::of(written().uncovered)
    }

    /// What rows name and the tables do not tell of.
    pub(crate) fn outside() -> Self {
        Self::of(written().outside)
    }

    fn of(groups: Vec<Group>) -> Self {
        let mut reasons = BTreeMap::new();
        for Group { names, reason } in groups {
            assert!(reason.ends_with('.') && reason.contains(' '), "`{reason}` is no sentence");
            for name in names {
                assert!(reasons.insert(name.clone(), reason.clone()).is_none(), "{name} stands twice");
            }
        }
        Self(reasons)
    }

    /// Whether there is a reason for `name`, or for what is around it.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.keys().any(|around| is_in(name, around))
    }

    /// The names that are not needed.
    pub(crate) fn idle(&self, is_needed: impl Fn(&str) -> bool) -> Vec<String> {
        self.0.keys().filter(|name| !is_needed(name)).cloned().collect()
    }
}

fn written() -> Written {
    toml::from_str(FILE).expect("transforms/uncovered.toml is sound")
}

#[test]
fn reasons_for_a_whole_package_name_no_class_beside_it() {
    let reasons = Reasons::uncovered();
    let doubled =
        reasons.0.keys().filter(|name| Api.class(name).is_none()).flat_map(|package| {
            reasons.0.keys().filter(move |name| *name != package && is_in(name, package))
        });
    assert_eq!(doubled.collect::<Vec<_>>(), Vec::<&String>::new());
}
