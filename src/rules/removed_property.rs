//! Rule kind `removed-property`: a settings key that nothing reads any more.

use serde::Deserialize;
use tree_sitter::Node;

use super::key_in_file::{Key, Values};
use super::{Context, Names, Rule, Wants, property, reference};
use crate::finding::{Change, Finding, Note, RemedyKind};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::types::JavaScope;
use crate::view::{File, JavaFile, View};

/// The statement that sets the key goes; other uses are left to a person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// The type and its constant: `com.acme.Keys.STREAM`.
    constant: String,
    /// The settings key that the constant holds.
    key: Option<String>,
    /// What has become of it, and what a person can do.
    note: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        let mut wants =
            Wants::with_words(FileKind::Java, [self.name()].into_iter().chain(self.key.as_deref()));
        for kind in [FileKind::Json, FileKind::Text] {
            wants.files.extend(self.key.clone().map(|key| (kind, vec![key])));
        }
        wants
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::of_old([&self.constant]).and_said(&self.note)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return self.outside_of_java(file, context) };
        let scope = JavaScope::new(context.project, java);
        let owner = self.constant.strip_suffix(self.name()).unwrap_or_default().trim_end_matches('.');
        let constants =
            reference::constants(&scope, java, owner, self.name()).into_iter().map(|found| found.node);
        let literals = self.key.iter().flat_map(|key| java.literals(key));
        constants.chain(literals).map(|node| self.finding(&scope, context, node)).collect()
    }
}

impl Row {
    fn outside_of_java(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let Some(old) = &self.key else { return Vec::new() };
        Key { old, new: None, unit: None, values: &Values::new(), now: &self.note, doubt: None }
            .findings(file, context)
    }

    fn name(&self) -> &str {
        self.constant.rsplit('.').next().unwrap_or_default()
    }

    fn finding(&self, scope: &JavaScope<'_>, context: &Context<'_>, node: Node<'_>) -> Finding {
        let java = scope.file;
        let note = Note::new(format!("`{}` has no effect any more.", java.text_of(node)), &self.note);
        match setting_statement(scope, node) {
            Some(statement) => {
                let lines = java::whole_lines(statement, java.text());
                let start = comment_above(java, statement).unwrap_or(lines.start);
                let change = Change::in_file(&java.path, vec![Edit::delete(Span::new(start, lines.end))]);
                context.review(reference::site(java, statement), note, change)
            }
            None => context.manual(reference::site(java, node), note),
        }
    }
}

/// The statement that does nothing but give the key `node` a value, and can go.
fn setting_statement<'t>(scope: &JavaScope<'_>, node: Node<'t>) -> Option<Node<'t>> {
    let call = property::call_with_key(scope, node).filter(|call| property::is_setter(scope, *call))?;
    let statement = call.parent().filter(|parent| parent.kind() == "expression_statement")?;
    let home = statement.parent()?.kind();
    let can_go = matches!(home, "block" | "constructor_body" | "switch_block_statement_group");
    (can_go && property::is_on_properties(scope, call).is(&true)).then_some(statement)
}

/// Where the comment lines begin that stand directly above `statement` and speak of nothing else.
///
/// When a line of code follows directly, the comment may speak of that too, and stays.
fn comment_above(java: &JavaFile, statement: Node<'_>) -> Option<usize> {
    let next = statement.next_sibling();
    let follows = next.filter(|next| next.is_named() && !java::is_comment(*next));
    if follows.is_some_and(|next| next.start_position().row <= statement.end_position().row + 1) {
        return None;
    }
    let mut first = statement;
    while let Some(above) = first.prev_sibling().filter(|above| {
        above.kind() == "line_comment" && above.start_position().row + 1 == first.start_position().row
    }) {
        let lines = java::whole_lines(above, java.text());
        if lines == java::span(above) {
            break;
        }
        first = above;
    }
    (first != statement).then(|| java::whole_lines(first, java.text()).start)
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;

    const ROW: &str = "constant = 'k.Keys.RETRIES'\nkey = 'old.retries'\nnote = 'Set it elsewhere.'";

    #[test]
    fn the_statement_goes_with_its_line() {
        let text = "import k.Keys;\nclass A {\n\tjava.util.Properties p = new java.util.Properties();\n\tA() {\n\t\tp.setProperty(Keys.RETRIES, \"3\");\r\n\t\tp.put(\"old.retries\",\n\t\t\t3);\n\t\tgo();\n\t}\n}\n";
        let (after, findings) = run::<super::Row>(ROW, &[("p/A.java", text)]);
        assert_eq!(
            after,
            "import k.Keys;\nclass A {\n\tjava.util.Properties p = new java.util.Properties();\n\tA() {\n\t\tgo();\n\t}\n}\n"
        );
        assert_eq!(
            findings,
            [
                "5:3 review `Keys.RETRIES` has no effect any more. Set it elsewhere.",
                "6:3 review `\"old.retries\"` has no effect any more. Set it elsewhere.",
            ]
        );
    }

    #[test]
    fn a_comment_that_speaks_only_of_the_statement_goes_too() {
        let check = |text: &str, expected: &str| {
            let around = |body: &str| {
                format!("import k.Keys;\nclass A {{ void m(java.util.Properties p) {{\n{body}}} }}\n")
            };
            let (after, _) = run::<super::Row>(ROW, &[("p/A.java", &around(text))]);
            assert_eq!(after, around(expected));
        };
        check("go();\n// Thrice.\np.put(Keys.RETRIES, 3);\n\ngo();\n", "go();\n\ngo();\n");
        check("// All of it.\np.put(Keys.RETRIES, 3);\ngo();\n", "// All of it.\ngo();\n");
        check("go(); // Go.\np.put(Keys.RETRIES, 3);\n", "go(); // Go.\n");
    }

    #[test]
    fn where_more_hangs_on_it_a_person_decides() {
        let text = "import k.Keys;\nimport java.util.*;\nclass A { void m(Properties p, Map<String, String> m, boolean b) {\n\
                    if (b) p.setProperty(Keys.RETRIES, \"3\");\nObject o = p.put(Keys.RETRIES, \"3\");\nm.put(Keys.RETRIES, \"3\");\nString s = \"old.retries\";\n} }\n";
        let (after, findings) = run::<super::Row>(ROW, &[("p/A.java", text)]);
        assert_eq!(after, text);
        let lines: Vec<_> = findings.iter().map(|finding| finding[..8].to_owned()).collect();
        assert_eq!(lines, ["4:22 man", "5:18 man", "6:7 manu", "7:12 man"]);
    }

    #[test]
    fn another_constant_of_that_name_stays() {
        let text = "import o.Keys;\nimport java.util.*;\nclass A { void m(Properties p) { p.put(Keys.RETRIES, 3); } }\n";
        let (after, findings) = run::<super::Row>(ROW, &[("p/A.java", text)]);
        assert_eq!((after.as_str(), findings.len()), (text, 0));
    }
}
