//! Reading and editing one project file.

use super::*;
use crate::text::{Edit, EditSet};

fn pom(text: &str) -> BuildFile {
    let source = SourceText::new(text.as_bytes().to_vec()).expect("text");
    BuildFile::new("pom.xml".into(), Arc::new(source))
}

fn edited(pom: &BuildFile, edit: Edit) -> String {
    let mut edits = EditSet::default();
    edits.union(&[edit]).expect("one edit");
    String::from_utf8(edits.apply(pom.source.bytes())).expect("UTF-8")
}

const SMALL: &str = "<project>\r\n\t<version>1</version>\r\n\t<properties>\r\n\t\t<a>1</a>\r\n\t\t<b>2</b> <c>3</c>\r\n\t</properties>\r\n</project>\r\n";

#[test]
fn reads_lists_of_projects_profiles_and_plugins() {
    let pom = pom("<project><profiles><profile><id>p</id><build><plugins><plugin><artifactId>x</artifactId>\
        <dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId></dependency></dependencies>\
        </plugin></plugins></build></profile></profiles></project>");
    let [dependency] = &*pom.model.dependencies else { panic!("one dependency") };
    assert_eq!(dependency.section, Section::OfPlugin);
    assert_eq!(dependency.profile.as_deref(), Some("p"));
    assert_eq!(pom.model.plugins[0].coordinate(), "org.apache.maven.plugins:x");
}

#[test]
fn removes_whole_lines_only_where_nothing_else_stands() {
    let pom = pom(SMALL);
    let [a, b, _] = &*pom.model.properties else { panic!("three properties") };
    assert!(!edited(&pom, pom.removal(a.element)).contains("\t\t\r\n"));
    assert!(edited(&pom, pom.removal(b.element)).contains("\t\t <c>3</c>\r\n"));
}

#[test]
fn new_lines_look_like_their_neighbours() {
    let pom = pom(SMALL);
    let edit = pom.properties_added(&[("d", "4")]).expect("a place");
    assert!(edited(&pom, edit).contains("<c>3</c>\r\n\t\t<d>4</d>\r\n\t</properties>"));
}

#[test]
fn a_project_without_properties_gets_them() {
    let pom = pom("<project>\n  <version>1</version>\n</project>\n");
    let edit = pom.properties_added(&[("d", "4")]).expect("a place");
    let after =
        "<project>\n  <version>1</version>\n\n  <properties>\n    <d>4</d>\n  </properties>\n</project>\n";
    assert_eq!(edited(&pom, edit), after);
}

#[test]
fn a_list_in_one_line_is_opened() {
    let pom = pom("<project>\n  <properties><a>1</a></properties>\n</project>\n");
    let edit = pom.properties_added(&[("d", "4")]).expect("a place");
    let after = "<project>\n  <properties><a>1</a>\n    <d>4</d>\n  </properties>\n</project>\n";
    assert_eq!(edited(&pom, edit), after);
    let first = pom.tree.nodes().find(|node| node.name() == "a").expect("there is one").id();
    let before = pom.insertion_before(first, "<d>4</d>");
    let after = "<project>\n  <properties>\n    <d>4</d>\n    <a>1</a></properties>\n</project>\n";
    assert_eq!(edited(&pom, before), after);
}

#[test]
fn the_step_is_that_of_the_neighbour() {
    let pom = pom(
        "<project>\n\t<name>n</name>\n\t<build>\n\t\t<a>1</a>\n\t</build>\n  <properties>\n     <b>1</b>\n  \
        </properties>\n</project>\n",
    );
    let properties = pom.project().and_then(|project| project.child("properties")).expect("it is there");
    let edit =
        pom.insertion_after(properties.id(), &["<c>".to_owned(), "\t<d/>".to_owned(), "</c>".to_owned()]);
    assert!(edited(&pom, edit).contains("</properties>\n  <c>\n     <d/>\n  </c>\n"));
}

#[test]
fn a_comment_keeps_its_line_or_the_next() {
    let pom = pom(
        "<project>\n<!-- flinkmod: keep -->\n<version>1</version>\n<name>n</name><!-- flinkmod: keep -->\n\
        <packaging>jar</packaging>\n</project>",
    );
    let kept = |value: &Option<Value>| pom.keeps(value.as_ref().expect("a value").span);
    assert!(kept(&pom.model.version));
    assert!(kept(&pom.model.name));
    assert!(!kept(&pom.model.packaging));
}

#[test]
fn a_broken_project_says_nothing() {
    let pom = pom("<!DOCTYPE x><project><version>1</version></project>");
    assert_eq!(pom.syntax_errors(), 1);
    assert!(pom.model.version.is_none());
}
