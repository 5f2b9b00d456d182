//! What the table says about classes that everyone knows.

use super::{Api, ClassFacts, Member, Releases, TABLE};

const TIME: &str = "org.apache.flink.streaming.api.windowing.time.Time";
const RICH_FUNCTION: &str = "org.apache.flink.api.common.functions.RichFunction";

#[test]
fn every_class_is_found_by_its_names() {
    let mut last = "";
    for class in Api.classes() {
        assert!(last < class.name(), "{last} stands before {}", class.name());
        last = class.name();
        assert_eq!(Api.class(class.name()), Some(class));
        assert_eq!(Api.named(class.simple()).any(|named| named == class), class.is_nameable());
    }
    assert!(Api.class("").is_none() && Api.class("zzz").is_none() && Api.class("org.apache.flink").is_none());
}

#[test]
fn a_class_that_is_gone_says_since_when() {
    let (target, time) = (Api.release("2.2.0").expect("a target"), Api.class(TIME).expect("it was there"));
    assert_eq!(time.gone_since(target).map(|last| last.name), Some("1.20"));
    assert!(time.is("final") && time.is("@Public") && !time.is("interface"));
    assert_eq!(time.deprecated().iter().map(|release| release.name).collect::<Vec<_>>(), ["1.19", "1.20"]);
    assert!(Api.class(RICH_FUNCTION).is_some_and(|class| class.gone_since(target).is_none()));
}

#[test]
fn members_have_their_types_and_releases() {
    let rich_function = Api.class(RICH_FUNCTION).expect("it is there");
    let opens: Vec<_> =
        rich_function.members().filter(|member| member.name() == "open" && member.is("abstract")).collect();
    let told: Vec<_> =
        opens.iter().map(|open| (open.declared(), open.releases().iter().next_back())).collect();
    let last = |version| Api.release(version);
    assert_eq!(
        told,
        [
            ("(org.apache.flink.api.common.functions.OpenContext): void".to_owned(), last("2.3")),
            ("(org.apache.flink.configuration.Configuration): void".to_owned(), last("1.20")),
        ]
    );
    let supertypes: Vec<_> = rich_function.supertypes().map(Member::type_text).collect();
    assert_eq!(supertypes, ["org.apache.flink.api.common.functions.Function"]);
}

#[test]
fn a_version_is_its_own_release_or_one_of_a_minor_release() {
    let name = |version| Api.release(version).map(|release| release.name);
    assert_eq!(name("2.2.0"), Some("2.2.0"));
    assert_eq!(name("2.2.1"), Some("2.2"));
    assert_eq!(name("1.20.3"), Some("1.20"));
    assert_eq!(name("3.0.0"), None);
}

#[test]
fn a_package_has_its_classes_and_those_below() {
    let below = |package| Api.below(package).map(ClassFacts::name).collect::<Vec<_>>();
    assert!(below("org.apache.flink.streaming.api.windowing").contains(&TIME));
    assert!(below("org.apache.flink.streaming.api.windowing.ti").is_empty());
}

#[test]
fn the_table_stays_small() {
    assert!(TABLE.len() <= 4_000_000, "{} bytes", TABLE.len());
}

#[test]
fn inherited_members_count_and_what_is_outside_the_table_leaves_the_answer_open() {
    let (target, old) = (Api.release("2.2.0").expect("a target"), Api.release("1.20").expect("an old one"));
    let class = |name: &str| Api.class(&format!("org.apache.flink.{name}")).expect("it is there");
    let map = class("api.common.functions.RichMapFunction");
    let types = |release| -> Vec<_> {
        let members = map.methods("open", 1, release);
        assert!(members.is_complete);
        members.found.iter().map(|member| member.parameters().collect::<Vec<_>>()).collect()
    };
    let (context, configuration) = (
        vec!["org.apache.flink.api.common.functions.OpenContext"],
        vec!["org.apache.flink.configuration.Configuration"],
    );
    assert!(types(target).contains(&context) && !types(target).contains(&configuration));
    assert!(types(old).contains(&configuration));
    let stream = class("streaming.api.datastream.SingleOutputStreamOperator");
    assert!(stream.declares("map") && !stream.declares("mop"));
    assert!(stream.methods("map", 3, target).found.is_empty());
    for (class, name) in [(map, "toString"), (class("util.FlinkException"), "getMessage")] {
        let members = class.methods(name, 0, target);
        assert!(members.is_complete && !members.found.is_empty(), "the JDK has {name}");
    }
    let serializer =
        class("api.java.typeutils.runtime.kryo.Serializers.SpecificInstanceCollectionSerializer");
    assert!(!serializer.methods("copy", 2, old).is_complete, "it extends a class of Kryo");
}

