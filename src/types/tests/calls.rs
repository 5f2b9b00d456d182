//! Overloads, type arguments and functions.

use super::{answers, types};
use crate::types::JavaScope;

const FLINK: &str = "package p; import java.util.*; import java.util.function.*; import org.apache.flink.streaming.api.datastream.*; \
    import org.apache.flink.streaming.api.environment.*; import org.apache.flink.api.common.functions.*; \
    import org.apache.flink.api.java.tuple.*; import org.apache.flink.api.common.eventtime.*; import java.time.Duration; ";

/// The types of the marked expressions in a method of a class that knows Flink.
#[track_caller]
fn types_in(statements: &str, expected: &[&str]) {
    let event = "package p; public class Event { public String id; public long at; public String getId() { return id; } }";
    let text = format!(
        "{FLINK} class A {{ void m(StreamExecutionEnvironment env, DataStream<Event> events, List<Event> list) {{ {statements} }} }}"
    );
    types(&[("p/A.java", &text), ("p/Event.java", event)], expected);
}

/// The methods that the marked calls mean, with the types of their parameters.
#[track_caller]
fn methods_in(statements: &str, expected: &[&str]) {
    let text = format!(
        "{FLINK} class A {{ void m(DataStream<Tuple2<String, Long>> pairs, Object o, int i, Integer boxed, x.Y y) {{ {statements} }} \
         void two(int a) {{}} void two(long a) {{}} void two(Object a) {{}} void many(String... all) {{}} void many(Object one) {{}} \
         void run(Runnable r) {{}} void run(Supplier<String> s) {{}} }}"
    );
    let ask = |scope: &JavaScope<'_>, node: tree_sitter::Node<'_>| {
        scope.invoked(node).map(|one| {
            let simple = |name: &String| name.rsplit('.').next().unwrap_or(name).to_owned();
            let owner = simple(&one.owner.name);
            let parameters: Vec<_> = one.erased_parameters().iter().map(simple).collect();
            format!("{owner}.{}({})", one.name, parameters.join(","))
        })
    };
    assert_eq!(answers(&[("p/A.java", &text)], ask), expected);
}

#[test]
fn streams_carry_the_types_of_their_elements() {
    types_in(
        "f(«events.map(e -> e.getId())»); f(«events.map(Event::getId).filter(s -> !s.isEmpty())»); \
         f(«events.map(e -> «e»)»); f(«events.keyBy(e -> e.id)»); f(«events.keyBy(e -> e.id).map(e -> { return 1; })»); \
         f(«events.map(e -> Tuple2.of(e.id, e.at))»); f(«env.fromElements(1, 2)»); \
         events.keyBy(e -> e.at).reduce((«one», two) -> one);",
        &[
            "org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator<java.lang.String>",
            "org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator<java.lang.String>",
            "p.Event",
            "org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator<p.Event>",
            "org.apache.flink.streaming.api.datastream.KeyedStream<p.Event, java.lang.String>",
            "org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator<java.lang.Integer>",
            "org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator<org.apache.flink.api.java.tuple.Tuple2<java.lang.String, java.lang.Long>>",
            "org.apache.flink.streaming.api.datastream.DataStreamSource<java.lang.Integer>",
            "p.Event",
        ],
    );
}

#[test]
fn written_types_of_parameters_and_texts_of_anything_say_what_a_function_gives() {
    types_in(
        "f(«events.flatMap((Event e, org.apache.flink.util.Collector<Tuple2<String, Long>> out) -> out.collect(null))»); \
         f(«events.map(e -> unknown.get(e).toString())»);",
        &[
            "org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator<org.apache.flink.api.java.tuple.Tuple2<java.lang.String, java.lang.Long>>",
            "org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator<java.lang.String>",
        ],
    );
}

