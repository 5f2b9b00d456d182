//! Calls of the method, and what they hand over now.

use std::sync::Arc;

use serde::Deserialize;
use tree_sitter::Node;

use super::cluster::{self, Obstacle};
use super::kin::Receiver;
use super::{Search, simple};
use crate::finding::{Change, Finding, Note, Site, qualified};
use crate::rules::form::is_primary;
use crate::syntax::java;
use crate::text::Edit;
use crate::types::Resolution::{Known, Unknown};
use crate::types::{Class, ProjectMethod};

/// What stands for an argument of the old type.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Argument {
    /// Nothing: the method takes nothing.
    Goes,
    /// The constant `INSTANCE` of this class, for a new object that was made without arguments.
    Instance(String),
    /// What this method of the old type gives.
    Through(String),
    /// Nothing that is known: an object of this type must come from elsewhere.
    Other(String),
}

impl Argument {
    /// What new code names.
    pub(super) fn names(&self) -> Option<String> {
        match self {
            Self::Goes | Self::Through(_) | Self::Other(_) => None,
            Self::Instance(class) => Some(format!("{class}.INSTANCE")),
        }
    }

    /// What is left to a person where a call of `method` hands over something else of the type `from`.
    pub(super) fn instead(&self, method: &str, from: &str) -> String {
        match self {
            Self::Goes => format!("Call `{method}()`."),
            Self::Instance(class) => {
                format!("Call it with `{}.INSTANCE` when the `{from}` is empty.", simple(class))
            }
            Self::Through(through) => format!("Call it with `{through}()` of the `{from}`."),
            Self::Other(class) => format!("Call it with a `{}`.", simple(class)),
        }
    }

    /// What is said of a call that hands over the right thing now.
    fn said(&self, method: &str) -> String {
        match self {
            Self::Goes => format!("`{method}` is called with nothing."),
            Self::Instance(class) => format!("`{method}` is called with `{}.INSTANCE`.", simple(class)),
            Self::Through(through) => format!("`{method}` is called with `{through}()`."),
            Self::Other(class) => format!("`{method}` is called with a `{}`.", simple(class)),
        }
    }
}

impl Search<'_> {
    /// What is said about `call`, if it hands an object of the old type to the method.
    pub(super) fn called(&self, call: Node<'_>) -> Option<Finding> {
        let java = self.scope.file;
        let arguments = java::arguments(call);
        let [argument] = arguments.as_slice() else { return None };
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
                self.context.apply(site, Note::new(self.row.argument.said(&self.row.method), ""), change)
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
        let obstacle = || Obstacle::Argument(java.text_of(argument).to_owned());
        let edit = match &self.row.argument {
            Argument::Instance(class) if is_new => {
                Edit::replace(java::span(argument), format!("{}.INSTANCE", qualified(class)))
            }
            Argument::Goes if is_new || argument.kind() == "identifier" => Edit::delete(java::span(argument)),
            Argument::Through(through) if is_primary(argument) => {
                Edit::insert(argument.end_byte(), format!(".{through}()"))
            }
            Argument::Goes | Argument::Instance(_) | Argument::Through(_) | Argument::Other(_) => {
                return Err(obstacle());
            }
        };
        let mut change = Change::default();
        for callee in callees {
            change.add(cluster::change(&self.kin, callee)?);
        }
        change.push(&java.path, edit);
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
}