#[test]
fn a_hidden_class_gives_its_members_and_has_no_name() {
    let around = "org.apache.flink.streaming.api.functions.co.BaseBroadcastProcessFunction";
    let name = format!("{around}.BaseContext");
    let base = Api.class(&name).expect("it is there");
    assert!(!base.is_nameable() && Api.nameable(&name).is_none());
    assert!(Api.named("BaseContext").all(|class| class != base));
    assert!(Api.below(around).count() > 0 && Api.below(around).all(|class| class != base));
    let below = Api.nameable(&format!("{around}.ReadOnlyContext")).expect("it can be named");
    for release in Api.releases() {
        let timestamp = below.methods("timestamp", 0, release);
        assert!(timestamp.is_complete && timestamp.found.len() == 1, "{timestamp:?} in {}", release.name);
    }
}

fn of_jdk(name: &str) -> ClassFacts {
    let class = Api.class(name).unwrap_or_else(|| panic!("the tables lack {name}"));
    assert!(class.is_of_jdk());
    class
}

/// The types of the members called `name`.
fn types(class: ClassFacts, name: &str) -> Vec<String> {
    class.members().filter(|member| member.name() == name).map(Member::declared).collect()
}

#[test]
fn classes_of_the_jdk_have_their_supertypes_and_members() {
    let list = of_jdk("java.util.List");
    assert_eq!(list.parameters(), "<E>");
    assert_eq!(list.supertypes().map(Member::type_text).collect::<Vec<_>>(), ["java.util.Collection<E>"]);
    assert_eq!(types(list, "get"), ["(int): E"]);
    assert_eq!(
        types(of_jdk("java.util.Map"), "computeIfAbsent"),
        ["(K,java.util.function.Function<? super K,? extends V>): V"]
    );
    assert_eq!(
        types(of_jdk("java.lang.Iterable"), "forEach"),
        ["(java.util.function.Consumer<? super T>): void"]
    );
    assert_eq!(types(of_jdk("java.util.Map.Entry"), "getKey"), ["(): K"]);
    assert_eq!(of_jdk("java.lang.Enum").parameters(), "<E extends java.lang.Enum<E>>");
    assert!(of_jdk("java.lang.Object").implied_supertype(Releases::levels()).is_none());
    assert!(of_jdk("java.lang.StringBuilder").declares("setLength"), "from a hidden class above it");
}

/// The only member called `name` that some release has.
fn only(class: &str, name: &str) -> Member {
    let class = Api.class(class).unwrap_or_else(|| panic!("the tables lack {class}"));
    let members: Vec<_> = class.members().filter(|member| member.name() == name).collect();
    let [only] = members[..] else { panic!("{members:?}") };
    only
}

#[test]
fn methods_have_their_exceptions() {
    let exceptions = |class, name| only(class, name).exceptions().collect::<Vec<_>>();
    let map = "org.apache.flink.api.common.functions.MapFunction";
    assert_eq!(exceptions(map, "map"), ["java.lang.Exception"]);
    assert_eq!(exceptions("java.io.Closeable", "close"), ["java.io.IOException"]);
    assert!(exceptions("java.lang.Runnable", "run").is_empty());
    assert_eq!(only(map, "map").result(), Some("O"));
}

