//! What some release of Flink 1 has for applications, and the target has not.

use std::collections::BTreeSet;

use flinkmod::flink::{Api, ClassFacts, Member, ReleaseId, Releases, erased};

/// All that begins so is Flink's.
const FLINK: &str = "org.apache.flink.";

/// The release against which the catalogue is held.
pub(crate) fn target() -> ReleaseId {
    Api.release("2.2.0").expect("the tables have it")
}

/// The first release whose losses rows have to name; of older ones the tables say enough to find them.
const FIRST: &str = "1.13";

/// The releases that applications come from.
pub(crate) fn old() -> Releases {
    let old = Api.releases().filter(|release| release.is_old());
    old.skip_while(|release| release.name != FIRST).collect()
}

/// The full names of classes, and of members of those that are still there.
pub(crate) fn all() -> BTreeSet<String> {
    lost_since(old())
}

/// The same of all releases that the tables tell of.
pub(crate) fn ever() -> BTreeSet<String> {
    lost_since(Api.releases().filter(|release| release.is_old()).collect())
}

fn lost_since(old: Releases) -> BTreeSet<String> {
    let classes = Api.classes().filter(|class| {
        let is_for_applications = !class.is("unlisted") && !class.is("@Internal");
        class.name().starts_with(FLINK) && is_for_applications && class.releases().meets(old)
    });
    let (stay, go): (Vec<_>, Vec<_>) = classes.partition(|class| class.exists_in(target()));
    let named = go.into_iter().filter(|class| class.is_nameable()).map(|class| class.name().to_owned());
    stay.into_iter().flat_map(|class| members(class, old)).chain(named).collect()
}

/// The members of the class that the target has in no form, or not in each form.
fn members(class: ClassFacts, old: Releases) -> Vec<String> {
    let is_old = |member: &Member| member.releases().meets(old) && !member.releases().has(target());
    let lost = class.members().filter(is_old).filter(|member| is_gone(class, *member));
    lost.map(|member| format!("{}.{}", class.name(), member.name())).collect()
}

fn is_gone(class: ClassFacts, member: Member) -> bool {
    let mut now = class.members_called(member.name(), target());
    now.retain(|other| other.is_field() == member.is_field());
    if member.name() == "new" {
        now.retain(|other| class.members().any(|own| own == *other));
    }
    if now.is_empty() {
        return true;
    }
    let types = parameters(member);
    // Who has a value for it has named its class, and that is gone itself.
    let goes_along = types.iter().any(|name| is_gone_class(name));
    !goes_along && !now.iter().any(|other| takes_all(&parameters(*other), &types))
}

/// Whether a method with the parameters `now` takes what one with the parameters `old` took.
fn takes_all(now: &[&str], old: &[&str]) -> bool {
    now.len() == old.len() && now.iter().zip(old).all(|(now, old)| now == old || is_above(now, old))
}

/// Whether the class `upper` is above the class `lower`.
fn is_above(upper: &str, lower: &str) -> bool {
    let class = Api.class(lower);
    class.is_some_and(|class| {
        class.supertypes().any(|one| one.erased() == upper || is_above(upper, one.erased()))
    })
}

/// The types of its parameters without type arguments; those that are type parameters are alike.
fn parameters(member: Member) -> Vec<&'static str> {
    let types = member.parameters().map(erased);
    types
        .map(|name| if !name.contains('.') && name.starts_with(char::is_uppercase) { "" } else { name })
        .collect()
}

fn is_gone_class(name: &str) -> bool {
    let class = Api.class(name.trim_end_matches("[]"));
    class.is_some_and(|class| class.gone_since(target()).is_some())
}
