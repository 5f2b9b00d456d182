//! Which classes of a release the tables tell of: those that another package can name, and all that stand above them.
//!
//! Deliberately absent: what is told of each; that is for `view` to say.

use std::collections::BTreeMap;

use crate::signature::ClassSignature;

/// A class that is told of.
pub(super) struct Chosen<'c> {
    /// The class itself.
    pub(super) class: &'c ClassSignature,
    /// The class, then the one around it, and so on, as far as they are in the release.
    pub(super) around: Vec<&'c ClassSignature>,
    /// Whether another package cannot name it: it only gives its members to those below it.
    pub(super) is_hidden: bool,
}

/// Those of `classes` that are listed and can be named, and those above them, by name; of two with one name the first.
pub(super) fn choose(
    classes: &[ClassSignature],
    is_listed: impl Fn(&ClassSignature) -> bool,
) -> Vec<Chosen<'_>> {
    let by_name: BTreeMap<&str, &ClassSignature> =
        classes.iter().rev().map(|class| (class.name.as_str(), class)).collect();
    let mut open: BTreeMap<&str, Chosen<'_>> =
        by_name.iter().map(|(name, class)| (*name, chosen(class, &by_name))).collect();
    let is_wanted = |one: &&Chosen<'_>| !one.is_hidden && is_listed(one.class);
    let mut waiting: Vec<&str> = open.values().filter(is_wanted).map(|one| one.class.name.as_str()).collect();
    let mut found = BTreeMap::new();
    while let Some(name) = waiting.pop() {
        if let Some(one) = open.remove(name) {
            waiting.extend(one.class.supertypes());
            found.insert(name, one);
        }
    }
    found.into_values().collect()
}

/// The class with those around it; one whose surroundings are missing stands in a method.
fn chosen<'c>(class: &'c ClassSignature, by_name: &BTreeMap<&str, &'c ClassSignature>) -> Chosen<'c> {
    let outer = |class: &&'c ClassSignature| by_name.get(class.outer.as_deref()?).copied();
    let around: Vec<_> = std::iter::successors(Some(class), outer).collect();
    let is_cut = around.last().is_some_and(|last| last.outer.is_some());
    let is_hidden = is_cut || around.iter().any(|class| class.is_hidden());
    Chosen { class, around, is_hidden }
}
