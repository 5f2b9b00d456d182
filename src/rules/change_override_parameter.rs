//! Rule kind `change-override-parameter`: a method that classes override takes another type, or nothing.
//!
//! All overrides that depend on each other change together or not at all, be they annotated or not.
//! Deliberately absent: what the old parameter was for; code that reads it is left to a person.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use tree_sitter::Node;

use self::argument::Argument;
use self::cluster::Obstacle;
use self::kin::Kin;
use super::{Context, Names, Rule, Wants, sentence};
use crate::finding::{Finding, Note, RemedyKind, Site};
use crate::snapshot::FileKind;
use crate::types::Resolution::{Known, Unknown};
use crate::types::{Class, JavaScope};
use crate::view::{File, JavaFile, View};

mod argument;
mod cluster;
mod kin;
#[cfg(test)]
mod tests;

/// The overrides in all subtypes of `owners` change, the calls that hand on their parameter, and other calls as `argument` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// The full names of the library's types that have the method.
    owners: Vec<String>,
    /// The method, which has one parameter.
    method: String,
    /// The type that the parameter had.
    from: String,
    /// The type that it has now; none where the method takes nothing any more.
    to: Option<String>,
    /// What calls hand over now.
    argument: Argument,
    /// Parts of names that speak of the old type; a parameter with such a name is named after the new one.
    #[serde(default)]
    words: Vec<String>,
    /// What the old type may be asked for, by name, and what the new one calls that; the rest is read.
    #[serde(default)]
    members: BTreeMap<String, String>,
    /// What to do by hand when the parameter is read.
    manual: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, [format!("{}(", self.method), format!("{} (", self.method)])
    }

    /// An override says the type of its parameter; a call may hand on what others give it.
    fn beside(&self) -> Vec<String> {
        let package = self.from.rsplit_once('.').map_or("", |(package, _)| package);
        vec![package.to_owned(), format!(".{}(", self.method)]
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        let method = |owner: &String| format!("{owner}.{}", self.method);
        let names = Names { either: self.owners.iter().map(method).collect(), ..Names::default() };
        vec![names.and_new(self.to.iter().cloned().chain(self.argument.names())).and_said(&self.manual)]
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
        let calls = java.calls(&self.method).filter_map(|call| search.called(call));
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
        let annotation = method.declared().modifiers.override_annotation();
        let at = |span| Site { path: Arc::clone(&class.file.path), span };
        let site = at(method.declared().name_span);
        // The compiler complains about the annotation.
        let refused = at(annotation.unwrap_or(site.span));
        match self.kin.is_kin(class) {
            Known(false) => None,
            Unknown(why) => (!self.kin.is_introduced(class)).then(|| self.doubtful(refused, &why)),
            Known(true) => Some(match cluster::change(&self.kin, method) {
                Ok(change) if annotation.is_some() => self.context.apply(site, self.changed(), change),
                Ok(change) => {
                    let why =
                        "Without `@Override` it compiles against Flink 2 as it is, and is never called.";
                    self.context.apply(site, self.changed().because(why), change)
                }
                Err(obstacle) => self.left(refused, &obstacle),
            }),
        }
    }

    fn changed(&self) -> Note {
        let Row { method, from, to, .. } = self.row;
        let what = match to {
            Some(to) => format!("`{method}` takes `{}` instead of `{}`.", simple(to), simple(from)),
            None => format!("`{method}` takes no `{}` any more.", simple(from)),
        };
        Note::new(what, "")
    }

    fn left(&self, site: Site, obstacle: &Obstacle) -> Finding {
        let Row { method, manual, .. } = self.row;
        let (old, new) = (self.row.before(), self.row.after());
        let (why, now) = match obstacle {
            Obstacle::Read(why) => (why.clone(), manual.clone()),
            Obstacle::Both(class) => (
                format!("`{class}` declares `{new}` as well"),
                format!("That one is called; take out the `{old}` and what only it needs."),
            ),
            Obstacle::Foreign(class) => (
                format!("`{class}` declares it too, and other classes may need it there"),
                format!("Give what needs the `{}` a method of another name.", simple(&self.row.from)),
            ),
            Obstacle::Argument(argument) => (
                format!("`{argument}` is a `{}` that may hold something", simple(&self.row.from)),
                self.row.argument.instead(method, simple(&self.row.from)),
            ),
        };
        let what = format!("`{old}` is left as it is.");
        self.context.manual(site, Note::new(what, now).because(sentence(&why)))
    }

    fn doubtful(&self, site: Site, why: &str) -> Finding {
        let what = format!("This may be the `{}` that is gone.", self.row.before());
        let now = match &self.row.to {
            Some(to) => format!("If it is, let it take `{}`.", simple(to)),
            None => "If it is, let it take nothing.".to_owned(),
        };
        self.context.manual(site, Note::new(what, now).because(sentence(why)))
    }
}

impl Row {
    /// The method with its old parameter, for a message.
    fn before(&self) -> String {
        format!("{}({})", self.method, simple(&self.from))
    }

    /// The method as it is now.
    fn after(&self) -> String {
        format!("{}({})", self.method, self.to.as_deref().map_or("", simple))
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
