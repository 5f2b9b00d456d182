//! Rule kind `gone-class`: a use of a class that some 1.x release has and the target has not.
//!
//! The API tables know the classes; the row knows what to do about some of them.

use serde::Deserialize;
use tree_sitter::Node;

use super::advice::Advice;
use super::{Context, Names, Rule, Wants, idle_import, reference};
use crate::finding::{Finding, Note, RemedyKind, Site};
use crate::flink::{Api, ClassFacts, ReleaseId};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{Span, identifiers};
use crate::types::JavaScope;
use crate::view::java::{Import, ImportKind};
use crate::view::{File, JavaFile, View};

/// Every line that uses such a class is left to a person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// What to do, by the full name of a class, or of a package for all that is below it.
    advice: Advice,
}

/// What is gone at a place.
enum Gone {
    /// A class, and the last old release that has it.
    Class(ClassFacts, ReleaseId),
    /// A package without any class.
    Package(String),
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["org.apache.flink"])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        self.advice.names()
    }

    /// What changes is an import, so the name of a class that is gone stands before the end of the last one.
    fn may_match(&self, text: &str, context: &Context<'_>) -> bool {
        if !context.changes_only {
            return true;
        }
        let Some(target) = Api.release(&context.settings.target.version) else { return false };
        let Some(last) = text.rfind("import") else { return false };
        let end = text[last..].find('\n').map_or(text.len(), |length| last + length);
        let mut words = identifiers(&text.as_bytes()[..end]).map(|span| span.of(text));
        words.any(|word| Api.lost(target).has_class(word))
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let Some(target) = Api.release(&context.settings.target.version) else { return Vec::new() };
        let search = Search { scope: JavaScope::new(context.project, java), target };
        let gone = java.imports.iter().filter_map(|import| Some((import, search.imported(import)?)));
        let (idle, needed): (Vec<_>, Vec<_>) =
            gone.partition(|(import, _)| idle_import::is_idle(java, import));
        let idle = idle.into_iter().map(|(import, gone)| idle_finding(java, context, import, &gone));
        if context.changes_only {
            return idle.collect();
        }
        let mut places: Vec<_> = needed.into_iter().map(|(import, gone)| (import.span, gone)).collect();
        places.extend(search.uses(java));
        let finding = |(span, gone)| self.finding(java, context, span, &gone);
        let used = reference::first_of_each_line(java, places).into_iter().map(finding);
        idle.chain(used).collect()
    }
}

/// An import that nothing in the code needs goes.
fn idle_finding(java: &JavaFile, context: &Context<'_>, import: &Import, gone: &Gone) -> Finding {
    let name = match gone {
        Gone::Class(class, _) => local_name(class.name()),
        Gone::Package(name) => name,
    };
    let note = Note::new(format!("`{name}` is gone; its import, which nothing uses, goes."), "");
    context.apply(
        Site { path: java.path.clone(), span: import.span },
        note,
        idle_import::taken_out(java, import),
    )
}

/// Looks through one file.
struct Search<'p> {
    scope: JavaScope<'p>,
    target: ReleaseId,
}

impl Search<'_> {
    /// What the import names and the target has not: the innermost class in its name, or its package.
    fn imported(&self, import: &Import) -> Option<Gone> {
        let dots = import.name.rmatch_indices('.').map(|(at, _)| at);
        let mut names = std::iter::once(import.name.len()).chain(dots).map(|end| &import.name[..end]);
        match names.find_map(|name| Api.nameable(name)) {
            Some(class) => self.gone(class),
            None => (import.kind == ImportKind::OnDemand).then(|| self.package(&import.name)).flatten(),
        }
    }

    fn package(&self, name: &str) -> Option<Gone> {
        let mut classes = Api.below(name).peekable();
        classes.peek()?;
        classes.all(|class| self.gone(class).is_some()).then(|| Gone::Package(name.to_owned()))
    }

    fn uses(&self, java: &JavaFile) -> Vec<(Span, Gone)> {
        let lost = Api.lost(self.target);
        let names = java
            .words(|word| lost.has_class(word))
            .filter(|node| matches!(node.kind(), "identifier" | "type_identifier"));
        let used = names.filter_map(|last| {
            let may_be = Api.named(java.text_of(last)).filter(|class| may_mean(java, last, *class));
            let mut gone = may_be.filter_map(|class| Some((class, self.gone(class)?))).peekable();
            gone.peek()?;
            let name = reference::type_name(&self.scope, last)?;
            let is_it = |class: ClassFacts| self.scope.means_type(name, class.name()).is(&true);
            let (_, gone) = gone.find(|(class, _)| is_it(*class))?;
            Some((java::span(name), gone))
        });
        used.collect()
    }

    /// The class, when the target has it no more and the repository has no class of that name.
    fn gone(&self, class: ClassFacts) -> Option<Gone> {
        let last = class.gone_since(self.target)?;
        self.scope.class(class.name()).is_none().then_some(Gone::Class(class, last))
    }
}

