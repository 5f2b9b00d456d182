//! Rule kind `replace-constant`: a constant, and the settings key that it holds, has another name now.

use serde::Deserialize;
use tree_sitter::Node;

use super::key_in_file::{Key, Values};
use super::key_reader::{Fate, Readers, simple};
use super::{Context, Names, Rule, Wants, property, reference, sentence};
use crate::finding::{Change, Finding, Note, RemedyKind, qualified};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::Edit;
use crate::types::JavaScope;
use crate::types::Resolution::{Known, Unknown};
use crate::view::{File, JavaFile, View};

/// The constant `from` becomes the expression `to` + `.` + `member`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Written")]
pub(crate) struct Row {
    owner: String,
    name: String,
    to: String,
    member: String,
    keys: Option<(String, String)>,
    review: Option<String>,
    review_value: Option<String>,
    unit: Option<String>,
    values: Values,
    readers: Option<Readers>,
}

/// The row as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// The type, nested or not, and its constant: `com.acme.Keys.STREAM`.
    from: String,
    /// The type that has the new one; it is imported.
    to: String,
    /// What comes after that type and a dot: `STREAM.key()`.
    member: String,
    /// The old settings key, when the constant holds one.
    key: Option<String>,
    /// The new one.
    new_key: Option<String>,
    /// The unit that the value needs now, when it was a bare number before.
    unit: Option<String>,
    /// Values that are called by another word now.
    #[serde(default)]
    values: Values,
    /// What a person has to look at; without it the change keeps the meaning.
    review: Option<String>,
    /// The value that has to be looked at; any other that is known keeps its meaning.
    review_value: Option<String>,
    /// Who reads the key, where the old one may be read on.
    readers: Option<Readers>,
}

impl TryFrom<Written> for Row {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let (owner, name) = written.from.rsplit_once('.').ok_or("`from` needs a type and a constant")?;
        let keys = match (written.key.clone(), written.new_key.clone()) {
            (Some(key), Some(new_key)) => Some((key, new_key)),
            (None, None) => None,
            _ => return Err("`key` and `new_key` belong together"),
        };
        let (owner, name) = (owner.to_owned(), name.to_owned());
        let Written { to, member, unit, values, review, review_value, readers, .. } = written;
        Ok(Self { owner, name, to, member, keys, review, review_value, unit, values, readers })
    }
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        let key = self.keys.as_ref().map(|(key, _)| key.clone());
        let mut wants = Wants::with_words(FileKind::Java, [self.name.clone()].into_iter().chain(key.clone()));
        for kind in [FileKind::Json, FileKind::Text] {
            wants.files.extend(key.clone().map(|key| (kind, vec![key])));
        }
        wants
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        match self.review {
            Some(_) if self.readers.is_some() => &[RemedyKind::Apply, RemedyKind::Review, RemedyKind::Manual],
            Some(_) => &[RemedyKind::Review, RemedyKind::Manual],
            None => &[RemedyKind::Apply, RemedyKind::Manual],
        }
    }

    fn names(&self) -> Vec<Names> {
        let member = self.member.split('.').next().unwrap_or_default();
        let readers = Names {
            either: self.readers.iter().flat_map(Readers::names).cloned().collect(),
            ..Names::default()
        };
        vec![
            Names::of_old([format!("{}.{}", self.owner, self.name)])
                .and_new([format!("{}.{member}", self.to)]),
            readers,
        ]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let fate =
            self.readers.as_ref().map_or(Fate::Renamed, |readers| readers.fate(context.project, &file.path));
        let View::Java(java) = &file.view else { return self.outside_of_java(file, context, &fate) };
        let scope = JavaScope::new(context.project, java);
        let constants = reference::constants(&scope, java, &self.owner, &self.name).into_iter();
        let constant = |node, doubt: Option<String>| match (&fate, &self.keys) {
            (Fate::Kept(why), Some((key, _))) if doubt.is_none() => {
                self.kept(java, context, (node, key), why)
            }
            _ => self.constant(java, context, node, doubt.or_else(|| fate.doubt().map(str::to_owned))),
        };
        let mut findings: Vec<_> = constants.map(|found| constant(found.node, found.doubt)).collect();
        if let Some((key, new_key)) = self.keys.as_ref().filter(|_| !matches!(fate, Fate::Kept(_))) {
            let literals = java.literals(key).into_iter();
            findings
                .extend(literals.map(|node| self.literal(&scope, context, (node, &fate), [key, new_key])));
        }
        findings
    }
}

