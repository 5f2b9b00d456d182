//! Constants, and who uses what.

use super::answers;
use crate::types::testing::project;
use crate::types::{JavaScope, Resolution, Use};

#[test]
fn constants_are_known_by_their_full_names() {
    let main = "package p; import k.Keys; import static k.Keys.TWO; import static k.More.*; class A { String FOUR; void m() { \
                f(«Keys.ONE»); f(«TWO»); f(«k.Keys.ONE»); f(«Keys.Pos.LAST»); f(«THREE»); f(«FOUR»); } }";
    let ask = |scope: &JavaScope<'_>, node: tree_sitter::Node<'_>| scope.constant_name(node);
    let found = answers(&[("p/A.java", main)], ask);
    assert_eq!(found[..4], ["k.Keys.ONE", "k.Keys.TWO", "k.Keys.ONE", "k.Keys.Pos.LAST"]);
    assert!(found[4].starts_with('?'));
    assert_eq!(found[5], "p.A.FOUR");
    let ask = |scope: &JavaScope<'_>, node: tree_sitter::Node<'_>| {
        scope.is_constant(node, "k.More", "THREE").map(|is| is.to_string())
    };
    assert_eq!(answers(&[("p/A.java", main)], ask), ["false", "false", "false", "false", "true", "false"]);
}

#[test]
fn strings_are_known_through_constants_but_not_through_variables() {
    let main = "package p; class A { static final String P = \"a\"; static String v = \"b\"; void m() { String l = P + \"x\"; String w = \"\"; w = P; \
                f(«l»); f(«Keys.K + \"-\" + P»); f(«v»); f(«w»); } }";
    let files = [("p/A.java", main), ("p/Keys.java", "package p; interface Keys { String K = \"k\"; }")];
    let ask = |scope: &JavaScope<'_>, node: tree_sitter::Node<'_>| {
        Resolution::or_unknown(scope.string_value(node), || "no".to_owned())
    };
    assert_eq!(answers(&files, ask), ["ax", "k-a", "? no", "? no"]);
}

#[test]
fn uses_of_a_variable_are_its_own() {
    let main = "package p; class A { String key; void m(A a, Lib l) { key = \"\"; this.key.x(); a.key.x(); l.key.x(); { } Runnable r = () -> key.x(); } \
                void n(String key) { key.x(); } void o() { «key».x(); } }";
    let marked =
        project(&[("p/A.java", main), ("p/B.java", "package p; class B { void m(A a) { a.key.x(); } }")]);
    let file = marked.java("p/A.java");
    let scope = JavaScope::new(&marked.project, &file);
    let node = file.node(marked.marks["p/A.java"][0]).expect("a mark is around a node");
    let uses = scope.uses(&scope.declaration(node).known().expect("it is a field"));
    let text = |found: &Use| found.span.of(found.file.text()).to_owned();
    assert_eq!(
        uses.known.iter().map(text).collect::<Vec<_>>(),
        ["key", "this.key", "a.key", "key", "key", "a.key"]
    );
    assert_eq!(uses.possible.iter().map(text).collect::<Vec<_>>(), ["l.key"]);
}

#[test]
fn calls_of_a_method_are_found_across_files() {
    let main = "package p; class A { static A make(String s) { return null; } void m() { «make(\"1\")»; make(); } void make() {} }";
    let other = "package p; class B { void m(Lib l) { A.make(\"2\"); l.make(\"3\"); new B().make(\"4\"); f(A::make); } void make(String s) {} }";
    let marked = project(&[("p/A.java", main), ("p/B.java", other)]);
    let file = marked.java("p/A.java");
    let scope = JavaScope::new(&marked.project, &file);
    let node = file.node(marked.marks["p/A.java"][0]).expect("a mark is around a node");
    let methods = scope.called(node).known().expect("it is a method of the file");
    let calls = scope.calls(&methods[0]);
    let text = |found: &Use| found.span.of(found.file.text()).to_owned();
    assert_eq!(calls.known.iter().map(text).collect::<Vec<_>>(), ["make(\"1\")", "A.make(\"2\")"]);
    assert_eq!(calls.possible.iter().map(text).collect::<Vec<_>>(), ["l.make(\"3\")", "A::make"]);
}

#[test]
fn a_diamond_stands_for_what_its_place_asks_for() {
    let main = "package p; import f.Source; import f.Other; class A { Source<Event> field = «new Source<>()»; Source<Long> m() { \
                Source<String> a = «new Source<>()»; var b = «new Source<>()»; field = «new Source<>()»; Other<String> c = «new Source<>()»; \
                take(«new Source<>()»); f(«new Source<int[]>()»); return «new Source<>()»; } void take(Source<Byte> s) {} static class Event {} }";
    let ask = |scope: &JavaScope<'_>, node: tree_sitter::Node<'_>| {
        scope.created_arguments(node).map(|found| found[0].to_string())
    };
    assert_eq!(
        answers(&[("p/A.java", main)], ask),
        [
            "p.A.Event",
            "java.lang.String",
            "? the type of `b` is not written where it is declared",
            "p.A.Event",
            "? a `f.Other<java.lang.String>` is wanted here, which does not say what `<>` stands for",
            "java.lang.Byte",
            "int[]",
            "java.lang.Long",
        ]
    );
}
