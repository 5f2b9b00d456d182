//! Rule kind `change-override-parameter`: a method that classes override takes another type.
//!
//! All overrides that depend on each other change together or not at all, be they annotated or not.
//! Deliberately absent: what the old parameter was for; code that reads it is left to a person.

use std::sync::Arc;

use serde::Deserialize;
use tree_sitter::Node;

use self::cluster::Obstacle;
use self::kin::{Kin, Receiver};
use super::{Context, Names, Rule, Wants, sentence};
use crate::finding::{Change, Finding, Note, RemedyKind, Site, qualified};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::Edit;
use crate::types::Resolution::{Known, Unknown};
use crate::types::{Class, JavaScope, ProjectMethod};
use crate::view::{File, JavaFile, View};

mod cluster;
mod kin;
#[cfg(test)]
mod tests;

/// The overrides in all subtypes of `owners` change, and the calls that hand on their parameter or a new object.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// The full names of the library's types that have the method.
    owners: Vec<String>,
    /// The method, which has one parameter.
    method: String,
    /// The type that the parameter had; it has a constructor without arguments.
    from: String,
    /// The type that it has now.
    to: String,
    /// The class whose constant `INSTANCE` stands for a new object of the old type in a call.
    instance: String,
    /// Parts of names that speak of the old type; a parameter with such a name is named after the new one.
    words: Vec<String>,
    /// What to do by hand when the parameter is read.
    manual: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        // An override says the type of its parameter; a call may hand on what others give it.
        let package = self.from.rsplit_once('.').map_or("", |(package, _)| package);
        Wants::with_words(FileKind::Java, [package.to_owned(), format!(".{}(", self.method)])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        let method = |owner: &String| format!("{owner}.{}", self.method);
        let names = Names { either: self.owners.iter().map(method).collect(), ..Names::default() };
        vec![names.and_new([&self.to, &format!("{}.INSTANCE", self.instance)]).and_said(&self.manual)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let search = Search {
            row: self,
            kin: Kin { row: self, project: context.project },
            scope: JavaScope::new(context.project, java),
            context,
        };
        let classes = (0..java.types.len()).map(|index| Class { file: Arc::clone(java), index });
        let overrides = classes.filter_map(|class| search.overriding(&class));
        let calls = java::of_kind(java.root(), "method_invocation").filter_map(|call| search.called(call));
        overrides.chain(calls).collect()
    }
}

/// One look at one file.
struct Search<'s> {
    row: &'s Row,
    kin: Kin<'s>,
    scope: JavaScope<'s>,
    context: &'s Context<'s>,
}

