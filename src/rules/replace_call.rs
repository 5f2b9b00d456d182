//! Rule kind `replace-call`: one Java expression becomes another, both said as Java with holes.
//!
//! Names match by what they mean. Deliberately absent: patterns of several statements; those need a hook.

use std::collections::BTreeMap;

use serde::Deserialize;
use tree_sitter::Node;

use self::pattern::{Holes, Matcher, Pattern};
use self::template::Template;
use self::tokens::shown;
use super::{Context, Rule, Wants, reference, sentence};
use crate::finding::{Change, Finding, Note, RemedyKind};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::Edit;
use crate::types::JavaScope;
use crate::types::Resolution::{Known, Unknown};
use crate::view::{File, JavaFile, View};

mod pattern;
mod receiver;
mod template;
#[cfg(test)]
mod tests;
mod tokens;

/// The expression `before` becomes `after`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Written")]
pub(crate) struct Row {
    before: Pattern,
    /// `None` where the whole statement goes.
    after: Option<Template>,
    types: BTreeMap<String, String>,
    /// `before` and `after` as a message shows them.
    shown: [String; 2],
    review: Option<String>,
    manual: Option<String>,
}

/// The row as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// Java with full names; `$x` is any expression, and what a method is called on needs a type.
    before: String,
    /// What stands for it; empty when the statement goes, and only a hole when a call in a chain goes.
    after: String,
    /// The full names of the types of holes.
    #[serde(default)]
    types: BTreeMap<String, String>,
    /// What a person must look at; without it the change is certain.
    review: Option<String>,
    /// What a person does where the types are not known; without it nothing is said there.
    manual: Option<String>,
}

impl TryFrom<Written> for Row {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let Written { before, after, types, review, manual } = written;
        let shown = shown(&before, &after);
        let pattern = Pattern::read(&before)?;
        pattern.check(&types)?;
        let template = if after.is_empty() { None } else { Some(Template::read(&after)?) };
        let holes = pattern.holes();
        let unknown = template.iter().flat_map(Template::holes).find(|hole| !holes.contains(hole));
        if let Some(hole) = unknown {
            return Err(format!("`${hole}` stands in `after` only"));
        }
        Ok(Self { before: pattern, after: template, types, shown, review, manual })
    }
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, [self.before.word()])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        match self.review {
            Some(_) => &[RemedyKind::Review, RemedyKind::Manual],
            None => &[RemedyKind::Apply, RemedyKind::Manual],
        }
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let matcher = Matcher { scope: &scope, types: &self.types };
        let calls = self.candidates(&scope).into_iter();
        let calls = calls.filter_map(|node| self.matched(&matcher, context, node));
        let handed_on = java::of_kind(java.root(), "method_reference");
        let handed_on = handed_on.filter_map(|node| self.handed_on(&matcher, context, node));
        calls.chain(handed_on).collect()
    }
}