#[test]
fn constants_have_their_values() {
    let consumer = "org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants";
    let position = only(consumer, "STREAM_INITIAL_POSITION");
    assert_eq!(position.declared(), ": java.lang.String");
    assert_eq!(position.constant(), Some("\"flink.stream.initpos\""));
    assert_eq!(position.string_value().as_deref(), Some("flink.stream.initpos"));
    assert_eq!(only("java.lang.Integer", "MAX_VALUE").constant(), Some("2147483647"));
    assert_eq!(only("java.lang.Character", "MAX_VALUE").constant(), Some("'\\uffff'"));
    assert_eq!(only("java.io.File", "separator").constant(), None);
    assert_eq!(only("java.util.Map", "computeIfAbsent").constant(), None);
}

#[test]
fn every_constant_string_can_be_read() {
    let members = Api.classes().flat_map(ClassFacts::members);
    let strings =
        members.filter(|member| member.type_text() == "java.lang.String" && member.constant().is_some());
    let mut count = 0;
    for string in strings {
        assert!(string.string_value().is_some(), "{:?}", string.constant());
        count += 1;
    }
    assert!(count > 500, "{count}");
}

#[test]
fn a_functional_interface_has_one_abstract_method() {
    for (name, method) in [
        ("java.util.function.Function", "apply"),
        ("java.lang.Runnable", "run"),
        ("org.apache.flink.api.common.functions.MapFunction", "map"),
        ("org.apache.flink.api.common.eventtime.WatermarkStrategy", "createWatermarkGenerator"),
    ] {
        let members = Api.class(name).expect("it is there").members();
        let names: Vec<_> = members.filter(|member| member.is("abstract")).map(Member::name).collect();
        assert_eq!(names, [method]);
    }
}

#[test]
fn levels_of_the_jdk_are_no_releases_of_flink() {
    assert_eq!(Api.levels().map(|level| level.name).collect::<Vec<_>>(), ["jdk8", "jdk11", "jdk17"]);
    assert!(Api.releases().all(|release| !release.name.starts_with("jdk")));
    let level = |version| Api.level(version).name;
    assert_eq!((level(7), level(8), level(10), level(21)), ("jdk8", "jdk8", "jdk8", "jdk17"));
    let target = Api.release("2.2.0").expect("a target");
    let of_jdk = || Api.classes().filter(|class| class.is_of_jdk());
    assert!(of_jdk().all(|class| class.gone_since(target).is_none() && class.releases().iter().count() == 0));
    let names: Vec<_> = of_jdk().flat_map(ClassFacts::supertypes).map(Member::erased).collect();
    assert!(names.iter().all(|name| Api.class(name).is_some()), "what stands above them is there");
}

#[test]
fn a_member_of_the_jdk_has_its_levels() {
    let (eight, eleven) = (Api.level(8), Api.level(11));
    let is_blank = |level| of_jdk("java.lang.String").methods("isBlank", 0, level).found.len();
    assert_eq!((is_blank(eight), is_blank(eleven)), (0, 1));
    let target = Api.release("2.2.0").expect("a target");
    assert_eq!(is_blank(target), 1, "a release of Flink says nothing about the JDK");
}

#[test]
fn what_may_be_lost_passes_the_sieve() {
    let target = Api.release("2.2.0").expect("a target");
    let lost = Api.lost(target);
    assert!(lost.has_class("DataSet") && !lost.has_class("CheckpointConfig"));
    assert!(lost.has_method("timeWindow", 2) && !lost.has_method("timeWindow", 3));
    assert!(lost.has_constructor("TableConfig", 0) && !lost.has_constructor("TableConfig", 1));
    assert!(lost.has_field("DEFAULT_PARALLELISM_KEY") && !lost.has_field("STATE_TTL_NOWHERE"));
    assert!(!lost.has_method("toString", 0), "all classes that stay have it from `Object`");
    assert!(lost.has("collect") && !lost.has("an old name"));
}
