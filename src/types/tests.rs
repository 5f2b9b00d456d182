//! The way of a name through imports, packages and scopes, and the types of expressions.

mod calls;
mod library;
mod uses;

use super::testing::project;
use super::{JavaScope, Resolution};

/// The answers of `ask` for the marked places of the first file, `?` and the reason where there is none.
fn answers(
    files: &[(&str, &str)],
    ask: impl Fn(&JavaScope<'_>, tree_sitter::Node<'_>) -> Resolution<String>,
) -> Vec<String> {
    let marked = project(files);
    let (path, _) = files[0];
    let file = marked.java(path);
    let scope = JavaScope::new(&marked.project, &file);
    let answer = |span| match ask(&scope, file.node(span).expect("a mark is around a node")) {
        Resolution::Known(answer) => answer,
        Resolution::Unknown(why) => format!("? {why}"),
    };
    marked.marks[path].iter().copied().map(answer).collect()
}

/// The types of the marked expressions of the first file.
#[track_caller]
fn types(files: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(answers(files, |scope, node| scope.type_of(node).map(|found| found.to_string())), expected);
}

/// The types of the marked expressions in a method of a class.
#[track_caller]
fn types_in(statements: &str, expected: &[&str]) {
    let text = format!(
        "package p; import java.util.*; class A {{ void m(Object o, List<String> list) {{ {statements} }} }}"
    );
    types(&[("p/A.java", &text)], expected);
}

/// What the marked type names of the first file mean.
#[track_caller]
fn names(files: &[(&str, &str)], expected: &[&str]) {
    let ask =
        |scope: &JavaScope<'_>, node: tree_sitter::Node<'_>| scope.type_name(scope.file.text_of(node), node);
    assert_eq!(answers(files, ask), expected);
}

/// Where the marked variables of the first file are declared, as the text around the name.
#[track_caller]
fn declarations(files: &[(&str, &str)], expected: &[&str]) {
    let ask = |scope: &JavaScope<'_>, node: tree_sitter::Node<'_>| {
        scope.declaration(node).map(|found| {
            let text = found.file.text();
            let line = text[..found.span.start].matches('\n').count() + 1;
            format!("{}:{line} {:?}", found.file.path, found.kind)
        })
    };
    assert_eq!(answers(files, ask), expected);
}

#[test]
fn names_come_from_imports_package_and_java_lang() {
    let main = "package p; import a.B; import java.util.*; class A { «B» b; «C» c; «Map» m; «String» s; «x.y.Z» z; «B.N» n; }";
    names(
        &[("p/A.java", main), ("src/p/C.java", "package p; class C {}")],
        &["a.B", "p.C", "java.util.Map", "java.lang.String", "x.y.Z", "a.B.N"],
    );
}

#[test]
fn a_nearer_type_shadows_an_import() {
    let main = "package p; import f.Time; class A<Sink> extends Base { «Time» t; «Sink» s; «Tuple» u; static class Time {} \
                <X> void m() { class Local {} «Local» l; «X» x; } «Local» none; }";
    let base = "package p; class Base { static class Tuple {} }";
    names(
        &[("p/A.java", main), ("p/Base.java", base)],
        &[
            "p.A.Time",
            "p.A#Sink",
            "p.Base.Tuple",
            "p.A$2Local",
            "p.A.m#X",
            "? `Local` is not imported, and no file of this repository declares it",
        ],
    );
}

#[test]
fn a_type_of_the_package_shadows_an_import_on_demand() {
    let main = "package p; import org.f.*; class A { «Time» t; «Sink» s; }";
    let files = [("p/A.java", main), ("p/Time.java", "package p; class Time {}")];
    names(&files, &["p.Time", "? `Sink` may come from org.f, which is not in this repository"]);
    for (wanted, expected) in
        [("org.f.Time", ["false", "false"]), ("org.f.Sink", ["false", "true"]), ("q.Sink", ["false"; 2])]
    {
        let ask = |scope: &JavaScope<'_>, node: tree_sitter::Node<'_>| {
            scope.means_type(node, wanted).map(|is| is.to_string())
        };
        assert_eq!(answers(&files, ask), expected, "{wanted}");
    }
}

#[test]
fn variables_are_found_in_their_scopes() {
    let main = "class A {\nint x;\nvoid m(int p) {\n«x»++; int x = «p»;\n«x»++; «this.x»++;\n\
                for (int i = 0;; «i»++) {}\nfor (String e : l) «e».y();\ntry (R r = o()) { «r».y(); }\n\
                catch (E c) { «c».y(); }\nf(a -> «a» + «p»);\n{ int y; }\n«y»++;\n} }";
    declarations(
        &[("A.java", main)],
        &[
            "A.java:2 Field",
            "A.java:3 Parameter",
            "A.java:4 Local",
            "A.java:2 Field",
            "A.java:6 Local",
            "A.java:7 Element",
            "A.java:8 Local",
            "A.java:9 Parameter",
            "A.java:10 LambdaParameter",
            "A.java:3 Parameter",
            "? `y` is declared nowhere in its file",
        ],
    );
}

#[test]
fn patterns_bind_only_where_they_hold() {
    let main = "class A {\nString s;\nvoid m(Object o) {\nif (o instanceof String s && «s».isEmpty()) {\n«s».trim(); } else { «s».trim(); }\n\
                if (!(o instanceof Integer i)) return;\n«i».intValue(); «s».trim();\n\
                switch (o) {\ncase Long n -> «n».get();\n} } }";
    declarations(
        &[("A.java", main)],
        &[
            "A.java:4 Pattern",
            "A.java:4 Pattern",
            "A.java:2 Field",
            "A.java:6 Pattern",
            "A.java:2 Field",
            "A.java:9 Pattern",
        ],
    );
}