impl Row {
    fn outside_of_java(&self, file: &File, context: &Context<'_>, fate: &Fate) -> Vec<Finding> {
        let Some((old, new)) = self.keys.as_ref().filter(|_| !matches!(fate, Fate::Kept(_))) else {
            return Vec::new();
        };
        let now = self.review.as_deref().unwrap_or_default();
        Key {
            old,
            new: Some(new),
            unit: self.unit.as_deref(),
            values: &self.values,
            now,
            doubt: fate.doubt(),
        }
        .findings(file, context)
    }

    /// The constant of a key that is read on becomes the key.
    fn kept(
        &self,
        java: &JavaFile,
        context: &Context<'_>,
        (node, key): (Node<'_>, &str),
        why: &str,
    ) -> Finding {
        let old = format!("{}.{}", simple(&self.owner), self.name);
        let edit = Edit::replace(java::span(node), format!("\"{key}\""));
        let note = Note::new(format!("`{old}` becomes the key that it holds."), "").because(sentence(why));
        context.apply(reference::site(java, node), note, Change::in_file(&java.path, vec![edit]))
    }

    fn constant(
        &self,
        java: &JavaFile,
        context: &Context<'_>,
        node: Node<'_>,
        doubt: Option<String>,
    ) -> Finding {
        let old = format!("{}.{}", simple(&self.owner), self.name);
        let new = format!("{}.{}", simple(&self.to), self.member);
        let is_call = self.member.contains('(');
        let needs_constant = is_call && java::enclosing(node, &["annotation", "switch_label"]).is_some();
        let doubt = doubt.or_else(|| needs_constant.then(|| "only a constant may stand here".to_owned()));
        if let Some(why) = doubt {
            let note = Note::new(format!("`{old}` is `{new}` now."), format!("Write `{new}`, or its value."));
            return context.manual(reference::site(java, node), note.because(sentence(&why)));
        }
        let edit = Edit::replace(java::span(node), format!("{}.{}", qualified(&self.to), self.member));
        self.changed(java, context, node, edit, format!("`{old}` becomes `{new}`."))
    }

    fn literal(
        &self,
        scope: &JavaScope<'_>,
        context: &Context<'_>,
        (node, fate): (Node<'_>, &Fate),
        [key, new_key]: [&str; 2],
    ) -> Finding {
        let java = scope.file;
        let Some(why) = why_not(scope, node, fate) else {
            let edit = Edit::replace(java::span(node), format!("\"{new_key}\""));
            return self.changed(java, context, node, edit, format!("The key `{key}` becomes `{new_key}`."));
        };
        let note = Note::new(
            format!("The key `{key}` is `{new_key}` now."),
            format!("Use `{new_key}` where it is a key."),
        );
        context.manual(reference::site(java, node), note.because(why))
    }

    fn changed(
        &self,
        java: &JavaFile,
        context: &Context<'_>,
        node: Node<'_>,
        edit: Edit,
        what: String,
    ) -> Finding {
        let site = reference::site(java, node);
        let value = self.unit.as_deref().and_then(|unit| property::value_with_unit(java, node, unit));
        let word = property::renamed_value(java, node, &self.values);
        let edits = std::iter::once(edit).chain(value).chain(word).collect();
        let change = Change::in_file(&java.path, edits);
        match self.review.as_ref().filter(|_| self.needs_look(java, node)) {
            Some(now) => context.review(site, Note::new(what, now), change),
            None => context.apply(site, Note::new(what, ""), change),
        }
    }

    /// Whether the value that is set is the one to look at, or not known.
    fn needs_look(&self, java: &JavaFile, node: Node<'_>) -> bool {
        let known = property::known_value(java, node);
        self.review_value.as_deref().zip(known).is_none_or(|(wanted, known)| known == wanted)
    }
}

/// Why the literal may be no key, or one that stays.
fn why_not(scope: &JavaScope<'_>, node: Node<'_>, fate: &Fate) -> Option<String> {
    if let Some(why) = fate.doubt() {
        return Some(sentence(why));
    }
    match property::call_with_key(scope, node).map(|call| property::is_on_properties(scope, call)) {
        Some(Known(true)) => None,
        Some(Unknown(why)) => Some(sentence(&why)),
        Some(Known(false)) | None => Some("Nothing here says that it goes into these settings.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;

    const ROW: &str =
        "from = 'k.Keys.POS'\nto = 'n.Options'\nmember = 'POS.key()'\nkey = 'old.pos'\nnew_key = 'new.pos'";

    fn check(text: &str, after: &str, remedies: &[&str]) {
        let (changed, findings) = run::<super::Row>(ROW, &[("p/A.java", text)]);
        assert_eq!(changed, after);
        let kinds: Vec<_> = findings.iter().filter_map(|finding| finding.split(' ').nth(1)).collect();
        assert_eq!(kinds, remedies);
    }

    #[test]
    fn every_spelling_of_the_constant_is_known() {
        check(
            "import k.Keys;\nimport static k.Keys.POS;\nclass A { Object o = f(Keys.POS, POS, k.Keys.POS, Keys . POS); }\n",
            "import k.Keys;\nimport static k.Keys.POS;\nclass A { Object o = f(<n.Options>.POS.key(), <n.Options>.POS.key(), <n.Options>.POS.key(), <n.Options>.POS.key()); }\n",
            &["apply"; 4],
        );
    }

    #[test]
    fn imports_on_demand_bring_it() {
        check(
            "import k.*;\nimport static k.Keys.*;\nclass A { Object o = f(Keys.POS, POS); }\n",
            "import k.*;\nimport static k.Keys.*;\nclass A { Object o = f(<n.Options>.POS.key(), <n.Options>.POS.key()); }\n",
            &["apply"; 2],
        );
    }

    #[test]
    fn the_key_is_replaced_on_properties_only() {
        check(
            "import java.util.*;\nclass A { void m(Properties p, Map<String, String> m) { p.setProperty(\"old.pos\", \"old.pos\"); m.put(\"old.pos\", \"\"); } }\n",
            "import java.util.*;\nclass A { void m(Properties p, Map<String, String> m) { p.setProperty(\"new.pos\", \"old.pos\"); m.put(\"old.pos\", \"\"); } }\n",
            &["apply", "manual", "manual"],
        );
    }

    #[test]
    fn where_only_a_constant_may_stand_a_person_decides() {
        let text = "import k.Keys;\nclass A { @Value(Keys.POS) int i; }\n";
        check(text, text, &["manual"]);
    }

    #[test]
    fn other_constants_of_that_name_stay() {
        let text = "import o.Keys;\nimport k.*;\nclass A { String POS; Object o = f(Keys.POS, this.POS, POS, POS()); void m(Keys k) { f(k.POS); POS: for (;;) break POS; } }\n";
        check(text, text, &[]);
    }

    #[test]
    fn a_constant_of_a_nested_enum() {
        let row = "from = 'k.Keys.Position.LATEST'\nto = 'n.Position'\nmember = 'LATEST'\nreview = 'Look.'";
        let text = "import k.Keys;\nimport k.Keys.Position;\nclass A { Object o = f(Keys.Position.LATEST.name(), Position.LATEST); }\n";
        let (changed, findings) = run::<super::Row>(row, &[("p/A.java", text)]);
        assert!(changed.contains("f(<n.Position>.LATEST.name(), <n.Position>.LATEST)"), "{changed}");
        assert_eq!(findings[0], "3:24 review `Position.LATEST` becomes `Position.LATEST`. Look.");
    }
}