impl Row {
    /// The expressions that look like the pattern.
    fn candidates<'f>(&self, scope: &JavaScope<'f>) -> Vec<Node<'f>> {
        let java = scope.file;
        match &self.before {
            Pattern::Call { name, .. } => {
                let calls = java::of_kind(java.root(), "method_invocation");
                calls.filter(|call| java::method_name(*call, java.text()) == name).collect()
            }
            Pattern::Constant { owner, name } => {
                let found = reference::constants(scope, java, owner, name).into_iter();
                found.map(|found| found.node).collect()
            }
            Pattern::Cast { .. } => java::of_kind(java.root(), "cast_expression").collect(),
            Pattern::New { .. } | Pattern::Hole(_) | Pattern::Class(_) | Pattern::Literal(_) => {
                java::of_kind(java.root(), "object_creation_expression").collect()
            }
        }
    }

    fn matched(&self, matcher: &Matcher<'_, '_>, context: &Context<'_>, node: Node<'_>) -> Option<Finding> {
        let mut holes = Holes::new();
        match matcher.matches(&self.before, node, &mut holes) {
            Known(true) => Some(self.replaced(matcher.scope.file, context, node, &holes)),
            Known(false) => None,
            Unknown(why) => self.unsure(matcher.scope.file, context, node, &why),
        }
    }

    fn replaced(&self, java: &JavaFile, context: &Context<'_>, node: Node<'_>, holes: &Holes<'_>) -> Finding {
        let [old, new] = &self.shown;
        let edits = match self.edits(java, node, holes) {
            Ok(edits) => edits,
            Err(why) => return self.left(java, context, node, &why),
        };
        let what =
            if new.is_empty() { format!("`{old}` goes.") } else { format!("`{old}` becomes `{new}`.") };
        let (site, change) = (reference::site(java, named(node)), Change::in_file(&java.path, edits));
        match &self.review {
            Some(now) => context.review(site, Note::new(what, now), change),
            None => context.apply(site, Note::new(what, ""), change),
        }
    }

    fn edits(&self, java: &JavaFile, node: Node<'_>, holes: &Holes<'_>) -> Result<Vec<Edit>, String> {
        let kept = self.after.as_ref().map(Template::holes).unwrap_or_default();
        let mut dropped = holes.iter().filter(|(name, _)| !kept.contains(&name.as_str()));
        if let Some((_, lost)) = dropped.find(|(_, node)| !is_quiet(**node, java)) {
            return Err(format!("`{}` would not be called any more", java.text_of(*lost)));
        }
        let receiver = self.after.as_ref().and_then(|after| holes.get(after.only_hole()?));
        let is_alone = receiver.is_none_or(|receiver| is_quiet(*receiver, java));
        let keeps = self.after.as_ref().is_some_and(|after| after.only_hole().is_none());
        match &self.after {
            Some(after) if keeps || !is_alone || !java::is_expression_statement(node) => {
                after.edits(java, node, holes)
            }
            Some(_) | None => removal(java, node),
        }
    }

    /// A match that cannot be rewritten.
    fn left(&self, java: &JavaFile, context: &Context<'_>, node: Node<'_>, why: &str) -> Finding {
        let [old, new] = &self.shown;
        let what =
            if new.is_empty() { format!("`{old}` is gone.") } else { format!("`{old}` is `{new}` now.") };
        let now = match (&self.manual, new.as_str()) {
            (Some(now), _) => now.clone(),
            (None, "") => "Take it out.".to_owned(),
            (None, new) => format!("Write `{new}`."),
        };
        context.manual(reference::site(java, named(node)), Note::new(what, now).because(sentence(why)))
    }

    /// What may be a match.
    fn unsure(&self, java: &JavaFile, context: &Context<'_>, node: Node<'_>, why: &str) -> Option<Finding> {
        let is_new = self.after.as_ref().is_some_and(|after| after.ends(java.text_of(node)));
        let tells = self.manual.is_some() && !is_new;
        tells.then(|| self.left(java, context, node, why))
    }

    /// A method reference of the method that the pattern calls.
    fn handed_on(&self, matcher: &Matcher<'_, '_>, context: &Context<'_>, node: Node<'_>) -> Option<Finding> {
        let Pattern::Call { on, name, .. } = &self.before else { return None };
        let java = matcher.scope.file;
        let parts = java::children(node);
        let [object, called] = parts.as_slice() else { return None };
        let owner = match &**on {
            Pattern::Hole(hole) => self.types.get(hole)?,
            Pattern::Class(class) => class,
            Pattern::Call { .. }
            | Pattern::New { .. }
            | Pattern::Cast { .. }
            | Pattern::Constant { .. }
            | Pattern::Literal(_) => return None,
        };
        let is_it = java.text_of(*called) == name && receiver::has_class(matcher.scope, *object, owner);
        is_it.then(|| self.left(java, context, node, "it is handed over as a function"))
    }
}

/// What a finding is about: the name of the method, or the whole of what is no call.
fn named(node: Node<'_>) -> Node<'_> {
    node.child_by_field_name("name").unwrap_or(node)
}

/// The edit that takes the statement away that `node` is.
fn removal(java: &JavaFile, node: Node<'_>) -> Result<Vec<Edit>, String> {
    let statement = node.parent().filter(|_| java::is_expression_statement(node));
    let Some(statement) = statement else { return Err("its value is used".to_owned()) };
    let is_listed = statement.parent().is_some_and(|parent| {
        matches!(parent.kind(), "block" | "constructor_body" | "switch_block_statement_group")
    });
    if is_listed {
        return Ok(vec![Edit::delete(java::whole_lines(statement, java.text()))]);
    }
    Ok(vec![Edit::replace(java::span(statement), "{}")])
}

/// Whether the expression only names or reads something, so that nothing is lost with it.
fn is_quiet(node: Node<'_>, java: &JavaFile) -> bool {
    java::descendants(node).all(|node| match node.kind() {
        "method_invocation" => {
            java::method_name(node, java.text()).starts_with("get") && java::arguments(node).is_empty()
        }
        "object_creation_expression" | "assignment_expression" | "update_expression" => false,
        _ => true,
    })
}
