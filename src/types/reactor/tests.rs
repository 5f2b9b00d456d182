//! Inheritance and properties across files.

use std::collections::BTreeMap;

use super::*;
use crate::snapshot::Snapshot;

fn project(files: &[(&str, &str)]) -> Project {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    Project::new(Snapshot::of_files(files), [])
}

const PARENT: &str = "<project><groupId>g</groupId><artifactId>p</artifactId><version>1</version>\
    <properties><flink.version>1.20.0</flink.version><aws>${flink.version}</aws></properties></project>";

fn child(parent: &str) -> String {
    format!(
        "<project><parent><groupId>g</groupId><artifactId>{parent}</artifactId><version>1</version></parent>\
         <artifactId>c</artifactId><dependencies><dependency><groupId>x</groupId><artifactId>y</artifactId>\
         <version>${{aws}}</version></dependency></dependencies></project>"
    )
}

#[test]
fn properties_are_inherited_and_put_in() {
    let project = project(&[("pom.xml", PARENT), ("c/pom.xml", &child("p"))]);
    let reactor = project.reactor();
    assert_eq!(reactor.evaluate("c/pom.xml", "${aws}-${project.version}").as_deref(), Ok("1.20.0-1"));
    assert_eq!(reactor.heirs("pom.xml").len(), 2);
}

#[test]
fn a_parent_with_other_coordinates_is_outside() {
    let project = project(&[("pom.xml", PARENT), ("c/pom.xml", &child("q"))]);
    let why = project.reactor().evaluate("c/pom.xml", "${aws}").expect_err("unknown");
    assert_eq!(why, "`${aws}` comes from the parent `g:q`, which is not in this repository.");
}

#[test]
fn uses_are_found_through_other_properties_and_files() {
    let project = project(&[("pom.xml", PARENT), ("c/pom.xml", &child("p"))]);
    let reactor = project.reactor();
    let Lookup::Defined(definitions) = reactor.property("pom.xml", "flink.version") else {
        panic!("defined");
    };
    let uses: Vec<_> = reactor.uses(&definitions[0]).into_iter().map(|one| one.used).collect();
    assert_eq!(uses, [Used::DependencyVersion(0)]);
}

#[test]
fn a_property_that_refers_to_itself_is_unknown() {
    let text = "<project><properties><a>${b}</a><b>${a}</b></properties></project>";
    let project = project(&[("pom.xml", text)]);
    assert!(project.reactor().evaluate("pom.xml", "${a}").is_err());
}
