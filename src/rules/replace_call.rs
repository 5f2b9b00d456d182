//! Rule kind `replace-call`: one Java expression becomes another, both said as Java with holes.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::form::{Form, Found};
use super::{Context, Names, Rule, Wants, reference, sentence};
use crate::finding::{Change, Finding, Note, RemedyKind};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::types::JavaScope;
use crate::view::{File, JavaFile, View};

#[cfg(test)]
mod tests;

/// The expression `before` becomes `after`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Written")]
pub(crate) struct Row {
    form: Form,
    what: Option<String>,
    alone: bool,
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
    /// What becomes what, where the forms are too long for a message.
    what: Option<String>,
    /// Whether the new form gives another value, or none, so that it fits only where nobody uses the value.
    #[serde(default)]
    alone: bool,
    /// What a person must look at; without it the change is certain.
    review: Option<String>,
    /// What a person does where the types are not known; without it nothing is said there.
    manual: Option<String>,
}

impl TryFrom<Written> for Row {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let Written { before, after, types, what, alone, review, manual } = written;
        Ok(Self { form: Form::read(&before, &after, types)?, what, alone, review, manual })
    }
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, self.form.words())
    }

    fn beside(&self) -> Vec<String> {
        if let Some(class) = self.form.static_class() {
            return vec![class.to_owned()];
        }
        // `with` and `apply` are words of any text, not to speak of any code.
        let is_common = self.form.word().bytes().all(|byte| byte.is_ascii_lowercase());
        is_common.then(|| "org.apache.flink".to_owned()).into_iter().collect()
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        match self.review {
            Some(_) => &[RemedyKind::Review, RemedyKind::Manual],
            None => &[RemedyKind::Apply, RemedyKind::Manual],
        }
    }

    fn names(&self) -> Vec<Names> {
        let said = [&self.what, &self.review, &self.manual].into_iter().flatten();
        vec![said.fold(self.form.names(), |names, text| names.and_said(text))]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let found = self.form.found(&scope).into_iter();
        found.filter_map(|found| self.finding(&scope, context, &found)).collect()
    }
}

impl Row {
    fn finding(&self, scope: &JavaScope<'_>, context: &Context<'_>, found: &Found<'_>) -> Option<Finding> {
        let java = scope.file;
        if self.alone && found.doubt.is_none() && !java::is_expression_statement(found.node) {
            return Some(self.left(java, context, found, "its value is used"));
        }
        if let Some(why) = &found.doubt {
            return self.manual.as_ref().map(|_| self.left(java, context, found, why));
        }
        let edits = match self.form.edits(scope, found) {
            Ok(edits) => edits,
            Err(why) => return Some(self.left(java, context, found, &why)),
        };
        let (site, change) = (reference::site(java, found.named()), Change::in_file(&java.path, edits));
        let what = self.what.clone().unwrap_or_else(|| self.form.what());
        Some(match &self.review {
            Some(now) => context.review(site, Note::new(what, now), change),
            None => context.apply(site, Note::new(what, ""), change),
        })
    }

    /// A match that cannot be rewritten.
    fn left(&self, java: &JavaFile, context: &Context<'_>, found: &Found<'_>, why: &str) -> Finding {
        let [old, new] = self.form.shown();
        let is_gone = new.is_empty();
        let is_long = self.what.is_some();
        let what =
            if is_gone || is_long { format!("`{old}` is gone.") } else { format!("`{old}` is `{new}` now.") };
        let now = match &self.manual {
            Some(now) => now.clone(),
            None if is_gone => "Take it out.".to_owned(),
            None => format!("Write `{new}`."),
        };
        let note = Note::new(what, now).because(sentence(why));
        context.manual(reference::site(java, found.named()), note)
    }
}
