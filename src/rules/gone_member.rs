//! Rule kind `gone-member`: a use of a method, constructor or field that the release of the file has and the target has not.
//!
//! The API tables know the members, overload by overload. Where the type of the receiver is not
//! known, or a class above it is not in the tables, nothing is said.

use serde::Deserialize;

use super::advice::Advice;
use super::{Context, Names, Rule, Wants, reference, sentence};
use crate::finding::{Finding, Note, RemedyKind, Site};
use crate::flink::{Api, ClassFacts, Member, ReleaseId, Releases};
use crate::snapshot::FileKind;
use crate::text::Span;
use crate::types::{CONSTRUCTOR, JavaScope};
use crate::view::{File, View};

mod overrides;
mod uses;

/// Every line that uses such a member is left to a person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// What to do, by the full name of the class that declared the member, with `.` and the member, or of the class alone.
    advice: Advice,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["org.apache.flink"])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        self.advice.names()
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let Some(target) = Api.release(&context.settings.target.version) else { return Vec::new() };
        let origin = context.project.origin(&java.path);
        let search = Search { scope: JavaScope::new(context.project, java), origin, target };
        let places = search.uses(java).chain(search.overrides(java)).collect();
        let finding = |(span, gone): (Span, Gone)| {
            context.manual(Site { path: java.path.clone(), span }, self.note(&gone, target))
        };
        reference::first_of_each_line(java, places).into_iter().map(finding).collect()
    }
}

/// Looks through one file.
struct Search<'p> {
    scope: JavaScope<'p>,
    /// The releases that the file was written for.
    origin: Releases,
    target: ReleaseId,
}

/// A member that is gone.
struct Gone {
    /// The class of Flink that declares it.
    class: ClassFacts,
    name: String,
    what: Loss,
    /// The last old release that has it.
    last: ReleaseId,
    /// Members of the same name that the target has.
    others: Vec<Member>,
    /// Why it may be there after all.
    doubt: Option<String>,
}

impl Gone {
    /// The name of a member as code says it.
    fn shown(&self, member: Member) -> String {
        match member.name() {
            CONSTRUCTOR => format!("new {}", self.class.simple()),
            name => name.to_owned(),
        }
    }
}

/// What is lost with a member.
enum Loss {
    /// Nothing of that name is there, or nothing that fits.
    Use,
    /// What overrides it overrides nothing.
    Override,
    /// Nobody says so, because the annotation is missing.
    SilentOverride,
    /// It must not be overridden any more.
    Final,
    /// It must be implemented now.
    Abstract,
}

impl Search<'_> {
    /// The scope in which members are those of the releases that the file was written for.
    fn old(&self) -> JavaScope<'_> {
        self.scope.in_releases(self.origin)
    }

    /// The scope in which members are those of the target.
    fn now(&self) -> JavaScope<'_> {
        self.scope.in_releases(self.target)
    }

    fn gone(&self, class: ClassFacts, member: Member, what: Loss) -> Gone {
        let mut others = class.members_called(member.name(), self.target);
        others.retain(|other| !other.is("protected"));
        if member.name() == CONSTRUCTOR {
            others.retain(|other| class.members().any(|own| own == *other));
        }
        others.sort_by_cached_key(|other| other.declared());
        others.dedup_by_key(|other| other.declared());
        // What is gone in every form was there as long as its last form.
        let had = |release: &ReleaseId| {
            let in_any_form = others.is_empty() && !class.members_called(member.name(), *release).is_empty();
            member.releases().has(*release) || in_any_form
        };
        let last = Api.releases().filter(|release| release.is_old() && had(release)).last();
        let last = last.unwrap_or(self.target);
        Gone { class, name: member.name().to_owned(), what, last, others, doubt: None }
    }
}

impl Row {
    fn note(&self, gone: &Gone, target: ReleaseId) -> Note {
        let Gone { class, name, last, .. } = gone;
        let shown = if name == CONSTRUCTOR {
            format!("new {}", class.simple())
        } else {
            format!("{}.{name}", class.simple())
        };
        if !class.exists_in(target) {
            return Note::new(format!("`{shown}` is gone with its class."), "Replace it with the class.");
        }
        let advice = self.advice(*class, name).map(str::to_owned);
        let since = format!("Flink {} is the last", last.name);
        let note = match gone.what {
            Loss::Use | Loss::Override if gone.others.is_empty() => {
                Note::new(format!("`{shown}` is gone; {since} that has it."), "")
            }
            Loss::Use => {
                let is_gone = if gone.doubt.is_some() { "may be gone" } else { "is gone" };
                Note::new(format!("This form of `{shown}` {is_gone}; {since} that has it."), "")
            }
            Loss::Override => {
                Note::new(format!("The `{shown}` that this overrides is gone; {since} that has it."), "")
            }
            Loss::SilentOverride => {
                let what = format!("The `{shown}` that this overrides is gone; {since} that calls it.");
                Note::new(what, "").because("Without `@Override` it compiles, and is never called.")
            }
            Loss::Final => Note::new(
                format!("`{shown}` is final in {}, so it cannot be overridden.", target.name),
                "Take the override out, or do it elsewhere.",
            ),
            Loss::Abstract => Note::new(format!("`{shown}` must be implemented in {}.", target.name), ""),
        };
        let note = match &gone.doubt {
            Some(why) => note.because(sentence(why)),
            None => note,
        };
        let now = if note.now.is_empty() { advice.unwrap_or_else(|| now(gone, target)) } else { note.now };
        Note { now, ..note }
    }

    /// What the row says about the member of the class, about the class, or about one above it.
    fn advice(&self, class: ClassFacts, name: &str) -> Option<&str> {
        let member = self.advice.exact(&format!("{}.{name}", class.name()));
        let mut above = class.supertypes().filter_map(|supertype| Api.class(supertype.erased()));
        member
            .or_else(|| self.advice.exact(class.name()))
            .or_else(|| above.find_map(|class| self.advice(class, name)))
    }
}

fn now(gone: &Gone, target: ReleaseId) -> String {
    let forms: Vec<String> = gone
        .others
        .iter()
        .map(|other| format!("`{}{}`", gone.shown(*other), short(&other.declared())))
        .collect();
    if forms.is_empty() {
        format!("The documentation of `{}` in {} says what takes its place.", gone.class.name(), target.name)
    } else {
        format!("In {} there is {}.", target.name, forms.join(" and "))
    }
}

/// The types without packages.
fn short(types: &str) -> String {
    let mut short = String::new();
    let mut word = String::new();
    for letter in types.chars() {
        match letter {
            '.' => word.clear(),
            letter if letter.is_alphanumeric() || letter == '_' => word.push(letter),
            letter => {
                short.push_str(&std::mem::take(&mut word));
                short.push(letter);
            }
        }
    }
    short + &word
}