#[test]
fn fields_are_inherited_and_seen_from_inner_classes() {
    let main = "package p; import static p.Keys.K; import static lib.Other.L; class A extends Base { int own; void m() { new R() { void n() { \
                «own»++; «inherited»++; «K».x(); «Keys.K».x(); «L».x(); «Keys.E.ONE».x(); } }; } }";
    let base = "package p;\nclass Base { int inherited; }";
    let keys = "package p;\n\nclass Keys { static final String K = \"\"; enum E {\nONE } }";
    declarations(
        &[("p/A.java", main), ("p/Base.java", base), ("p/Keys.java", keys)],
        &[
            "p/A.java:1 Field",
            "p/Base.java:2 Field",
            "p/Keys.java:3 Field",
            "p/Keys.java:3 Field",
            "? `Other` comes from lib, which is not in this repository",
            "p/Keys.java:4 EnumConstant",
        ],
    );
}

#[test]
fn expressions_have_types() {
    types_in(
        "var s = \"a\"; char[] c = null; f(«s»); f(«s + 1»); f(«1L»); f(«2.0f»); f(«0x1f»); f(«(Long) o»); f(«c[0]»); f(«c»); \
         f(«new HashMap<String, int[]>()»); f(«new ArrayList<>()»); f(«new int[2][]»); f(«o == null»); f(«this»); f(«(s)»); f(«true ? s : null»);",
        &[
            "java.lang.String",
            "java.lang.String",
            "long",
            "float",
            "int",
            "java.lang.Long",
            "char",
            "char[]",
            "java.util.HashMap<java.lang.String, int[]>",
            "java.util.ArrayList",
            "int[][]",
            "boolean",
            "p.A",
            "java.lang.String",
            "java.lang.String",
        ],
    );
}

#[test]
fn calls_of_the_jdk_have_types() {
    types_in(
        "Map<String, Properties> map; for (var e : list) f(«e»); f(«map.get(\"x\")»); f(«map.get(\"x\").getProperty(\"y\")»); \
         f(«System.getenv(\"A\")»); f(«System.getenv().get(\"A\")»); f(«String.format(\"%s\", o)»); f(«o.hashCode()»);",
        &[
            "java.lang.String",
            "java.util.Properties",
            "java.lang.String",
            "java.lang.String",
            "java.lang.String",
            "java.lang.String",
            "int",
        ],
    );
}

#[test]
fn calls_of_the_project_have_types_with_their_arguments() {
    let main = "package p; import java.util.List; class A extends Base<Event> { void m(Box<Long> box) { f(«one()»); f(«box.get()»); \
                f(«box.all()»); f(«Util.make()»); f(«Util.same(1)»); f(«two(1)»); f(«value»); f(«super.one()»); f(«x.Lib.of()»); } \
                int two(int a) { return 1; } String two(long a) { return null; } }";
    let base = "package p; class Base<T> { T value; T one() { return null; } }";
    let boxed = "package p; import java.util.List; class Box<V> { V get() { return null; } List<V> all() { return null; } }";
    let util = "package p; class Util { static Box<Event> make() { return null; } static <T> T same(T t) { return t; } }";
    let files = [
        ("p/A.java", main),
        ("p/Base.java", base),
        ("p/Box.java", boxed),
        ("p/Util.java", util),
        ("p/Event.java", "package p; class Event {}"),
    ];
    types(
        &files,
        &[
            "p.Event",
            "java.lang.Long",
            "java.util.List<java.lang.Long>",
            "p.Box<p.Event>",
            "java.lang.Integer",
            "int",
            "p.Event",
            "p.Event",
            "? `Lib` comes from x, which is not in this repository",
        ],
    );
}

#[test]
fn supertypes_carry_type_arguments() {
    let main = "package p; import f.Schema; class A { void m(Own o, Event e, Other x, Half<String> h) { f(«o»); f(«e»); f(«x»); f(«h»); } }";
    let files = [
        ("p/A.java", main),
        ("p/Own.java", "package p; class Own extends Half<Event> {}"),
        (
            "p/Half.java",
            "package p; import f.*; abstract class Half<T> implements f.Schema<java.util.Map<T, Long>> {}",
        ),
        ("p/Event.java", "package p; class Event {}"),
        ("p/Other.java", "package p; import lib.Thing; class Other extends Thing {}"),
    ];
    let ask = |scope: &JavaScope<'_>, node: tree_sitter::Node<'_>| {
        let found = scope.type_of(node).and_then(|found| scope.as_supertype(&found, "f.Schema"));
        found.map(|found| found.map_or("no".to_owned(), |found| found.to_string()))
    };
    assert_eq!(
        answers(&files, ask),
        [
            "f.Schema<java.util.Map<p.Event, java.lang.Long>>",
            "no",
            "? `Thing` comes from lib, which is not in this repository",
            "f.Schema<java.util.Map<java.lang.String, java.lang.Long>>",
        ]
    );
}

#[test]
fn classes_that_inherit_in_a_circle_end_the_search() {
    let main = "package p; class A extends B.Inner { void m() { f(«x»); «Inner» i; } }";
    let files = [("p/A.java", main), ("p/B.java", "package p; class B extends A.Inner {}")];
    names(
        &files,
        &[
            "? `x` is not imported, and no file of this repository declares it",
            "? `Inner` is not imported, and no file of this repository declares it",
        ],
    );
}
