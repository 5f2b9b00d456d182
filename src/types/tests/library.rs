//! Calls of what Flink declares.

use super::{answers, names, types, types_in};
use crate::types::testing::project;
use crate::types::{JavaScope, Resolution};

/// The classes of Flink on which the marked calls find their methods.
#[track_caller]
fn receivers(files: &[(&str, &str)], expected: &[&str]) {
    let ask = |scope: &JavaScope<'_>, node: tree_sitter::Node<'_>| {
        let types = scope.library_receiver(node);
        let names: Vec<_> = types.classes.iter().map(|class| class.simple()).collect();
        Resolution::Known(if types.is_complete { names.join(" ") } else { "open".to_owned() })
    };
    assert_eq!(answers(files, ask), expected);
}

#[test]
fn a_long_chain_of_unknown_calls_ends() {
    let chain = ".with(1)".repeat(60);
    let why = "? `Y` comes from x, which is not in this repository";
    types_in(&format!("x.Y y = null; f(«y{chain}»);"), &[why]);
}

#[test]
fn a_call_finds_its_receiver_through_fields_chains_and_classes_above() {
    let main = "package p; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.api.common.functions.*; \
                import org.apache.flink.streaming.api.datastream.DataStream; import org.apache.flink.api.common.functions.RichMapFunction; \
                class A { void m(DataStream<String> s, Object o, x.Y y) { «s.map(f)»; «s.map(f).name(\"a\").print()»; «o.m()»; «y.m()»; } \
                static class M extends B { void n() { «getRuntimeContext()»; «getRuntimeContext().getTaskInfo()»; «own()»; } } }";
    let base = "package p; import org.apache.flink.api.common.functions.RichMapFunction; abstract class B extends RichMapFunction<String, String> { void own() {} }";
    let expected = [
        "DataStream",
        "SingleOutputStreamOperator",
        "Object",
        "open",
        "RichMapFunction",
        "RuntimeContext",
        "open",
    ];
    receivers(&[("p/A.java", main), ("p/B.java", base)], &expected);
}

#[test]
fn the_build_of_a_module_says_which_release_it_was_written_for() {
    let pom = |version: &str| {
        format!(
            "<project><properties><flink.version>{version}</flink.version></properties><dependencies><dependency>\
             <groupId>org.apache.flink</groupId><artifactId>flink-streaming-java</artifactId><version>${{flink.version}}</version>\
             </dependency></dependencies></project>"
        )
    };
    let (old, new, next) = (pom("1.13.6"), pom("1.18.1"), pom("2.1.0"));
    let marked = project(&[("old/pom.xml", &old), ("new/pom.xml", &new), ("next/pom.xml", &next)]);
    let origin = |path: &str| marked.project.origin(path).iter().map(|one| one.name).collect::<Vec<_>>();
    assert_eq!(origin("old/src/main/java/p/A.java"), ["1.13"]);
    assert_eq!(origin("new/B.java"), ["1.18"]);
    let all = origin("C.java");
    assert_eq!((all.first(), all.last()), (Some(&"1.8"), Some(&"1.20")));
    assert_eq!(origin("next/D.java"), all);
}

#[test]
fn a_hidden_class_gives_its_members_and_has_no_name() {
    let main = "package p; import org.apache.flink.cep.nfa.aftermatch.*; class A { «SkipToElementStrategy» a; «SkipToFirstStrategy» b; }";
    let why = "? `SkipToElementStrategy` may come from org.apache.flink.cep.nfa.aftermatch, which is not in this repository";
    let known = "org.apache.flink.cep.nfa.aftermatch.SkipToFirstStrategy";
    names(&[("p/A.java", main)], &[why, known]);
    let main = "package p; import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction; \
                abstract class A extends BroadcastProcessFunction<Integer, Integer, Integer> { \
                void m(ReadOnlyContext context) { f(«context.timestamp()»); } }";
    types(&[("p/A.java", main)], &["java.lang.Long"]);
}
