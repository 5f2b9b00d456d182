//! What a type name in a Java file means.

use std::sync::Arc;

use tree_sitter::Node;

use super::Project;
use super::resolution::Resolution::{self, Known, Unknown};
use crate::flink::{Api, ClassFacts, ReleaseId, Releases};
use crate::syntax::java;
use crate::text::Span;
use crate::view::JavaFile;
use crate::view::java::ImportKind;

/// How many declarations one lookup may pass through; code that compiles needs fewer.
const DEEPEST: u8 = 40;

/// Lookups that have passed through so many have enough left to be remembered.
const SHALLOW: u8 = 32;

/// A Java file within its project: where lookups start.
///
/// Nodes given to it are nodes of `file`.
#[derive(Clone, Copy, Debug)]
pub struct JavaScope<'p> {
    /// Where other files are found.
    pub project: &'p Project,
    /// Where names are looked up.
    pub file: &'p Arc<JavaFile>,
    /// The releases of libraries in which members are looked up.
    pub(super) releases: Releases,
    depth: u8,
}

impl<'p> JavaScope<'p> {
    /// The scope of `file`.
    pub fn new(project: &'p Project, file: &'p Arc<JavaFile>) -> Self {
        // Steps before may have brought what only 2.x has.
        let rewritten: Releases = Api.releases().filter(|release| !release.is_old()).collect();
        let releases = Releases::levels().and(project.origin(&file.path)).and(rewritten);
        Self { project, file, releases, depth: 0 }
    }

    /// The same scope, where members of libraries are those of `releases`.
    #[must_use]
    pub fn in_releases(self, releases: impl Into<Releases>) -> Self {
        Self { releases: Releases::levels().and(releases.into()), ..self }
    }

    /// The releases in which members of `class` count.
    ///
    /// Code can use a class that the old release has not: from an older connector, or because a step has named it.
    /// Then all releases that have it count.
    pub(super) fn releases_of(&self, class: ClassFacts) -> Releases {
        let is_old = || self.releases.iter().any(ReleaseId::is_old);
        if class.releases().meets(self.releases) || !is_old() { self.releases } else { class.releases() }
    }

    /// The scope of another file that a lookup comes to.
    pub(super) fn within<'a>(&'a self, file: &'a Arc<JavaFile>) -> JavaScope<'a> {
        JavaScope { project: self.project, file, releases: self.releases, depth: self.depth + 1 }
    }

    /// Whether the lookup has not gone far, so that its answers do not depend on where it began.
    pub(super) fn is_shallow(&self) -> bool {
        self.depth <= SHALLOW
    }

    /// Whether the lookup has gone so far that it must be in a circle.
    pub(super) fn is_too_deep(&self) -> bool {
        self.depth > DEEPEST
    }

    /// The full name of the type that the dotted `name` means at the place of `at`.
    ///
    /// A type parameter is answered as in [`super::TypeRef::name`].
    pub fn type_name(&self, name: &str, at: Node<'_>) -> Resolution<String> {
        self.type_name_at(name, java::span(at))
    }

    /// The same at a place of the file.
    pub(super) fn type_name_at(&self, name: &str, at: Span) -> Resolution<String> {
        let (first, rest) = name.split_once('.').unwrap_or((name, ""));
        let is_package = !rest.is_empty() && !starts_upper(first);
        match self.simple_type_name(first, at) {
            Known(outer) if rest.is_empty() => Known(outer),
            Known(outer) => Known(self.nested(outer, rest)),
            Unknown(_) if is_package => Known(self.canonical(name)),
            Unknown(why) => Unknown(why),
        }
    }

    /// Whether the dotted `name` at `at` means the type `wanted`, which exists.
    ///
    /// Can be known where [`JavaScope::type_name`] is not: when `wanted` is imported on demand.
    pub fn is_type(&self, name: &str, at: Node<'_>, wanted: &str) -> Resolution<bool> {
        let why = match self.type_name(name, at) {
            Known(found) => return Known(found == wanted),
            Unknown(why) => why,
        };
        let Some(owner) = wanted.strip_suffix(name).map(|owner| owner.trim_end_matches('.')) else {
            return Known(false);
        };
        let brings = |import: &crate::view::java::Import| {
            matches!(import.kind, ImportKind::OnDemand | ImportKind::StaticOnDemand) && import.name == owner
        };
        if owner == self.file.package || self.file.imports.iter().any(brings) {
            return Known(true);
        }
        let is_outermost = !owner.rsplit('.').next().is_some_and(starts_upper);
        if is_outermost { Known(false) } else { Unknown(why) }
    }

