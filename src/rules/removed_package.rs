//! Rule kind `removed-package`: an import on demand of a package that is no more.

use std::sync::Arc;

use serde::Deserialize;

use super::{Context, Names, Rule, Wants, reference};
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::Edit;
use crate::types::JavaScope;
use crate::view::java::{Import, ImportKind};
use crate::view::{File, JavaFile, View};

/// The import goes when the file uses none of its classes; else it is left to a person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// The package.
    name: String,
    /// The simple names of all classes that it had.
    classes: Vec<String>,
    /// What takes its place, and what a person has to do.
    note: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, [format!("{}.*", self.name)])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        let classes = self.classes.iter().map(|class| format!("{}.{class}", self.name));
        vec![Names::of_old(classes).and_said(&self.note)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let is_it = |import: &&Import| import.kind == ImportKind::OnDemand && import.name == self.name;
        let imports = java.imports.iter().filter(is_it);
        imports.map(|import| self.finding(java, import, context)).collect()
    }
}

impl Row {
    fn finding(&self, java: &Arc<JavaFile>, import: &Import, context: &Context<'_>) -> Finding {
        let site = Site { path: Arc::clone(&java.path), span: import.span };
        let node = java.node(import.span);
        match node.filter(|_| !self.is_used(&JavaScope::new(context.project, java))) {
            Some(node) => {
                let edit = Edit::delete(java::whole_lines(node, java.text()));
                let what =
                    format!("The package `{}` is gone; its import, which nothing needs, goes.", self.name);
                context.apply(site, Note::new(what, ""), Change::in_file(&java.path, vec![edit]))
            }
            None => {
                context.manual(site, Note::new(format!("The package `{}` is gone.", self.name), &self.note))
            }
        }
    }

    /// Whether the file uses, or may use, a class of the package.
    fn is_used(&self, scope: &JavaScope<'_>) -> bool {
        let used = |class: &String| reference::types(scope, scope.file, &format!("{}.{class}", self.name));
        self.classes.iter().any(|class| !used(class).is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;

    const ROW: &str = "name = 'old.kinesis'\nclasses = ['Consumer']\nnote = 'Import what you need.'";

    #[test]
    fn an_import_that_nothing_needs_goes() {
        let text =
            "package p;\nimport old.kinesis.*;\nimport java.util.List;\nclass A { List<String> names; }\n";
        let (after, _) = run::<super::Row>(ROW, &[("p/A.java", text)]);
        assert_eq!(after, "package p;\nimport java.util.List;\nclass A { List<String> names; }\n");
    }

    #[test]
    fn a_name_that_may_come_from_it_keeps_it() {
        let text = "package p;\nimport old.kinesis.*;\nclass A { Consumer source; }\n";
        let (after, findings) = run::<super::Row>(ROW, &[("p/A.java", text)]);
        assert_eq!(after, text);
        assert_eq!(findings, ["2:1 manual The package `old.kinesis` is gone. Import what you need."]);
    }
}
