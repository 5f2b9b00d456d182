//! Rule kind `gone-member`: a call, a constant or an override of a member that some 1.x release has and the target has not.
//!
//! The API tables know the members. Where the type of the receiver is not known, or a class above
//! it is not in the tables, nothing is said. Deliberately absent: overloads with as many arguments.

use std::collections::BTreeMap;

use serde::Deserialize;
use tree_sitter::Node;

use super::{Context, Rule, Wants, reference};
use crate::finding::{Finding, Note, RemedyKind, Site};
use crate::flink::{Api, ClassFacts, Member, Members, ReleaseId, erased};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::Span;
use crate::types::{Class, JavaScope, LibraryTypes};
use crate::view::java::Method;
use crate::view::{File, JavaFile, View};

/// Every line that uses such a member is left to a person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// What to do, by the full name of the class that declared the member, with `.` and the member.
    advice: BTreeMap<String, String>,
}

/// A member that is gone.
struct Gone {
    /// The class of Flink that it was looked up on.
    class: ClassFacts,
    name: String,
    /// The last old release that has it.
    last: ReleaseId,
    /// Members of the same name that the target has.
    others: Vec<Member>,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["org.apache.flink"])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Manual]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let Some(target) = Api.release(&context.settings.target.version) else { return Vec::new() };
        let search = Search { scope: JavaScope::new(context.project, java), target };
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
    target: ReleaseId,
}

impl Search<'_> {
    fn uses<'f>(&'f self, java: &'f JavaFile) -> impl Iterator<Item = (Span, Gone)> + 'f {
        java::descendants(java.root()).filter_map(|node| match node.kind() {
            "method_invocation" => self.call(java, node),
            "field_access" => self.constant(java, node),
            _ => None,
        })
    }

    fn call(&self, java: &JavaFile, call: Node<'_>) -> Option<(Span, Gone)> {
        let (name, count) = (java::method_name(call, java.text()), java::arguments(call).len());
        if !Api.lost_names(self.target).contains(name) {
            return None;
        }
        let types = self.scope.library_receiver(call);
        let gone = self.gone(&types, name, |class, release| class.methods(name, count, release))?;
        Some((java::span(call.child_by_field_name("name")?), gone))
    }

    fn constant(&self, java: &JavaFile, access: Node<'_>) -> Option<(Span, Gone)> {
        let field = access.child_by_field_name("field")?;
        Api.lost_names(self.target).get(java.text_of(field))?;
        let object = access.child_by_field_name("object")?;
        let owner = self.scope.named_type(object)?.known()?;
        let class = Api.class(&owner).filter(|_| self.scope.class(&owner).is_none())?;
        let name = java.text_of(field);
        let types = LibraryTypes { classes: vec![class], is_complete: true };
        let gone = self.gone(&types, name, |class, release| class.fields(name, release))?;
        Some((java::span(field), gone))
    }

    /// The member, when some old release has it on these classes and the target surely has not.
    fn gone(
        &self,
        types: &LibraryTypes,
        name: &str,
        members: impl Fn(ClassFacts, ReleaseId) -> Members,
    ) -> Option<Gone> {
        let is_lost = |class: &ClassFacts| {
            let now = members(*class, self.target);
            now.is_complete && now.found.is_empty()
        };
        let is_whole = types.is_complete && !types.classes.is_empty();
        if !is_whole || !types.classes.iter().all(is_lost) {
            return None;
        }
        let there = types.classes.iter().filter(|class| class.exists_in(self.target));
        let had = |class: ClassFacts, release: ReleaseId| !members(class, release).found.is_empty();
        there.copied().find_map(|class| {
            let last = old_releases().rev().find(|release| had(class, *release))?;
            Some(self.named(class, name, last))
        })
    }

    fn named(&self, class: ClassFacts, name: &str, last: ReleaseId) -> Gone {
        let mut others = class.members_called(name, self.target);
        others.sort_by_key(|other| other.types());
        others.dedup_by_key(|other| other.types());
        Gone { class, name: name.to_owned(), last, others }
    }

    fn overrides<'f>(&'f self, java: &'f JavaFile) -> impl Iterator<Item = (Span, Gone)> + 'f {
        let types = (0..java.types.len()).map(|index| Class { file: self.scope.file.clone(), index });
        types.flat_map(move |class| {
            let methods = java.types[class.index].methods.iter();
            // The compiler complains about the annotation.
            let marked = methods.filter_map(|method| {
                let mut annotations = method.modifiers.annotations.iter();
                let (_, span) = annotations.find(|(name, _)| name == "Override")?;
                Some((*span, self.overridden(&class, method)?))
            });
            marked.collect::<Vec<_>>()
        })
    }

    /// The method that `method` says it overrides, when only old releases have it.
    fn overridden(&self, class: &Class, method: &Method) -> Option<Gone> {
        let types = self.scope.library_supertypes(class);
        if !types.is_complete {
            return None;
        }
        let all = |release| {
            let (mut found, mut is_complete) = (Vec::new(), true);
            for class in &types.classes {
                let members = class.methods(&method.name, method.parameters.len(), release);
                is_complete &= members.is_complete;
                found.extend(members.found.into_iter().map(|member| (*class, member)));
            }
            (found, is_complete)
        };
        let (now, is_complete) = all(self.target);
        if !is_complete || now.iter().any(|(_, member)| self.may_override(method, *member)) {
            return None;
        }
        let last = |release: &ReleaseId| {
            let was = all(*release).0.into_iter().find(|(_, member)| self.may_override(method, *member));
            was.map(|(class, _)| (class, *release))
        };
        let (class, last) = old_releases().rev().find_map(|release| last(&release))?;
        Some(self.named(class, &method.name, last))
    }

    /// Whether no parameter has a type that is known to be another one.
    fn may_override(&self, method: &Method, member: Member) -> bool {
        let differs = |(own, other): (&crate::view::java::Parameter, &&str)| {
            let is_class = other.contains('.') && !other.ends_with("[]");
            let own = self.scope.type_at(own.type_span).known();
            is_class && own.is_some_and(|own| own.name != erased(other) && !own.is_parameter())
        };
        !method.parameters.iter().zip(&member.parameters()).any(differs)
    }
}

fn old_releases() -> impl DoubleEndedIterator<Item = ReleaseId> {
    let releases: Vec<ReleaseId> = Api.releases().filter(|release| release.is_old()).collect();
    releases.into_iter()
}

impl Row {
    fn note(&self, gone: &Gone, target: ReleaseId) -> Note {
        let Gone { class, name, last, .. } = gone;
        let member = format!("{}.{name}", class.simple());
        if !class.exists_in(target) {
            return Note::new(format!("`{member}` is gone with its class."), "Replace it with the class.");
        }
        let now = self.advice(*class, name).map_or_else(|| now(gone, target), str::to_owned);
        Note::new(format!("`{member}` is gone; Flink {} is the last that has it.", last.name), now)
    }

    /// What the row says about the member of the class, or of one above it.
    fn advice(&self, class: ClassFacts, name: &str) -> Option<&str> {
        let own = self.advice.get(&format!("{}.{name}", class.name())).map(String::as_str);
        let mut above = class.supertypes().filter_map(|supertype| Api.class(supertype.erased()));
        own.or_else(|| above.find_map(|class| self.advice(class, name)))
    }
}

fn now(gone: &Gone, target: ReleaseId) -> String {
    let forms: Vec<String> =
        gone.others.iter().map(|other| format!("`{}{}`", other.name(), short(other.types()))).collect();
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
