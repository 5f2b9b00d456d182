//! Rule kind `removed-class`: a class without a rewrite; every line that uses it is named.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Context, Names, Rule, Wants, idle_import, reference};
use crate::finding::{Finding, Note, RemedyKind, Site};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::Span;
use crate::types::JavaScope;
use crate::view::java::{Import, ImportKind};
use crate::view::{File, JavaFile, View};

/// Uses of the class are left to a person; an import that nothing uses goes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// The full name of the class.
    name: String,
    /// What takes its place, and what a person has to do.
    note: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        // Whatever the class is called by, a file says its package, if only in an import on demand.
        let package = self.name.strip_suffix(self.simple()).unwrap_or(&self.name);
        Wants::with_words(FileKind::Java, [package.trim_end_matches('.')])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::of_old([&self.name]).and_said(&self.note)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        if scope.class(&self.name).is_some() {
            return Vec::new();
        }
        let imports: Vec<_> = java.imports.iter().filter(|import| self.is_imported_by(import)).collect();
        let nested =
            imports.iter().filter(|import| import.kind == ImportKind::Single && import.name != self.name);
        let wanted: BTreeSet<_> =
            nested.map(|import| import.name.as_str()).chain([self.name.as_str()]).collect();
        let used: Vec<_> = wanted.iter().flat_map(|name| reference::types(&scope, java, name)).collect();

        let (unused, needed): (Vec<_>, Vec<_>) =
            imports.into_iter().partition(|import| idle_import::is_idle(java, import));
        let members = needed.iter().flat_map(|import| reference::imported_members(&scope, java, import));
        let used = used.into_iter().chain(members);
        let mut findings: Vec<_> =
            unused.into_iter().map(|import| self.unused(java, context, import)).collect();
        let imports = needed.iter().map(|import| (import.span, None));
        let uses = used.map(|found| (java::span(found.node), found.doubt));
        let places = reference::first_of_each_line(java, imports.chain(uses).collect());
        findings.extend(places.into_iter().map(|(span, doubt)| self.used(java, context, span, doubt)));
        findings
    }
}

impl Row {
    fn simple(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or(&self.name)
    }

    /// Whether `import` brings the class, or something of it.
    fn is_imported_by(&self, import: &Import) -> bool {
        let rest = import.name.strip_prefix(self.name.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    fn used(&self, java: &JavaFile, context: &Context<'_>, span: Span, doubt: Option<String>) -> Finding {
        let note = Note::new(format!("`{}` is gone.", self.simple()), &self.note);
        let note = match doubt {
            Some(why) => note.because(format!("It is not sure that this is it: {why}.")),
            None => note,
        };
        context.manual(Site { path: java.path.clone(), span }, note)
    }

    fn unused(&self, java: &JavaFile, context: &Context<'_>, import: &Import) -> Finding {
        let note =
            Note::new(format!("`{}` is gone; its import, which nothing uses, goes.", self.simple()), "");
        context.apply(
            Site { path: java.path.clone(), span: import.span },
            note,
            idle_import::taken_out(java, import),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;

    const ROW: &str = "name = 'f.Source'\nnote = 'Use another.'";

    fn lines(files: &[(&str, &str)]) -> Vec<String> {
        let (_, findings) = run::<super::Row>(ROW, files);
        findings.iter().map(|finding| finding.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn every_line_of_code_that_uses_it_is_named_once() {
        let text = "package p;\nimport f.Source;\nimport static f.Source.make;\n/** {@link Source} */\nclass A extends Source<A> {\n\
                    Source a; Source b;\nObject c = new Source<>();\nObject d = Source.make();\nObject e = f.Source.X;\nFoo f = Source::new;\n\
                    @Source int g;\nSource.Context h;\nString s = \"Source\";\nObject i = make();\n}\n";
        assert_eq!(
            lines(&[("p/A.java", text)]),
            [
                "2:1 manual",
                "3:1 manual",
                "5:17 manual",
                "6:1 manual",
                "7:16 manual",
                "8:12 manual",
                "9:12 manual",
                "10:9 manual",
                "11:2 manual",
                "12:1 manual",
                "14:12 manual",
            ]
        );
    }

    #[test]
    fn imports_on_demand_and_of_nested_types_bring_it() {
        let text = "package p;\nimport f.*;\nimport f.Source.Context;\nclass A {\nSource s;\nContext c;\n}\n";
        assert_eq!(lines(&[("p/A.java", text)]), ["3:1 manual", "5:1 manual", "6:1 manual"]);
    }

    #[test]
    fn an_unused_import_goes() {
        let text = "package p;\nimport f.Source;\nimport f.Sink;\n/** {@link Source} */\nclass A {}\n";
        let (after, findings) = run::<super::Row>(ROW, &[("p/A.java", text)]);
        assert_eq!(after, "package p;\nimport f.Sink;\n/** {@link Source} */\nclass A {}\n");
        assert_eq!(findings, ["2:1 apply `Source` is gone; its import, which nothing uses, goes."]);
    }

    #[test]
    fn other_classes_of_that_name_stay() {
        let nested = "package p;\nimport f.*;\nclass A { Source s; class Source {} }\n";
        assert!(lines(&[("p/A.java", nested)]).is_empty());
        let imported = "package p;\nimport o.Source;\nclass A { Source s = Source.make(); void Source() {} int m(int Source) { return Source; } }\n";
        assert!(lines(&[("p/A.java", imported)]).is_empty());
        let neighbour = "package p;\nimport f.*;\nclass A { Source s; }\n";
        assert!(
            lines(&[("p/A.java", neighbour), ("p/Source.java", "package p; class Source {}")]).is_empty()
        );
        let own = "package p;\nimport f.Source;\nclass A { Source s; }\n";
        assert!(
            lines(&[("p/A.java", own), ("f/Source.java", "package f; public class Source {}")]).is_empty()
        );
    }
}
