//! Settles the imports of a Java file on its new text.
//!
//! A change says which types it names; whether a name can be short, which import
//! comes and which goes is decided here, once, for all changes of a step.
//! Deliberately absent: imports that were unused before; they stay.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::{NAME_END, NAME_START};
use crate::syntax::java;
use crate::text::{Edit, EditSet, SourceText, Span};
use crate::types::{JavaScope, Project, Resolution};
use crate::view::JavaFile;
use crate::view::java::{Import, ImportKind};

mod place;
mod usage;

#[cfg(test)]
mod tests;

/// A type that new text names.
struct Mark {
    /// Its full name.
    name: String,
    /// The name with its marks, in the marked text.
    marked: Span,
    /// The simple name, in the plain text.
    plain: Span,
}

impl Mark {
    fn simple(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or(&self.name)
    }
}

/// The edits of `marked` that turn every name marked by [`crate::finding::qualified`] into Java and settle the imports.
///
/// `before` is the file as it was; `marked` is its new text.
pub(super) fn settle(before: &JavaFile, marked: &str, project: &Project) -> Vec<Edit> {
    let marks = marks(marked);
    let to_plain = shortened(&marks);
    let plain = String::from_utf8(to_plain.apply(marked.as_bytes())).expect("whole characters were replaced");
    let source = SourceText::new(plain.clone().into_bytes()).expect("the text was read before");
    let mut after = JavaFile::new(Arc::clone(&before.path), Arc::new(source));

    let all_imports = after.imports.clone();
    let is_unused = unused(before, &after, &marks);
    after.forget_imports(&is_unused);
    let removed: Vec<_> = all_imports.iter().filter(|import| is_unused(import)).collect();
    let after = Arc::new(after);
    let names = Names::choose(&JavaScope::new(project, &after), &marks);

    let lines = place::Lines { text: &plain, file: &after, imports: &all_imports };
    let in_plain = lines.edits(&names.needed, &removed);
    let back = |edit: &Edit| {
        let span = Span::new(to_plain.backward(edit.span.start), to_plain.backward(edit.span.end));
        Edit::replace(span, edit.insert.clone())
    };
    in_plain.iter().map(back).chain(names.edits).collect()
}

fn marks(marked: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let (mut rest, mut shorter) = (0, 0);
    while let Some(start) = marked[rest..].find(NAME_START).map(|at| rest + at) {
        let Some(end) = marked[start..].find(NAME_END).map(|at| start + at) else { break };
        let name = marked[start + NAME_START.len_utf8()..end].to_owned();
        let whole = Span::new(start, end + NAME_END.len_utf8());
        let length = name.rsplit('.').next().unwrap_or_default().len();
        let plain = Span::new(start - shorter, start - shorter + length);
        shorter += whole.len() - length;
        rest = whole.end;
        marks.push(Mark { name, marked: whole, plain });
    }
    marks
}

/// The edits that shorten every mark to its simple name.
fn shortened(marks: &[Mark]) -> EditSet {
    let edits: Vec<_> = marks.iter().map(|mark| Edit::replace(mark.marked, mark.simple())).collect();
    let mut set = EditSet::default();
    set.union(&edits).expect("marks do not overlap");
    set
}

/// Says which imports bring a name that was used before and is used no more.
fn unused(before: &JavaFile, after: &JavaFile, marks: &[Mark]) -> impl Fn(&Import) -> bool + use<> {
    let new_places: BTreeSet<Span> = marks.iter().map(|mark| mark.plain).collect();
    let used_before = usage::names_used(before, &BTreeSet::new());
    let used_after = usage::names_used(after, &new_places);
    let marked: BTreeSet<String> = marks.iter().map(|mark| mark.name.clone()).collect();
    move |import| {
        let Some(simple) = import.simple() else { return false };
        let is_named = marked.contains(&import.name) || used_after.contains(simple);
        used_before.contains(simple) && !is_named
    }
}

