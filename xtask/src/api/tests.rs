//! From small class files to the lines of a table.

use super::table::Table;
use super::{class_file, view};
use crate::signature::ClassSignature;
use crate::stubs;

/// The lines of the table of one release whose classes have these rows, but for its head.
fn lines(rows: &[&str]) -> Vec<String> {
    let written: Vec<ClassSignature> =
        rows.iter().map(|row| serde_json::from_str(row).expect("the rows are well-formed")).collect();
    let read = |class: &ClassSignature| {
        let bytes = stubs::class_file::write(class, &written).expect("the row can be written");
        class_file::read(&bytes).expect("what is written can be read")
    };
    let classes: Vec<ClassSignature> = written.iter().filter_map(read).collect();
    let mut table = Table::default();
    for class in view::of_classes(&classes, |_| true) {
        table.add(0, class);
    }
    let files = table.files(&["1.20"], "JARs");
    files.values().flat_map(|text| text.lines().skip(1)).map(str::to_owned).collect()
}

/// A public class without type parameters that extends `Object`.
fn class(flags: u16, members: &str) -> String {
    format!(
        r#"{{"name":"org.apache.flink.a.B","acc":{flags},"super":"java.lang.Object","ifaces":[],"sig":null,
        "dep":false,"outer":null,"members":[{members}]}}"#
    )
}

#[test]
fn a_method_of_an_interface_is_abstract_unless_it_has_a_body() {
    let members = r#"["m","of","()V",null,9,false,[],[],null],["m","map","(I)V",null,1025,false,[],[],null],
        ["m","then","()V",null,1,true,[],[],null]"#;
    let expected = [
        "org.apache.flink.a.B\t1.20\tinterface",
        " map(int): void\t\tabstract",
        " of(): void\t\tstatic",
        " then(): void\t\tdeprecated:1.20",
    ];
    assert_eq!(lines(&[&class(0x0601, members)]), expected);
}

#[test]
fn exceptions_are_those_of_the_signature_or_else_of_the_method() {
    let members = r#"["m","f","()V",null,4,false,[],["java.io.IOException","a.B$E"],null],
        ["m","g","()V","<E:Ljava/lang/Exception;>()V^TE;",17,false,[],["java.lang.Exception"],null],
        ["m","<init>","([I)V",null,129,false,[],["a.E"],null]"#;
    let expected = [
        "org.apache.flink.a.B\t1.20\tclass",
        " f(): void throws java.io.IOException,a.B.E\t\tprotected",
        " g<E extends java.lang.Exception>(): void throws E\t\tfinal",
        " new(int[]) throws a.E\t\tvarargs",
    ];
    assert_eq!(lines(&[&class(0x0021, members)]), expected);
}

#[test]
fn constants_have_values_and_other_fields_none() {
    let members = r#"["f","KEY","Ljava/lang/String;",null,25,false,[],[],"a.b"],["f","LIMIT","J",null,25,false,[],[],7],
        ["f","ON","Z",null,25,false,[],[],1],["f","RATIO","D",null,25,false,[],[],0.5],
        ["f","own","I",null,17,false,[],[],3],["f","any","I",null,9,false,[],[],null]"#;
    let expected = [
        "org.apache.flink.a.B\t1.20\tfinal class",
        " KEY: java.lang.String = \"a.b\"\t\tstatic final",
        " LIMIT: long = 7\t\tstatic final",
        " ON: boolean = true\t\tstatic final",
        " RATIO: double = 0.5\t\tstatic final",
        " any: int\t\tstatic",
        " own: int\t\tfinal",
    ];
    assert_eq!(lines(&[&class(0x0031, members)]), expected);
}

#[test]
fn what_only_its_package_or_the_compiler_sees_is_left_out() {
    let members = r#"["m","f","()V",null,0,false,[],[],null],["m","g","()V",null,2,false,[],[],null],
        ["m","h","()V",null,4161,false,[],[],null],["f","A","I",null,16409,false,[],[],null],
        ["m","h$default$1","()V",null,1,false,[],[],null],["m","$","(I)V",null,9,false,[],[],null]"#;
    let expected = ["org.apache.flink.a.B\t1.20\tenum", " $(int): void\t\tstatic", " A: int\t\tconstant"];
    assert_eq!(lines(&[&class(0x4021, members)]), expected);
}

#[test]
fn a_nested_class_has_the_words_of_its_declaration() {
    let outer =
        class(0x0021, "").replace("\"sig\":null", r#""sig":"<T::Ljava/util/List<-TT;>;>La/Base<[TT;>;""#);
    let nested = r#"{"name":"org.apache.flink.a.B$In","acc":1036,"super":"a.C","ifaces":["a.I"],"sig":null,"dep":true,
        "outer":"org.apache.flink.a.B","members":[]}"#;
    let expected = [
        "org.apache.flink.a.B<T extends java.util.List<? super T>>\t1.20\tclass",
        " extends a.Base<T[]>",
        "org.apache.flink.a.B.In\t1.20\tprotected abstract static class deprecated:1.20",
        " extends a.C",
        " implements a.I",
    ];
    assert_eq!(lines(&[&outer, nested]), expected);
}

/// A class of the package `org.apache.flink` with one method.
fn named(name: &str, flags: u16, superclass: &str) -> String {
    let outer = match name.rsplit_once('$') {
        Some((outer, _)) => format!(r#""org.apache.flink.{outer}""#),
        None => "null".to_owned(),
    };
    format!(
        r#"{{"name":"org.apache.flink.{name}","acc":{flags},"super":"{superclass}","ifaces":[],"sig":null,"dep":false,
        "outer":{outer},"members":[["m","f","()V",null,4,false,[],[],null]]}}"#
    )
}

#[test]
fn hidden_classes_give_their_members_to_the_api() {
    let rows = [
        named("a.internal.Base", 0x0420, "java.lang.Object"),
        named("a.B$In", 0x040a, "org.apache.flink.a.internal.Base"),
        named("a.B", 0x0021, "org.apache.flink.a.B$In"),
        named("a.B$Other", 0x000a, "org.apache.flink.a.B"),
    ];
    let expected = [
        "org.apache.flink.a.B\t1.20\tclass",
        " extends org.apache.flink.a.B.In",
        " f(): void\t\tprotected",
        "org.apache.flink.a.B.In\t1.20\thidden abstract static class",
        " extends org.apache.flink.a.internal.Base",
        " f(): void\t\tprotected",
        "org.apache.flink.a.internal.Base\t1.20\thidden abstract class",
        " f(): void\t\tprotected",
    ];
    assert_eq!(lines(&rows.each_ref().map(String::as_str)), expected);
}

#[test]
fn a_class_in_a_hidden_one_is_hidden_as_well() {
    let rows = [
        named("a.Hidden", 0x0020, "java.lang.Object"),
        named("a.Hidden$Base", 0x0009, "java.lang.Object"),
        named("a.Hidden$Other", 0x0009, "java.lang.Object"),
        named("a.internal.B", 0x0021, "org.apache.flink.a.Hidden$Base"),
    ];
    let expected = [
        "org.apache.flink.a.Hidden.Base\t1.20\thidden static class unlisted",
        "org.apache.flink.a.internal.B\t1.20\tclass unlisted",
        " extends org.apache.flink.a.Hidden.Base",
    ];
    assert_eq!(lines(&rows.each_ref().map(String::as_str)), expected, "it gives its members to nobody");
}
