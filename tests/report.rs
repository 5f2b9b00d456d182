//! How a plan looks on a terminal, where `tests/cli.rs` cannot look.

use std::io::Write;
use std::sync::Arc;

use flinkmod::catalog;
use flinkmod::engine::{self, Silent};
use flinkmod::plan::Held;
use flinkmod::report::summary::{self, Detail};
use flinkmod::report::text::{self, Layout};
use flinkmod::report::{Side, Subject};
use flinkmod::settings::Settings;
use flinkmod::snapshot::{Skipped, Snapshot};
use flinkmod::transforms::{RELEASES, TRANSFORMS};
use snapbox::{assert_data_eq, str};

const POM: &str = include_str!("support/pom.xml");

/// What `show` says of the plan that moves the version of Flink in `pom`.
fn shown(pom: &[u8], show: impl Fn(&mut dyn Write, &Subject<'_>)) -> String {
    let catalog = catalog::load(TRANSFORMS).expect("the transform files are sound");
    let releases = catalog::releases(RELEASES).expect("the releases are sound");
    let target = releases.into_iter().find(|release| release.version == "2.2.0").expect("2.2.0 is a target");
    let mut settings = Settings::new(target);
    settings.only = [Arc::from("flink_version")].into();
    let snapshot = Snapshot::of_files([("pom.xml".to_owned(), pom.to_vec())].into());
    let contents = Arc::clone(&snapshot.contents);
    let mut plan = engine::plan(snapshot, &catalog, &settings, &Silent);
    let path = |number| format!("lib/link{number}");
    plan.skipped =
        (1..=6).map(|number| Skipped { path: path(number), why: "It is a link.".into() }).collect();
    let reported = plan.steps[0].findings[0].clone();
    plan.held = vec![Held { reported, why: "the new text would not parse".into() }];
    let mut out = anstream::StripStream::new(Vec::new());
    show(&mut out, &Subject { plan: &plan, catalog: &catalog, contents: &*contents });
    String::from_utf8(out.into_inner()).expect("reports are UTF-8")
}

fn on_a_terminal(pom: &[u8], side: Side) -> String {
    shown(pom, |out, subject| {
        text::write_findings(out, subject, &subject.findings(), side, Layout::Terminal)
            .expect("memory takes everything");
    })
}

#[test]
fn a_terminal_shows_the_source_line_and_the_place_in_it() {
    let expected = str![[r"
pom.xml
  8:24  apply  flink_version
    |         <flink.version>1.20.0</flink.version>
    |                        ^^^^^^
    `flink.version` moves from 1.20.0 to 2.2.0.
    why Flink 2 is not binary compatible with Flink 1: every artifact of Flink itself must be of the same release.
    see https://nightlies.apache.org/flink/flink-docs-release-2.0/release-notes/flink-2.0/


"]];
    assert_data_eq!(on_a_terminal(POM.as_bytes(), Side::Before), expected);
}

#[test]
fn the_place_after_the_last_step_is_looked_up_in_the_new_text() {
    let text = on_a_terminal(POM.as_bytes(), Side::After);
    assert!(text.contains("    |         <flink.version>2.2.0</flink.version>\n"), "{text}");
    assert!(text.contains("    |                        ^^^^^\n"), "{text}");
}

#[test]
fn tabs_and_bytes_of_other_encodings_do_not_move_the_mark() {
    let tabs = POM.replace("        <flink", "\t\t<flink");
    let text = on_a_terminal(tabs.as_bytes(), Side::Before);
    assert!(text.contains("    |         <flink.version>1.20.0</flink.version>\n"), "{text}");
    assert!(text.contains("    |                        ^^^^^^\n"), "{text}");

    let (head, tail) = POM.split_once("<flink.version>").expect("the pom says its version");
    let latin = [head.as_bytes(), b"<!-- \xe9 --><flink.version>", tail.as_bytes()].concat();
    let text = on_a_terminal(&latin, Side::Before);
    assert!(text.contains("    |         <!-- \u{fffd} --><flink.version>1.20.0<"), "{text}");
    assert!(text.contains("    |                                  ^^^^^^\n"), "{text}");
}

#[test]
fn what_is_held_says_why() {
    let text = shown(POM.as_bytes(), |out, subject| {
        text::write_held(out, &subject.plan.held).expect("memory takes everything");
    });
    let expected = "pom.xml:8:24: held [flink_version] `flink.version` moves from 1.20.0 to 2.2.0. \
                    It was not changed: the new text would not parse.\n";
    assert_eq!(text, expected);
}

#[test]
fn a_summary_names_some_of_what_was_not_read_or_all_of_it() {
    let summary = |detail| {
        shown(POM.as_bytes(), |out, subject| {
            summary::write(out, subject, detail).expect("memory takes everything");
        })
    };
    let expected = str![[r"
1 finding in 1 file: 1 apply, 0 review, 0 manual.
1 step changes 1 file; 0 findings left to you, 1 change held.
Target: Flink 2.2.0 on Java 17. Platform: open-source. [..]
Not read: 6 paths.
  lib/link1: It is a link.
  lib/link2: It is a link.
  lib/link3: It is a link.
  lib/link4: It is a link.
  lib/link5: It is a link.
  and 1 more; `-v` names them

"]];
    assert_data_eq!(summary(Detail::Some), expected);
    assert!(summary(Detail::All).ends_with("  lib/link6: It is a link.\n"));
}

#[test]
fn a_summary_says_first_what_keeps_a_project_from_moving() {
    let unknown = "<dependency><groupId>org.apache.flink</groupId><artifactId>flink-moon</artifactId>\
                   <version>${flink.version}</version></dependency></dependencies>";
    let pom = POM.replace("</dependencies>", unknown);
    let text = shown(pom.as_bytes(), |out, subject| {
        summary::write(out, subject, Detail::Some).expect("memory takes everything");
    });
    let first =
        "Without a release for Flink 2.2: `flink-moon` (pom.xml). What uses it must wait or do without.";
    assert_eq!(text.lines().next(), Some(first));
}