/// Whether the name that `last` ends can mean `class`, as far as the imports and the package say.
fn may_mean(java: &JavaFile, last: Node<'_>, class: ClassFacts) -> bool {
    let Some((home, _)) = class.name().rsplit_once('.') else { return true };
    // A nested class may be inherited.
    let is_nested = Api.nameable(home).is_some();
    is_nested
        || match last.parent().filter(|parent| is_end_of(*parent, last)) {
            Some(whole) => java::dotted(whole, java.text()).is_none_or(|name| name == class.name()),
            None => {
                java.package == home || java.imports.iter().any(|import| brings(import, class.name(), home))
            }
        }
}

fn is_end_of(whole: Node<'_>, last: Node<'_>) -> bool {
    let is_dotted = matches!(whole.kind(), "scoped_type_identifier" | "field_access" | "scoped_identifier");
    is_dotted && whole.end_byte() == last.end_byte()
}

/// Whether the import is one of the class `name`, or of all that stands in its package `home`.
fn brings(import: &Import, name: &str, home: &str) -> bool {
    match import.kind {
        ImportKind::Single | ImportKind::Static => import.name == name,
        ImportKind::OnDemand | ImportKind::StaticOnDemand => import.name == home,
    }
}

impl Row {
    fn finding(&self, java: &JavaFile, context: &Context<'_>, span: Span, gone: &Gone) -> Finding {
        let target = &context.settings.target.version;
        let note = match gone {
            Gone::Class(class, last) => Note::new(
                format!(
                    "`{}` is gone; Flink {} is the last that has it.",
                    local_name(class.name()),
                    last.name
                ),
                self.what_now(*class, target),
            ),
            Gone::Package(name) => Note::new(
                format!("Nothing is left of the package `{name}`."),
                self.advice.nearest(name).unwrap_or("Take the import out, and replace what it brings."),
            ),
        };
        context.manual(Site { path: java.path.clone(), span }, note)
    }

    fn what_now(&self, class: ClassFacts, target: &str) -> String {
        if let Some(advice) = self.advice.nearest(class.name()) {
            return advice.to_owned();
        }
        match namesake(class, target) {
            Some(other) if is_api(other) => {
                format!(
                    "`{}` has its name in {target}: see whether it does the same, and use it.",
                    other.name()
                )
            }
            Some(other) => format!(
                "`{}` has its name in {target} and is not meant for applications; use it only until there is something better.",
                other.name()
            ),
            None => format!("Nothing in {target} has its name; the release notes say what takes its place."),
        }
    }
}

/// The only class of the target that has the same name, with those around it; of the API rather than of Flink's own.
fn namesake(class: ClassFacts, target: &str) -> Option<ClassFacts> {
    let target = Api.release(target)?;
    let names = local_name(class.name());
    let same = |other: &ClassFacts| other.exists_in(target) && local_name(other.name()) == names;
    let (api, own): (Vec<_>, Vec<_>) =
        Api.named(class.simple()).filter(same).partition(|other| is_api(*other));
    match (&api[..], &own[..]) {
        ([only], _) | ([], [only]) => Some(*only),
        _ => None,
    }
}

fn is_api(class: ClassFacts) -> bool {
    !class.is("@Internal") && !class.is("unlisted")
}

/// The name without its package.
fn local_name(name: &str) -> &str {
    let starts = name.match_indices('.').map(|(at, _)| &name[at + 1..]);
    starts.into_iter().find(|rest| rest.starts_with(char::is_uppercase)).unwrap_or(name)
}