impl Search<'_> {
    /// What is said about the method of `class`, if it has one.
    fn overriding(&self, class: &Class) -> Option<Finding> {
        let method = self.kin.method(class)?;
        let is_annotated = kin::is_annotated(&method);
        let site = Site { path: Arc::clone(&class.file.path), span: method.declared().name_span };
        match self.kin.is_kin(class) {
            Known(false) => None,
            Unknown(why) => (!self.kin.is_introduced(class)).then(|| self.doubtful(site, &why)),
            Known(true) => Some(match cluster::change(&self.kin, method) {
                Ok(change) if is_annotated => self.context.apply(site, self.changed(), change),
                Ok(change) => {
                    let why =
                        "Without `@Override` it compiles against Flink 2 as it is, and is never called.";
                    self.context.apply(site, self.changed().because(why), change)
                }
                Err(obstacle) => self.left(site, &obstacle),
            }),
        }
    }

    /// What is said about `call`, if it hands an object of the old type to the method.
    fn called(&self, call: Node<'_>) -> Option<Finding> {
        let java = self.scope.file;
        let arguments = java::arguments(call);
        let [argument] = arguments.as_slice() else { return None };
        if java::method_name(call, java.text()) != self.row.method {
            return None;
        }
        let argument = java::unparenthesized(*argument);
        let is_new = self.is_new(argument);
        if !is_new && !self.is_of_another(argument) {
            return None;
        }
        let site = Site { path: Arc::clone(&java.path), span: java::span(call) };
        let receiver = match self.kin.receiver(&self.scope, call) {
            Known(receiver) => receiver?,
            Unknown(why) => return is_new.then(|| self.doubtful(site, &why)),
        };
        let callees = match receiver {
            Receiver::Library => Vec::new(),
            Receiver::Project(class) => self.kin.nearest(&class),
        };
        Some(match self.changed_call(argument, is_new, callees) {
            Ok(change) => {
                let what = format!(
                    "`{}` is called with `{}.INSTANCE`.",
                    self.row.method,
                    simple(&self.row.instance)
                );
                self.context.apply(site, Note::new(what, ""), change)
            }
            Err(obstacle) => self.left(site, &obstacle),
        })
    }

    fn changed_call(
        &self,
        argument: Node<'_>,
        is_new: bool,
        callees: Vec<ProjectMethod>,
    ) -> Result<Change, Obstacle> {
        let java = self.scope.file;
        if !is_new {
            return Err(Obstacle::Argument(java.text_of(argument).to_owned()));
        }
        let mut change = Change::default();
        for callee in callees {
            for (path, edits) in cluster::change(&self.kin, callee)?.edits {
                for edit in edits {
                    change.push(&path, edit);
                }
            }
        }
        let instance = format!("{}.INSTANCE", qualified(&self.row.instance));
        change.push(&java.path, Edit::replace(java::span(argument), instance));
        Ok(change)
    }

    /// Whether `argument` makes a new object of the old type and nothing else.
    fn is_new(&self, argument: Node<'_>) -> bool {
        let is_plain = argument.kind() == "object_creation_expression"
            && java::arguments(argument).is_empty()
            && java::child(argument, "class_body").is_none();
        let made = argument.child_by_field_name("type").filter(|_| is_plain);
        made.is_some_and(|made| self.scope.means_type(made, &self.row.from).is(&true))
    }

    /// Whether `argument` has the old type and is not the parameter of an override, of which its own finding speaks.
    fn is_of_another(&self, argument: Node<'_>) -> bool {
        if !self.scope.has_type(argument, &self.row.from).is(&true) {
            return false;
        }
        let declared = self.scope.declaration(argument).known().map(|declared| declared.span);
        let file = self.scope.file;
        let mut classes = (0..file.types.len()).map(|index| Class { file: Arc::clone(file), index });
        !classes.any(|class| {
            let method = self.kin.method(&class);
            method.is_some_and(|method| Some(method.declared().parameters[0].span) == declared)
                && self.kin.is_kin(&class).is(&true)
        })
    }

    fn changed(&self) -> Note {
        let Row { method, from, to, .. } = self.row;
        Note::new(format!("`{method}` takes `{}` instead of `{}`.", simple(to), simple(from)), "")
    }

    fn left(&self, site: Site, obstacle: &Obstacle) -> Finding {
        let Row { method, from, to, instance, manual, .. } = self.row;
        let (from, to) = (simple(from), simple(to));
        let (why, now) = match obstacle {
            Obstacle::Read(why) => (why.clone(), manual.clone()),
            Obstacle::Both(class) => (
                format!("`{class}` has an `{method}({to})` as well"),
                format!("That one is called; take out the `{method}({from})` and what only it needs."),
            ),
            Obstacle::Foreign(class) => (
                format!("`{class}` declares it too, and other classes may need it there"),
                format!("Give what needs the `{from}` a method of another name."),
            ),
            Obstacle::Argument(argument) => (
                format!("`{argument}` is a `{from}` that may hold something"),
                format!("Call it with `{}.INSTANCE` when the `{from}` is empty.", simple(instance)),
            ),
        };
        let what = format!("`{method}({from})` is left as it is.");
        self.context.manual(site, Note::new(what, now).because(sentence(&why)))
    }

    fn doubtful(&self, site: Site, why: &str) -> Finding {
        let Row { method, from, to, .. } = self.row;
        let what = format!("This may be the `{method}({})` that is gone.", simple(from));
        let now = format!("If it is, let it take `{}`.", simple(to));
        self.context.manual(site, Note::new(what, now).because(sentence(why)))
    }
}

/// The last part of a full name.
fn simple(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// The first line of what stands at `node`, for a message.
fn one_line<'f>(file: &'f JavaFile, node: Node<'_>) -> &'f str {
    file.text_of(node).lines().next().unwrap_or_default()
}
