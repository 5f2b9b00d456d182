//! Whole files before and after.

use super::*;
use crate::finding::qualified;
use crate::types::testing::project;

/// Settles the text that `before` becomes when each `old` of `changes` is replaced; `<fqn>` in the new text is a name.
fn settled(before: &str, changes: &[(&str, &str)], others: &[(&str, &str)]) -> String {
    let mut files = vec![("p/A.java", before)];
    files.extend(others);
    let marked = project(&files);
    let file = marked.java("p/A.java");
    let mut text = file.text().to_owned();
    for (old, new) in changes {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    while let Some((start, end)) = text.find("~[").and_then(|start| Some((start, text.find("]~")?))) {
        let name = qualified(&text[start + 2..end]);
        text.replace_range(start..end + 2, &name);
    }
    let mut edits = EditSet::default();
    edits.union(&settle(&file, &text, &marked.project)).expect("the edits do not meet");
    String::from_utf8(edits.apply(text.as_bytes())).expect("text")
}

#[track_caller]
fn check(before: &str, changes: &[(&str, &str)], after: &str) {
    assert_eq!(settled(before, changes, &[]), after);
}

#[test]
fn a_new_name_is_imported_in_its_place() {
    check(
        "package p;\n\nimport a.b.C;\nimport a.b.E;\nimport java.util.List;\n\nimport static a.b.C.X;\n\nclass A { C c; E e; List l = X; Old o; }\n",
        &[("Old", "~[a.b.D]~")],
        "package p;\n\nimport a.b.C;\nimport a.b.D;\nimport a.b.E;\nimport java.util.List;\n\nimport static a.b.C.X;\n\nclass A { C c; E e; List l = X; D o; }\n",
    );
}

#[test]
fn the_block_of_its_kin_takes_it() {
    check(
        "package p;\n\nimport org.f.Z;\nimport org.a.Y;\n\nimport java.util.List;\n\nclass A { Z z; Y y; List l; Old o; Old2 p; }\n",
        &[("Old2", "~[java.util.Map]~"), ("Old", "~[org.f.B]~")],
        "package p;\n\nimport org.f.B;\nimport org.f.Z;\nimport org.a.Y;\n\nimport java.util.List;\nimport java.util.Map;\n\nclass A { Z z; Y y; List l; B o; Map p; }\n",
    );
}

#[test]
fn a_block_that_is_sorted_in_parts_stays_so() {
    check(
        "package p;\n\nimport p.q.Own;\nimport org.f.A;\nimport org.f.x.C;\nimport java.util.List;\n\nclass A { Own p; C c; List l; Old o; Old2 p; }\n",
        &[("Old2", "~[java.time.Duration]~"), ("Old", "~[org.f.B]~")],
        "package p;\n\nimport p.q.Own;\nimport org.f.A;\nimport org.f.B;\nimport org.f.x.C;\nimport java.time.Duration;\nimport java.util.List;\n\nclass A { Own p; C c; List l; B o; Duration p; }\n",
    );
}

#[test]
fn a_replaced_import_goes_and_its_line_is_taken() {
    check(
        "package p;\r\n\r\nimport a.Old;\r\n\r\nimport java.util.List;\r\n\r\nclass A {\r\n\tOld o; List l;\r\n}\r\n",
        &[("Old o", "~[a.New]~ o")],
        "package p;\r\n\r\nimport a.New;\r\n\r\nimport java.util.List;\r\n\r\nclass A {\r\n\tNew o; List l;\r\n}\r\n",
    );
}

#[test]
fn an_emptied_block_leaves_one_empty_line() {
    check(
        "package p;\n\nimport a.Old;\nimport static a.Old.K;\n\nimport java.util.List;\n\nclass A { List l; Old o = K; }\n",
        &[(" Old o = K;", "")],
        "package p;\n\nimport java.util.List;\n\nclass A { List l; }\n",
    );
}

#[test]
fn the_same_simple_name_changes_its_import() {
    check(
        "package p;\n\nimport a.Time;\n\nclass A { Time t; }\n",
        &[("Time t", "~[b.Time]~ t")],
        "package p;\n\nimport b.Time;\n\nclass A { Time t; }\n",
    );
}

#[test]
fn a_name_that_means_something_else_stays_full() {
    let before =
        "package p;\n\nimport a.Time;\n\nclass A { Time t; Old1 a; Old2 b; Old3 c; class Nested {} }\n";
    let changes = [("Old1", "~[b.Time]~"), ("Old2", "~[b.Nested]~"), ("Old3", "~[b.Same]~")];
    let after = "package p;\n\nimport a.Time;\n\nclass A { Time t; b.Time a; b.Nested b; b.Same c; class Nested {} }\n";
    assert_eq!(settled(before, &changes, &[("p/Same.java", "package p; class Same {}")]), after);
}

#[test]
fn two_new_types_of_one_name_do_not_share_an_import() {
    check(
        "class A { Old1 a; Old2 b; }\n",
        &[("Old1", "~[a.T]~"), ("Old2", "~[b.T]~")],
        "import a.T;\n\nclass A { T a; b.T b; }\n",
    );
}

#[test]
fn a_name_that_an_import_on_demand_may_bring_is_not_taken() {
    check(
        "package p;\nimport x.*;\nclass A { T t; Old o; }\n",
        &[("Old", "~[b.T]~")],
        "package p;\nimport x.*;\nclass A { T t; b.T o; }\n",
    );
}

#[test]
fn an_import_on_demand_suffices_unless_there_are_two() {
    check(
        "package p;\nimport x.*;\nclass A { Old o; }\n",
        &[("Old", "~[x.T]~")],
        "package p;\nimport x.*;\nclass A { T o; }\n",
    );
    check(
        "package p;\nimport x.*;\nimport y.*;\nclass A { Old o; }\n",
        &[("Old", "~[x.T]~")],
        "package p;\nimport x.*;\nimport x.T;\nimport y.*;\nclass A { T o; }\n",
    );
}

#[test]
fn java_lang_and_the_own_package_need_no_import() {
    check(
        "package p;\nclass A { Old o; Old2 q; }\n",
        &[("Old2", "~[p.B]~"), ("Old", "~[java.lang.String]~")],
        "package p;\nclass A { String o; B q; }\n",
    );
}

#[test]
fn the_first_import_stands_after_the_package_or_before_the_class() {
    check(
        "package p;\nclass A { Old o; }\n",
        &[("Old", "~[a.B]~")],
        "package p;\n\nimport a.B;\n\nclass A { B o; }\n",
    );
    check(
        "\u{feff}// (c)\n\n/** A. */\nclass A { Old o; }\n",
        &[("Old", "~[a.B]~")],
        "\u{feff}// (c)\n\nimport a.B;\n\n/** A. */\nclass A { B o; }\n",
    );
    check(
        "package p;\n\nimport static a.B.X;\n\nclass A { Old o = X; }\n",
        &[("Old", "~[a.B]~")],
        "package p;\n\nimport a.B;\n\nimport static a.B.X;\n\nclass A { B o = X; }\n",
    );
}

#[test]
fn imports_come_back_to_the_gap_that_others_left() {
    check(
        "package p;\n\n\nclass A { Old o; }\n",
        &[("Old", "~[a.b.D]~")],
        "package p;\n\nimport a.b.D;\n\nclass A { D o; }\n",
    );
}

#[test]
fn references_of_javadoc_keep_an_import_and_prose_does_not() {
    check(
        "import a.B;\nimport a.C;\n\n/** {@link B#m} and C. */\nclass A { B b; C c; }\n",
        &[(" B b; C c;", "")],
        "import a.B;\n\n/** {@link B#m} and C. */\nclass A { }\n",
    );
}

#[test]
fn imports_that_were_unused_before_stay() {
    check("import a.B;\nimport a.C;\nclass A { C c; }\n", &[(" C c;", "")], "import a.B;\nclass A { }\n");
}

#[test]
fn a_byte_order_mark_stays_first() {
    check(
        "\u{feff}import b.B;\nclass A { B b; Old o; }\n",
        &[("Old", "~[a.A1]~"), ("B b; ", "")],
        "\u{feff}import a.A1;\nclass A { A1 o; }\n",
    );
}
