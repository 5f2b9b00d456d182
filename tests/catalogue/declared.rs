//! Which names a release has, as the tables tell it.

use flinkmod::catalog;
use flinkmod::flink::{Api, ClassFacts, ReleaseId};
use flinkmod::transforms::RELEASES;

/// The releases that the catalogue is for, as far as the tables tell them apart.
pub(crate) fn targets() -> Vec<ReleaseId> {
    let releases = catalog::releases(RELEASES).expect("the releases are sound");
    let mut targets: Vec<ReleaseId> =
        releases.iter().map(|release| Api.release(&release.version).expect("a known target")).collect();
    targets.dedup();
    targets
}

/// Whether some release of Flink 1 has a class, a package or a member with the name.
pub(crate) fn in_old_release(name: &str) -> bool {
    Api.releases().filter(|release| release.is_old()).any(|release| in_release(release, name))
}

/// Whether some release has a class, a package or a member with the name.
pub(crate) fn in_some_release(name: &str) -> bool {
    Api.releases().any(|release| in_release(release, name))
}

/// Whether `release` has a class, a package or a member with the name: the full one, or that without the package.
pub(crate) fn in_release(release: ReleaseId, name: &str) -> bool {
    if !name.starts_with(char::is_uppercase) {
        return has(release, name);
    }
    let (simple, rest) = name.split_at(name.find('.').unwrap_or(name.len()));
    Api.named(simple)
        .any(|class| class.exists_in(release) && has(release, &format!("{}{rest}", class.name())))
}

fn has(release: ReleaseId, name: &str) -> bool {
    let exists = |class: ClassFacts| class.exists_in(release);
    Api.nameable(name).is_some_and(exists)
        || Api.below(name).any(exists)
        || name.rsplit_once('.').is_some_and(|(owner, member)| {
            Api.class(owner)
                .filter(|class| exists(*class))
                .is_some_and(|class| may_have(class, member, release))
        })
}

/// Whether the class has the member, or may inherit it from a class that the tables do not tell of.
fn may_have(class: ClassFacts, member: &str, release: ReleaseId) -> bool {
    !class.members_called(member, release).is_empty() || !class.fields(member, release).is_complete
}
