//! One file with every form in which code names something.

use super::super::testing::project;
use super::{OVERRIDES_NOTHING, SymbolKind, symbols};
use crate::types::Resolution;

const FUNCTIONS: &str = "org.apache.flink.api.common.functions";

/// What the names of `text` mean, each as `name kind answer`, but for those called one of `left_out`.
fn answers(text: &str, left_out: &[&str]) -> Vec<String> {
    let files = project(&[("p/A.java", text)]);
    let file = files.java("p/A.java");
    let shown = symbols(&files.project, &file, files.project.origin("p/A.java")).into_iter().map(|symbol| {
        let answer = match symbol.answer {
            Resolution::Known(answer) => answer,
            Resolution::Unknown(why) => format!("? {why}"),
        };
        format!("{} {} {answer}", symbol.span.of(file.text()), symbol.kind.name())
    });
    shown.filter(|line| !left_out.iter().any(|name| line.starts_with(&format!("{name} ")))).collect()
}

#[test]
fn a_new_names_a_type_and_a_constructor() {
    let text = "package p; import org.apache.flink.api.java.tuple.Tuple2; class A<T> { Object o = new Tuple2<>(1, 2L); \
                Object p = new org.apache.flink.api.java.tuple.Tuple2<T, p.A<T>>(); Object q = new Runnable() {}; }";
    let tuple = "org.apache.flink.api.java.tuple.Tuple2";
    assert_eq!(
        answers(text, &["Object", "Runnable"]),
        [
            format!("Tuple2 type {tuple}"),
            format!("Tuple2 constructor {tuple}#<init>(java.lang.Object,java.lang.Object)"),
            format!("Tuple2 type {tuple}"),
            format!("Tuple2 constructor {tuple}#<init>()"),
            "A type p.A".to_owned(),
        ]
    );
}

#[test]
fn members_are_named_by_the_class_that_declares_them() {
    let text = "package p; import org.apache.flink.configuration.*; class A extends Configuration { \
                A() { super(); } A(int i) { this(); } \
                void m(A a) { a.setString(\"k\", \"v\"); this.own.trim(); f(CoreOptions.DEFAULT_PARALLELISM, A::new); } String own; }";
    let configuration = "org.apache.flink.configuration.Configuration";
    assert_eq!(
        answers(text, &["String", "A", "m", "f", "new"]),
        [
            format!("Configuration type {configuration}"),
            format!("super constructor {configuration}#<init>()"),
            "this constructor p.A#<init>()".to_owned(),
            format!("setString method {configuration}#setString(java.lang.String,java.lang.String)"),
            "own field p.A#own".to_owned(),
            "trim method java.lang.String#trim()".to_owned(),
            "CoreOptions type org.apache.flink.configuration.CoreOptions".to_owned(),
            "DEFAULT_PARALLELISM field org.apache.flink.configuration.CoreOptions#DEFAULT_PARALLELISM"
                .to_owned(),
        ]
    );
}

#[test]
fn an_override_is_named_by_what_stands_topmost_in_flink() {
    let text = "package p; import org.apache.flink.api.common.functions.*; class A extends RichMapFunction<String, Long> { \
                @Override public Long map(String in) { return 1L; } public Long map(Integer in) { return 1L; } \
                public void close() {} private void open() {} static void stop() {} public String toString() { return null; } }";
    assert_eq!(
        answers(text, &["String", "Long", "Integer", "RichMapFunction", "Override"]),
        [
            format!("map override {FUNCTIONS}.MapFunction#map(java.lang.Object)"),
            format!("map override {OVERRIDES_NOTHING}"),
            format!("close override {FUNCTIONS}.RichFunction#close()"),
            format!("open override {OVERRIDES_NOTHING}"),
            format!("toString override {OVERRIDES_NOTHING}"),
        ]
    );
}

#[test]
fn what_is_marked_overrides_the_only_method_that_can_be_meant() {
    let text = "package p; import org.apache.flink.api.common.functions.*; class A<T> extends RichMapFunction<T, T> { \
                Object o = new A<>() { @Override public Object map(Object in) { return in; } }; \
                Object p = new A<>() { public Object map(Object in) { return in; } }; }";
    let maps = answers(text, &["A", "Object", "T", "RichMapFunction", "Override"]);
    assert_eq!(
        maps,
        [
            format!("map override {FUNCTIONS}.MapFunction#map(java.lang.Object)"),
            "map override ? the parameters of `map` are not known".to_owned(),
        ]
    );
}

#[test]
fn erased_parameters_are_those_of_the_declaration() {
    let text = "package p; class A<T extends Comparable<T>> { <U extends Number> void m(T t, U[] u, T... more) {} \
                void n(A<String> a) { a.m(\"\", null); } }";
    let parameters = "java.lang.Comparable,java.lang.Number[],java.lang.Comparable[]";
    let calls = answers(text, &["Comparable", "T", "U", "Number", "A", "String", "n"]);
    assert_eq!(calls, [format!("m override {OVERRIDES_NOTHING}"), format!("m method p.A#m({parameters})")]);
}

#[test]
fn enum_constants_are_fields_wherever_they_stand() {
    let text = "package p; enum A { ONE; int m(A a) { switch (a) { case ONE: return A.ONE.ordinal(); default: return 0; } } \
                int n(int i) { switch (i) { case LIMIT: return 1; default: return 0; } } static final int LIMIT = 1; }";
    let constants = answers(text, &["A", "m", "n", "ordinal"]);
    assert_eq!(constants, ["ONE field p.A#ONE", "ONE field p.A#ONE", "LIMIT field p.A#LIMIT"]);
}

#[test]
fn annotations_and_their_elements_are_named() {
    let text = "package p; @SuppressWarnings(value = \"x\") class A {}";
    assert_eq!(
        answers(text, &[]),
        [
            "SuppressWarnings type java.lang.SuppressWarnings",
            "value method java.lang.SuppressWarnings#value()"
        ]
    );
}

#[test]
fn every_kind_has_a_word() {
    let mut words = SymbolKind::ALL.map(SymbolKind::name).to_vec();
    words.dedup();
    assert_eq!(words.len(), SymbolKind::ALL.len());
}
