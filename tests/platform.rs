//! Where the application runs is found out from all of its files, whichever transforms take part.

use support::{POM, Place};

mod support;

const HANDLER: &[u8] =
    b"import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;\nclass Handler {}\n";

const MANAGED: &str =
    "Platform: managed-flink. `b/Handler.java` names `com.amazonaws.services.kinesisanalytics`.";

fn job() -> Place {
    Place::commit_of(&[("a/pom.xml", POM.as_bytes()), ("b/Handler.java", HANDLER)])
}

#[test]
fn the_choice_of_transforms_makes_no_difference() {
    let place = job();
    place.flinkmod(&["plan"]).says(&[MANAGED]);
    for source in flinkmod::transforms::TRANSFORMS {
        place.flinkmod(&["plan", "--only", source.id]).says(&[MANAGED]);
        place.flinkmod(&["plan", "--skip", source.id]).says(&[MANAGED]);
    }
}

#[test]
fn only_files_in_the_named_folder_tell() {
    job().flinkmod(&["plan", "a"]).says(&["Platform: open-source. No build file and no source names"]);
}

#[test]
fn prose_does_not_tell() {
    let place = Place::commit_of(&[("pom.xml", POM.as_bytes()), ("README.md", HANDLER)]);
    place.flinkmod(&["plan"]).says(&["Platform: open-source."]);
}

#[test]
fn what_was_asked_for_is_taken() {
    let said = job().flinkmod(&["plan", "--platform", "open-source"]);
    said.says(&["Platform: open-source. It was asked for."]);
}
