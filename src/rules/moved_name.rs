//! Rule kind `moved-name`: a package or a class under another full name.

use std::sync::Arc;

use serde::Deserialize;
use tree_sitter::Node;

use super::{Context, Names, Rule, Wants, reference};
use crate::finding::{Change, Finding, Note, RemedyKind, Site, qualified};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::types::{JavaScope, Resolution};
use crate::view::java::{Import, ImportKind};
use crate::view::{File, JavaFile, View};

/// Imports and full names of `from` and all below it become those of `to`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// The old package or class.
    from: String,
    /// The new one.
    to: String,
    /// What a person has to look at; without it the meaning is kept.
    review: Option<String>,
    /// The minor releases that have the new name; all targets when it is not said.
    targets: Option<Vec<String>>,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        let on_demand = self.from.rsplit_once('.').map(|(owner, _)| format!("{owner}.*"));
        Wants::with_words(FileKind::Java, [self.from.clone()].into_iter().chain(on_demand))
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        match self.review {
            Some(_) => &[RemedyKind::Review],
            None => &[RemedyKind::Apply],
        }
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::of_old([&self.from]).and_new([&self.to])]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let minor = context.settings.target.minor();
        if self.targets.as_ref().is_some_and(|targets| targets.iter().all(|target| target != minor)) {
            return Vec::new();
        }
        let scope = JavaScope::new(context.project, java);
        let (again, in_place): (Vec<_>, Vec<_>) = java
            .imports
            .iter()
            .map(|import| (import, self.imported_again(&scope, import)))
            .partition(|(_, edits)| edits.is_some());
        // A class that gets another simple name cannot be renamed in its import alone.
        let keeps_name = !ends_in_type(&self.from) || simple(&self.from) == simple(&self.to);
        let in_place = in_place.into_iter().filter(|_| keeps_name);
        let imports = in_place.map(|(import, _)| (import.name.clone(), import.name_span));
        let full = full_names(java, &self.from).filter(|(name, span)| !is_variable(&scope, name, *span));
        let names = imports.chain(full);
        let moved = names.filter_map(|(name, span)| Some((self.moved(&name)?, name, span)));
        let moved = moved.filter(|(_, name, _)| !is_declared(&scope, name));
        let findings = moved.map(|(new, name, span)| self.finding(java, context, &name, span, &new));
        let again = again.into_iter().filter_map(|(import, edits)| {
            let new = self.moved(&import.name)?;
            let site = Site { path: Arc::clone(&java.path), span: import.name_span };
            Some(self.changed(context, site, [&import.name, &new], edits?))
        });
        findings.chain(again).chain(self.brought_on_demand(&scope, context)).collect()
    }
}

impl Row {
    /// The new name of `name`; `None` when it is not in the package.
    fn moved(&self, name: &str) -> Option<String> {
        let rest = name.strip_prefix(self.from.as_str())?;
        (rest.is_empty() || rest.starts_with('.')).then(|| format!("{}{rest}", self.to))
    }

    /// The edits that take out the import of one class and name it anew at each use, so that it is imported in its place.
    ///
    /// `None` where the import is better renamed as it stands: it is another kind, or its uses are not known.
    fn imported_again(&self, scope: &JavaScope<'_>, import: &Import) -> Option<Vec<Edit>> {
        let java = scope.file;
        let new = self.moved(&import.name).filter(|_| import.kind == ImportKind::Single)?;
        let is_outermost = import.name.rsplit_once('.').is_some_and(|(owner, _)| !ends_in_type(owner));
        if !is_outermost || is_declared(scope, &import.name) {
            return None;
        }
        let uses = reference::types(scope, java, &import.name);
        let by_name = |found: &reference::Reference<'_>| {
            found.doubt.is_none() && Some(java.text_of(found.node)) == import.simple()
        };
        if uses.is_empty() || !uses.iter().all(by_name) {
            return None;
        }
        let mut edits = vec![Edit::delete(java::whole_lines(java.node(import.span)?, java.text()))];
        edits.extend(uses.iter().map(|found| Edit::replace(java::span(found.node), qualified(&new))));
        Some(edits)
    }

    /// The uses of the class `from` by its simple name, when an import on demand brings it.
    fn brought_on_demand(&self, scope: &JavaScope<'_>, context: &Context<'_>) -> Vec<Finding> {
        let java = scope.file;
        let owner = self.from.rsplit_once('.').map(|(owner, _)| owner);
        let brings =
            |import: &Import| import.kind == ImportKind::OnDemand && Some(import.name.as_str()) == owner;
        let is_single = |import: &Import| import.kind == ImportKind::Single && import.name == self.from;
        if !java.imports.iter().any(brings) || java.imports.iter().any(is_single) {
            return Vec::new();
        }
        let uses = reference::types(scope, java, &self.from).into_iter();
        let certain = uses.filter(|found| found.doubt.is_none() && found.node.kind().ends_with("identifier"));
        let by_name = certain.filter(|found| !java.text_of(found.node).contains('.'));
        let finding = |found: reference::Reference<'_>| {
            let edit = Edit::replace(java::span(found.node), qualified(&self.to));
            self.changed(context, reference::site(java, found.node), [&self.from, &self.to], vec![edit])
        };
        by_name.map(finding).collect()
    }

    fn finding(
        &self,
        java: &Arc<JavaFile>,
        context: &Context<'_>,
        name: &str,
        span: Span,
        new: &str,
    ) -> Finding {
        let written = span.of(java.text());
        let edit = if written.starts_with(self.from.as_str()) {
            Edit::replace(Span::new(span.start, span.start + self.from.len()), &*self.to)
        } else {
            Edit::replace(span, new)
        };
        let site = Site { path: Arc::clone(&java.path), span };
        self.changed(context, site, [name, new], vec![edit])
    }

    fn changed(
        &self,
        context: &Context<'_>,
        site: Site,
        [name, new]: [&str; 2],
        edits: Vec<Edit>,
    ) -> Finding {
        let change = Change::in_file(&site.path, edits);
        let note = |now: &str| Note::new(format!("`{name}` becomes `{new}`."), now);
        match &self.review {
            Some(now) => context.review(site, note(now), change),
            None => context.apply(site, note(""), change),
        }
    }
}