/// How every marked name is written.
#[derive(Default)]
struct Names {
    /// In the marked text.
    edits: Vec<Edit>,
    /// What must be imported.
    needed: BTreeSet<String>,
}

impl Names {
    fn choose(scope: &JavaScope<'_>, marks: &[Mark]) -> Self {
        let mut names = Self::default();
        let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
        let taken = names_of_others(scope, marks);
        for mark in marks {
            let owner = *owners.entry(mark.simple()).or_insert(&mark.name);
            let meaning = if owner == mark.name { meaning(scope, mark) } else { Meaning::Other };
            let is_short = match meaning {
                Meaning::It => true,
                Meaning::Other => false,
                Meaning::Free => !taken.contains(mark.simple()),
            };
            if is_short && matches!(meaning, Meaning::Free) {
                names.needed.insert(mark.name.clone());
            }
            let text = if is_short { mark.simple() } else { &mark.name };
            names.edits.push(Edit::replace(mark.marked, text));
        }
        names
    }
}

/// What the simple name of a mark means at its place, before anything is imported.
enum Meaning {
    /// The type that is to be named.
    It,
    /// Something else.
    Other,
    /// Nothing that is known.
    Free,
}

fn meaning(scope: &JavaScope<'_>, mark: &Mark) -> Meaning {
    let Some(node) = scope.file.root().descendant_for_byte_range(mark.plain.start, mark.plain.end) else {
        return Meaning::Other;
    };
    let in_import = java::ancestors(node).any(|around| around.kind() == "import_declaration");
    let is_variable = node.kind() == "identifier" && is_known(&scope.variable(mark.simple(), node));
    if in_import || is_variable {
        return Meaning::Other;
    }
    match scope.type_name(mark.simple(), node) {
        Resolution::Known(name) if name == mark.name => Meaning::It,
        // An import goes before these, as long as nothing else in the file means that class.
        Resolution::Known(name) if is_on_demand(scope, &name) => Meaning::Free,
        Resolution::Known(_) => Meaning::Other,
        Resolution::Unknown(_) if is_brought_on_demand(scope, &mark.name) => Meaning::It,
        Resolution::Unknown(_) => Meaning::Free,
    }
}

/// Whether `name` has its short form from `java.lang` or an import on demand.
fn is_on_demand(scope: &JavaScope<'_>, name: &str) -> bool {
    let package = name.rsplit_once('.').map_or("", |(package, _)| package);
    let brings = |import: &Import| import.kind == ImportKind::OnDemand && import.name == package;
    package == "java.lang" || package != scope.file.package && scope.file.imports.iter().any(brings)
}

fn is_known<T>(resolution: &Resolution<T>) -> bool {
    matches!(resolution, Resolution::Known(_))
}

/// Whether the package of `name` is the only one imported on demand, so that nothing else can bring the same name.
fn is_brought_on_demand(scope: &JavaScope<'_>, name: &str) -> bool {
    let package = name.rsplit_once('.').map_or("", |(package, _)| package);
    let mut on_demand = scope.file.imports.iter().filter(|import| import.kind == ImportKind::OnDemand);
    package == scope.file.package
        || on_demand.next().is_some_and(|import| import.name == package) && on_demand.next().is_none()
}

/// The simple names that stand in the text for types that are not known, so that an import would change them.
fn names_of_others<'m>(scope: &JavaScope<'_>, marks: &'m [Mark]) -> BTreeSet<&'m str> {
    let places: BTreeSet<Span> = marks.iter().map(|mark| mark.plain).collect();
    let others: Vec<_> = java::of_kind(scope.file.root(), "type_identifier")
        .filter(|node| !places.contains(&java::span(*node)) && !usage::is_qualified(*node, scope.file.text()))
        .collect();
    let is_other = |mark: &&Mark| {
        others.iter().any(|node| {
            let text = scope.file.text_of(*node);
            text == mark.simple() && !scope.is_type(text, *node, &mark.name).is(&true)
        })
    };
    marks.iter().filter(is_other).map(Mark::simple).collect()
}
