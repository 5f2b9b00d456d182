//! What the view makes of declarations, imports and members.

use super::*;

fn file(text: &str) -> JavaFile {
    let source = SourceText::new(text.as_bytes().to_vec()).expect("text");
    JavaFile::new("A.java".into(), Arc::new(source))
}

#[test]
fn reads_package_and_every_kind_of_import() {
    let file = file(
        "package com.acme;\nimport a.B;\nimport a.c.*;\nimport static a.B.X;\nimport static a . B./**/Y.*;\nclass A {}\n",
    );
    assert_eq!(file.package, "com.acme");
    let read: Vec<_> = file.imports.iter().map(|import| (import.name.as_str(), import.kind)).collect();
    let expected = [
        ("a.B", ImportKind::Single),
        ("a.c", ImportKind::OnDemand),
        ("a.B.X", ImportKind::Static),
        ("a.B.Y", ImportKind::StaticOnDemand),
    ];
    assert_eq!(read, expected);
}

#[test]
fn reads_nested_local_and_anonymous_types() {
    let file = file(
        "package p; class A<T extends X> extends B<T> implements C, D { enum E { ONE { }, TWO } \
         void m() { class L {} new R() { int f; }; } record P(int x) {} interface I extends J {} } class Z {}",
    );
    let names: Vec<_> = file.types.iter().map(|declared| declared.qualified.as_str()).collect();
    assert_eq!(names, ["p.A", "p.A.E", "p.A.E$2", "p.A$3L", "p.A$4", "p.A.P", "p.A.I", "p.Z"]);
    let outer = &file.types[0];
    let supertypes: Vec<_> = outer.supertypes().map(|span| span.of(file.text())).collect();
    assert_eq!(supertypes, ["B<T>", "C", "D"]);
    assert_eq!(outer.type_parameters[0].name, "T");
    assert_eq!(file.types[4].superclass.map(|span| span.of(file.text())), Some("R"));
    assert_eq!(file.types[5].fields[0].name, "x");
    assert_eq!(file.types[6].supertypes().count(), 1);
}

#[test]
fn reads_members() {
    let file = file(
        "class A { private static final String K = \"k\", L[] = {}; A(int a) {} \
         @Override public <X> int[] m(final String s, int... rest) throws E { return null; } }",
    );
    let declared = &file.types[0];
    assert_eq!(declared.fields[0].initializer.map(|span| span.of(file.text())), Some("\"k\""));
    assert_eq!(declared.fields[1].dimensions, 1);
    assert!(declared.fields[1].modifiers.has("static"));
    assert_eq!(declared.constructors.len(), 1);
    let method = &declared.methods[0];
    assert_eq!(method.modifiers.annotations[0].0, "Override");
    assert_eq!(method.return_type.map(|span| span.of(file.text())), Some("int[]"));
    assert_eq!(method.parameters[1].name, "rest");
    assert!(method.takes(1) && method.takes(3) && !method.takes(0));
}

#[test]
fn finds_whole_identifiers_and_literals_by_their_text() {
    let file = file(
        "package p.Time; // Time\nclass A { Time of(TimeWindow w, String s) { return w.of(Time.of, \"of\", \"Time of\"); } }",
    );
    let starts =
        |nodes: Vec<Node<'_>>| nodes.iter().map(|node| node.start_position().column).collect::<Vec<_>>();
    assert_eq!(starts(file.identifiers("Time").collect()), [10, 10, 56]);
    assert_eq!(starts(file.identifiers("of").collect()), [15, 53, 61]);
    assert_eq!(starts(file.literals("of")), [65]);
    assert!(file.literals("Time").is_empty());
}