#[test]
fn the_jdk_carries_types_through_streams_maps_and_loops() {
    types_in(
        "f(«list.stream().map(e -> e.id).findFirst().get()»); for (var e : list) f(«e.at»); \
         Map<String, List<Event>> map = null; for (var e : map.entrySet()) f(«e.getValue().get(0)»); \
         f(«map.computeIfAbsent(\"a\", k -> new ArrayList<>()).size()»); Function<Event, Long> at = «e» -> e.at; f(«at.apply(null)»); \
         f(«Optional.of(1).map(n -> \"x\" + n).orElse(null)»); f(«list.toArray(new Event[0])[0].id.length()»); f(«String.class»); \
         f(«Arrays.asList(1L, 2L).iterator().next()»); f(«events.getClass()»);",
        &[
            "java.lang.String",
            "long",
            "p.Event",
            "int",
            "p.Event",
            "java.lang.Long",
            "java.lang.String",
            "int",
            "java.lang.Class<java.lang.String>",
            "java.lang.Long",
            "java.lang.Class<org.apache.flink.streaming.api.datastream.DataStream<p.Event>>",
        ],
    );
}

#[test]
fn type_arguments_and_anonymous_classes_are_read() {
    types_in(
        "f(«WatermarkStrategy.<Event>forMonotonousTimestamps().withTimestampAssigner((«e», t) -> e.at)»); \
         f(«events.map(new MapFunction<Event, Long>() { public Long map(Event e) { return e.at; } })»); \
         f(«events.assignTimestampsAndWatermarks(WatermarkStrategy.forMonotonousTimestamps())»); \
         f(«new Box<>(list).get()»); } static class Box<T> { Box(List<T> t) {} T get() { return null; }",
        &[
            "p.Event",
            "org.apache.flink.api.common.eventtime.WatermarkStrategy<p.Event>",
            "org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator<java.lang.Long>",
            "org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator<p.Event>",
            "p.Event",
        ],
    );
}

#[test]
fn overloads_are_told_apart_by_their_arguments() {
    methods_in(
        "«pairs.keyBy(0)»; «pairs.keyBy(\"f0\")»; «pairs.keyBy(t -> t.f0)»; «pairs.keyBy(0, 1)»; «two(1)»; «two(1L)»; «two(boxed)»; «two(o)»; \
         «many(\"a\")»; «many(1)»; «many(\"a\", \"b\")»; «run(() -> o.wait())»; «run(() -> \"a\")»; «new StringBuilder(\"a\")»; «new Tuple2<>(1, 2)»; \
         «pairs.map(y.function())»; «y.m()»;",
        &[
            "DataStream.keyBy(int[])",
            "DataStream.keyBy(String[])",
            "DataStream.keyBy(KeySelector)",
            "DataStream.keyBy(int[])",
            "A.two(int)",
            "A.two(long)",
            "A.two(Object)",
            "A.two(Object)",
            "A.many(Object)",
            "A.many(Object)",
            "A.many(String[])",
            "A.run(Runnable)",
            "A.run(Supplier)",
            "StringBuilder.new(String)",
            "Tuple2.new(Object,Object)",
            "DataStream.map(MapFunction)",
            "? `Y` comes from x, which is not in this repository",
        ],
    );
}

#[test]
fn lombok_and_the_compiler_add_methods() {
    let main = "package p; import lombok.*; class A { void m(Order o, Point p, Kind k) { f(«o.getItems().get(0)»); f(«o.isPaid()»); \
                f(«Order.builder().items(null).build()»); f(«p.x()»); f(«Kind.values()»); f(«k.name()»); f(«Kind.valueOf(\"A\").ordinal()»); f(«o.getOther()»); } }";
    let order = "package p; import lombok.*; import java.util.List; @Data @Builder class Order { private List<String> items; private boolean paid; }";
    types(
        &[
            ("p/A.java", main),
            ("p/Order.java", order),
            ("p/Point.java", "package p; record Point(int x) {}"),
            ("p/Kind.java", "package p; enum Kind { A }"),
        ],
        &[
            "java.lang.String",
            "boolean",
            "p.Order",
            "int",
            "p.Kind[]",
            "java.lang.String",
            "int",
            "? there is no such `getOther`",
        ],
    );
}

#[test]
fn values_of_several_branches_have_their_common_type() {
    types_in(
        "int i = 0; f(«i++»); f(«i > 0 ? 1 : 2L»); f(«i > 0 ? new ArrayList<String>() : Collections.<String>emptyList()»); \
         f(«i > 0 ? list : \"a\"»); f(«switch (i) { case 1 -> \"a\"; default -> { yield \"b\"; } }»); f(«switch (i) { case 1: yield list; default: yield null; }»);",
        &[
            "int",
            "long",
            "java.util.List<java.lang.String>",
            "? the values have different types",
            "java.lang.String",
            "java.util.List<p.Event>",
        ],
    );
}
