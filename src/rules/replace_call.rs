//! Rule kind `replace-call`: one Java expression becomes another, both said as Java with holes.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::form::{Form, Found};
use super::{Context, Rule, Wants, reference, sentence};
use crate::finding::{Change, Finding, Note, RemedyKind};
use crate::snapshot::FileKind;
use crate::types::JavaScope;
use crate::view::{File, JavaFile, View};

#[cfg(test)]
mod tests;

/// The expression `before` becomes `after`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Written")]
pub(crate) struct Row {
    form: Form,
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
        Ok(Self { form: Form::read(&before, &after, types)?, review, manual })
    }
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, [self.form.word()])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        match self.review {
            Some(_) => &[RemedyKind::Review, RemedyKind::Manual],
            None => &[RemedyKind::Apply, RemedyKind::Manual],
        }
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let found = self.form.found(&JavaScope::new(context.project, java)).into_iter();
        found.filter_map(|found| self.finding(java, context, &found)).collect()
    }
}

impl Row {
    fn finding(&self, java: &JavaFile, context: &Context<'_>, found: &Found<'_>) -> Option<Finding> {
        if let Some(why) = &found.doubt {
            return self.manual.as_ref().map(|_| self.left(java, context, found, why));
        }
        let edits = match self.form.edits(java, found) {
            Ok(edits) => edits,
            Err(why) => return Some(self.left(java, context, found, &why)),
        };
        let (site, change) = (reference::site(java, found.named()), Change::in_file(&java.path, edits));
        Some(match &self.review {
            Some(now) => context.review(site, Note::new(self.form.what(), now), change),
            None => context.apply(site, Note::new(self.form.what(), ""), change),
        })
    }

    /// A match that cannot be rewritten.
    fn left(&self, java: &JavaFile, context: &Context<'_>, found: &Found<'_>, why: &str) -> Finding {
        let [old, new] = self.form.shown();
        let is_gone = new.is_empty();
        let what = if is_gone { format!("`{old}` is gone.") } else { format!("`{old}` is `{new}` now.") };
        let now = match &self.manual {
            Some(now) => now.clone(),
            None if is_gone => "Take it out.".to_owned(),
            None => format!("Write `{new}`."),
        };
        let note = Note::new(what, now).because(sentence(why));
        context.manual(reference::site(java, found.named()), note)
    }
}
