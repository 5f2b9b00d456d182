//! Which methods and calls change, which are left, and which are not meant.

use super::Row;
use crate::rules::testing::run;

const ROW: &str = "owners = ['f.Rich', 'f.RichMap']\nmethod = 'open'\nfrom = 'f.Conf'\nto = 'f.Context'\n\
                   argument = { instance = 'f.Default' }\nwords = ['conf']\nmanual = 'Look.'";

/// The new text of a class with this body, and its findings.
fn changed(class: &str) -> (String, Vec<String>) {
    let text = format!("package p; import f.*;\n{class}");
    let base = "package p; class Base extends f.RichMap {}";
    let (after, findings) = run::<Row>(ROW, &[("p/A.java", &text), ("p/Base.java", base)]);
    (after.lines().skip(1).collect::<Vec<_>>().join("\n"), findings)
}

#[test]
fn overrides_change_with_all_that_hands_on_the_parameter() {
    let class = "class A extends Base { Rich in; void open(Conf conf) { super.open(conf); in.open(conf); in.open(new Conf()); } }";
    let (after, findings) = changed(class);
    assert_eq!(
        after,
        "class A extends Base { Rich in; void open(<f.Context> context) \
         { super.open(context); in.open(context); in.open(<f.Default>.INSTANCE); } }"
    );
    assert_eq!(
        findings,
        [
            "2:38 apply `open` takes `Context` instead of `Conf`.",
            "2:89 apply `open` is called with `Default.INSTANCE`."
        ]
    );
}

#[test]
fn a_name_that_says_nothing_of_the_old_type_stays() {
    let (after, _) = changed("class A { Object a = new RichMap() { void open(Conf it) {} }; }");
    assert_eq!(after, "class A { Object a = new RichMap() { void open(<f.Context> it) {} }; }");
}

#[test]
fn a_parameter_that_is_read_stays_with_the_whole_hierarchy() {
    let class = "class A extends Base { void open(Conf conf) {} }\nclass B extends A { void open(Conf conf) { conf.get(); } }";
    let (after, findings) = changed(class);
    assert_eq!(after, class);
    assert_eq!(
        findings,
        [
            "2:29 manual `open(Conf)` is left as it is. Look.",
            "3:26 manual `open(Conf)` is left as it is. Look."
        ]
    );
}

#[test]
fn siblings_do_not_wait_for_each_other() {
    let class = "class A extends Base { void open(Conf c) {} }\nclass B extends Base { void open(Conf c) { c.get(); } }";
    let (_, findings) = changed(class);
    assert_eq!(findings[0], "2:29 apply `open` takes `Context` instead of `Conf`.");
    assert_eq!(findings[1], "3:29 manual `open(Conf)` is left as it is. Look.");
}

#[test]
fn what_only_looks_like_it_stays() {
    for class in [
        "class A extends Base { void open(int conf) {} void open(Conf conf, int i) {} void open(Conf... conf) {} }",
        "class A { void open(Conf conf) {} void m() { open(new Conf()); this.open(new Conf()); } }",
        "class A extends Base { void open(Conf conf) {} class Conf {} }",
    ] {
        let (after, findings) = changed(class);
        assert_eq!((after.as_str(), findings.len()), (class, 0));
    }
}