/// The longest dotted names that begin with `start`, but for those of the package and the imports.
fn full_names(java: &JavaFile, start: &str) -> impl Iterator<Item = (String, Span)> {
    let in_head =
        |node: Node<'_>| java::enclosing(node, &["import_declaration", "package_declaration"]).is_some();
    java::descendants(java.root()).filter_map(move |node| {
        let name = full_name(java, node).filter(|name| name.starts_with(start) && !in_head(node))?;
        let mut around = java::ancestors(node).take_while(|around| around.start_byte() == node.start_byte());
        let is_part = around.any(|around| full_name(java, around).is_some());
        (!is_part).then(|| (name, java::span(node)))
    })
}

fn full_name(java: &JavaFile, node: Node<'_>) -> Option<String> {
    let is_dotted = matches!(node.kind(), "scoped_type_identifier" | "scoped_identifier" | "field_access");
    is_dotted.then(|| java::dotted(node, java.text())).flatten()
}

fn ends_in_type(name: &str) -> bool {
    simple(name).starts_with(char::is_uppercase)
}

fn simple(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn is_variable(scope: &JavaScope<'_>, name: &str, span: Span) -> bool {
    let first = name.split('.').next().unwrap_or_default();
    let node = scope.file.node(span);
    node.is_some_and(|node| matches!(scope.variable(first, node), Resolution::Known(_)))
}

/// Whether the repository itself declares the type, or the type around it, that `name` names.
fn is_declared(scope: &JavaScope<'_>, name: &str) -> bool {
    let ends = name.match_indices('.').map(|(at, _)| at).chain([name.len()]);
    ends.into_iter().any(|end| scope.class(&name[..end]).is_some())
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;

    const ROW: &str = "from = 'old.kinesis'\nto = 'new.place'";

    #[test]
    fn imports_and_full_names_move() {
        let (after, findings) = run::<super::Row>(
            ROW,
            &[(
                "p/A.java",
                "package p;\nimport old.kinesis.C;\nimport old.kinesis.util.*;\nimport static old.kinesis.C.K;\n\
             class A { old.kinesis.C c = new old.kinesis.C.D(old.kinesis.C.make(old.kinesis.C.X)); @old.kinesis.N int i; }\n",
            )],
        );
        assert_eq!(
            after,
            "package p;\nimport new.place.C;\nimport new.place.util.*;\nimport static new.place.C.K;\n\
             class A { new.place.C c = new new.place.C.D(new.place.C.make(new.place.C.X)); @new.place.N int i; }\n",
        );
        assert_eq!(findings[0], "2:8 apply `old.kinesis.C` becomes `new.place.C`.");
    }

    #[test]
    fn a_longer_name_a_variable_and_prose_stay() {
        let text = "package p;\nimport old.kinesisx.C;\nclass A { /** old.kinesis.C */ String s = \"old.kinesis.C\"; int f(O old) { return old.kinesis.x; } }\n";
        let (after, findings) = run::<super::Row>(ROW, &[("p/A.java", text)]);
        assert_eq!(after, text);
        assert!(findings.is_empty());
    }

    #[test]
    fn a_class_that_the_repository_declares_stays() {
        let text = "package p;\nimport old.kinesis.C;\nclass A { C c; }\n";
        let (after, _) = run::<super::Row>(
            ROW,
            &[("p/A.java", text), ("old/kinesis/C.java", "package old.kinesis; public class C {}")],
        );
        assert_eq!(after, text);
    }
}