    /// Whether the type node or name expression `node` means the type `wanted`, which exists.
    pub fn means_type(&self, node: Node<'_>, wanted: &str) -> Resolution<bool> {
        match java::dotted(node, self.file.text()) {
            Some(name) => self.is_type(&name, node, wanted),
            None => Known(false),
        }
    }

    fn simple_type_name(&self, name: &str, at: Span) -> Resolution<String> {
        if self.is_too_deep() {
            return Unknown(format!("the declaration of `{name}` goes in a circle"));
        }
        let found = self
            .declared_around(name, at)
            .or_else(|| self.imported_singly(name))
            .or_else(|| self.declared_in_file(name))
            .or_else(|| self.declared_in_package(&self.file.package, name))
            .or_else(|| self.imported_on_demand(name))
            .or_else(|| library_type("java.lang", name));
        Resolution::or_unknown(found, || self.why_unknown(name))
    }

    fn imported_singly(&self, name: &str) -> Option<String> {
        let named = || self.file.imports.iter().filter(|import| import.simple() == Some(name));
        let single = named().find(|import| import.kind == ImportKind::Single);
        single
            .or_else(|| named().find(|import| is_camel(import.simple().unwrap_or_default())))
            .map(|import| import.name.clone())
    }

    fn declared_in_file(&self, name: &str) -> Option<String> {
        let outermost = self.file.types.iter().filter(|declared| declared.outer.is_none());
        outermost
            .into_iter()
            .find(|declared| declared.name == name)
            .map(|declared| declared.qualified.clone())
    }

    fn declared_in_package(&self, package: &str, name: &str) -> Option<String> {
        let qualified = join(package, name);
        if self.class(&qualified).is_some() { Some(qualified) } else { library_type(package, name) }
    }

    fn imported_on_demand(&self, name: &str) -> Option<String> {
        let of_types = |kind| matches!(kind, ImportKind::OnDemand | ImportKind::StaticOnDemand);
        let mut owners =
            self.file.imports.iter().filter(|import| of_types(import.kind)).map(|import| &import.name);
        owners.find_map(|owner| self.declared_in_package(owner, name))
    }

    fn why_unknown(&self, name: &str) -> String {
        let mut on_demand = self.file.imports.iter().filter(|import| import.kind == ImportKind::OnDemand);
        match (on_demand.next(), on_demand.next()) {
            (Some(only), None) => {
                format!("`{name}` may come from {}, which is not in this repository", only.name)
            }
            (Some(_), Some(_)) => format!("`{name}` may come from several imports with a `*`"),
            (None, _) => format!("`{name}` is not imported, and no file of this repository declares it"),
        }
    }

    /// The type `rest` in `outer`, under the name of the class that declares it.
    fn nested(&self, outer: String, rest: &str) -> String {
        rest.split('.').fold(outer, |outer, name| {
            let declared = self.class(&outer).and_then(|class| self.member_type(&class, name));
            declared.map_or_else(|| join(&outer, name), |class| class.declared().qualified.clone())
        })
    }

    /// A fully qualified `name`; its nested part is looked up in the project.
    fn canonical(&self, name: &str) -> String {
        let outermost = name
            .match_indices('.')
            .map(|(at, _)| at)
            .find(|at| starts_upper(name[..*at].rsplit('.').next().unwrap_or_default()));
        match outermost {
            Some(at) => self.nested(name[..at].to_owned(), &name[at + 1..]),
            None => name.to_owned(),
        }
    }
}

/// The full name of the type `name` in the package or type `owner` of a library.
fn library_type(owner: &str, name: &str) -> Option<String> {
    Api.nameable(&join(owner, name)).map(|class| class.name().to_owned())
}

/// Whether `name` looks like a type and not like a package.
pub(super) fn starts_upper(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

/// Whether `name` looks like a type and not like a constant.
pub(super) fn is_camel(name: &str) -> bool {
    starts_upper(name) && (name.len() == 1 || name.contains(char::is_lowercase))
}

/// `name` in the package or type `owner`.
pub(super) fn join(owner: &str, name: &str) -> String {
    if owner.is_empty() { name.to_owned() } else { format!("{owner}.{name}") }
}
