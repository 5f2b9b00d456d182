//! The commands from outside: what they print, what they write, how they end.

use std::process::Stdio;

use git2::Commit;
use serde_json::Value;
use support::{POM, Place};

mod support;

const BRANCH: &str = "flinkmod/flink-2.2";

/// A job that needs a person: its class does not end.
const LEFT: &[u8] = b"import org.apache.flink.api.common.Plan;\nclass Job { void run( {\n";

fn message(commit: &Commit<'_>) -> String {
    commit.message().expect("UTF-8").to_owned()
}

fn two_jobs() -> Place {
    Place::commit_of(&[("one/pom.xml", POM.as_bytes()), ("two/pom.xml", POM.as_bytes())])
}

#[test]
fn plan_says_one_line_a_finding_and_a_summary() {
    let said = Place::job().flinkmod(&["plan", "--only", "flink_version"]);
    said.did_its_job();
    let first = said.out.lines().next().unwrap_or_default();
    assert!(first.starts_with("pom.xml:8:24: apply [flink_version] `flink.version` moves from 1.20.0"));
    said.says(&["1 finding in 1 file: 1 apply, 0 review, 0 manual.", "Target: Flink 2.2.0 on Java 17."]);
}

#[test]
fn plan_writes_nothing() {
    let place = Place::job();
    let before = place.state();
    for arguments in [["plan"].as_slice(), &["plan", "--diff"], &["plan", "--steps"], &["check"]] {
        place.flinkmod(arguments);
    }
    assert_eq!(place.state(), before);
}

#[test]
fn quiet_leaves_the_summary_out() {
    let said = Place::job().flinkmod(&["plan", "-q", "--only", "flink_version"]);
    assert_eq!(said.out.lines().count(), 1);
    let said = Place::job().flinkmod(&["plan", "--diff", "-q"]);
    assert_eq!(said.err, "");
}

#[test]
fn steps_are_the_commits_of_apply() {
    let place = Place::job();
    let steps = place.flinkmod(&["plan", "--steps"]);
    place.flinkmod(&["apply"]).did_its_job();
    let subjects = place.commits(BRANCH, |commit| message(commit).lines().next().map(str::to_owned));
    for (index, subject) in subjects.iter().enumerate() {
        steps.says(&[&format!("{}. {}\n", index + 1, subject.as_deref().unwrap_or_default())]);
    }
}

#[test]
fn apply_adds_a_branch_and_touches_nothing_else() {
    let place = Place::job();
    let before = place.state();
    let said = place.flinkmod(&["apply"]);
    said.did_its_job();
    said.says(&["Branch flinkmod/flink-2.2 on ", "  git switch flinkmod/flink-2.2\n  mvn verify\n"]);
    let added = format!("refs/heads/{BRANCH} Some({})\n", place.id(BRANCH));
    assert_eq!(place.state().replace(&added, ""), before);
    assert_eq!(place.reflog(BRANCH), format!("flinkmod apply on {:.7}", place.id("main")));
    let parents = place.commits(BRANCH, |commit| commit.parent_id(0).map(|id| id.to_string()).ok());
    assert_eq!(parents.first(), Some(&Some(place.id("main"))));
}

#[test]
fn a_commit_says_why_and_who() {
    let place = Place::job();
    let author = "Grace <grace@example.org>";
    place.flinkmod(&["apply", "--only", "flink_version", "--author", author]).did_its_job();
    let commits = place.commits(BRANCH, |commit| {
        let time = commit.author().when().seconds();
        (commit.author().to_string(), commit.committer().to_string(), time, message(commit))
    });
    let [(author, committer, time, message)] = commits.as_slice() else { panic!("{commits:?}") };
    assert_eq!((author.as_str(), *time), ("Grace <grace@example.org>", 1_700_000_000));
    assert_eq!(committer, "Ada <ada@example.org>");
    assert!(message.ends_with("\n\nFlinkmod-Transform: flink_version\n"), "{message}");
    assert!(message.lines().all(|line| line.len() <= 100), "{message}");
}

#[test]
fn the_same_commit_at_the_same_time_gives_the_same_ids() {
    let [one, two] = [Place::job(), Place::job()].map(|place| {
        place.flinkmod(&["apply"]).did_its_job();
        place.id(BRANCH)
    });
    assert_eq!(one, two);
}

#[test]
fn a_date_for_everything_that_is_built_holds_for_commits_too() {
    let place = Place::job();
    let mut command = place.command(env!("CARGO_BIN_EXE_flinkmod"));
    command.env_remove("GIT_AUTHOR_DATE").env_remove("GIT_COMMITTER_DATE").env("SOURCE_DATE_EPOCH", "86400");
    assert!(command.arg("apply").output().expect("it runs").status.success());
    let times = |commit: &Commit<'_>| (commit.author().when().seconds(), commit.time().seconds());
    assert_eq!(place.commits(BRANCH, times).last(), Some(&(86400, 86400)));
}

#[test]
fn squash_makes_one_commit_that_lists_the_steps() {
    let place = Place::job();
    place.flinkmod(&["apply", "--squash"]).did_its_job();
    let messages = place.commits(BRANCH, message);
    let [message] = messages.as_slice() else { panic!("{messages:?}") };
    assert!(message.starts_with("Move to Flink 2.2.0 and Java 17\n\n- "), "{message}");
    assert!(message.contains("\nFlinkmod-Transform: flink_version"), "{message}");
}

#[test]
fn the_result_of_apply_has_nothing_left_to_change() {
    let place = Place::job();
    place.flinkmod(&["apply"]).did_its_job();
    assert_eq!(place.flinkmod(&["plan", "--diff", "--at", BRANCH]).out, "");
    let check = ["check", "--at", BRANCH, "--only", "flink_version"];
    assert_eq!(place.flinkmod(&check).code, Some(0));
    let again = place.flinkmod(&["apply", "--at", BRANCH, "--branch", "again"]);
    again.says(&["There is nothing to change, so nothing was written."]);
    assert!(!place.has("again"));
}

#[test]
fn an_executable_file_stays_one() {
    let place = Place::job();
    place.set_mode("pom.xml", 0o100_755, &place.id("HEAD:pom.xml"));
    place.commit_index("Make it executable");
    place.flinkmod(&["apply"]).did_its_job();
    assert_eq!(place.mode(BRANCH, "pom.xml"), 0o100_755);
}

#[test]
fn only_the_named_folder_is_rewritten() {
    let place = two_jobs();
    let said = place.flinkmod(&["apply", "one"]);
    said.did_its_job();
    said.says(&["  mvn -f one/ verify"]);
    assert_eq!(place.changed("main", BRANCH), ["one/pom.xml"]);
}

#[test]
fn paths_start_at_the_repository_wherever_the_command_is_typed() {
    let place = two_jobs();
    let mut command = place.command(env!("CARGO_BIN_EXE_flinkmod"));
    command.current_dir(place.path().join("two"));
    let output = command.args(["plan", "-q", "--only", "flink_version"]).output().expect("it runs");
    assert!(output.stdout.starts_with(b"two/pom.xml:8:24: "), "{output:?}");
}

#[test]
fn a_folder_that_is_not_committed_is_read_as_it_lies() {
    let place = Place::job();
    place.write("new/pom.xml", POM.as_bytes());
    let said = place.flinkmod(&["plan", "new", "--only", "flink_version"]);
    said.did_its_job();
    said.says(&["new/pom.xml:8:24: apply", "The last commit has no folder `new`"]);
    place.flinkmod(&["apply", "new"]).refused(&["The commit `HEAD` has no folder `new`.", "--worktree"]);
}

#[test]
fn in_place_writes_the_files_where_they_lie() {
    let place = Place::folder();
    place.write("pom.xml", POM.as_bytes());
    let said = place.flinkmod(&["apply", "--in-place", "--only", "flink_version"]);
    said.did_its_job();
    said.says(&["Written in place:\n  pom.xml\n", "Next\n  mvn verify\n"]);
    let expected = POM.replace("1.20.0", "2.2.0");
    assert_eq!(place.read("pom.xml"), expected.as_bytes());
    assert_eq!(place.files().lines().count(), 1);
}

#[test]
fn in_place_in_a_repository_leaves_commits_to_the_person() {
    let place = Place::job();
    let head = place.id("HEAD");
    place.flinkmod(&["apply", "--in-place"]).did_its_job();
    assert_ne!(place.read("pom.xml"), POM.as_bytes());
    assert_eq!(place.blob("HEAD:pom.xml"), POM.as_bytes());
    assert_eq!(place.id("HEAD"), head);
}

#[test]
fn the_branch_is_named_for_the_target() {
    let place = Place::job();
    place.flinkmod(&["apply", "--target", "2.0"]).did_its_job();
    let pom = String::from_utf8(place.blob("flinkmod/flink-2.0:pom.xml")).expect("UTF-8");
    assert!(pom.contains("<flink.version>2.0.0<"), "{pom}");
}

#[test]
fn a_target_without_facts_is_refused_by_name() {
    let said = Place::job().flinkmod(&["plan", "--target", "1.20"]);
    said.refused(&["flinkmod has no facts about a move to Flink `1.20`.", "It knows 2.0.0, "]);
}

#[test]
fn transforms_can_be_chosen() {
    let place = Place::job();
    let diff = |choice| place.flinkmod(&["plan", "--diff", choice, "broken_source,flink_version"]).out;
    assert!(diff("--only").contains("+        <flink.version>2.2.0<"));
    assert!(!diff("--skip").contains("<flink.version>2.2.0<"));
}

#[test]
fn a_transform_that_is_not_there() {
    let place = Place::job();
    let said = place.flinkmod(&["plan", "--only", "flink_versions"]);
    said.refused(&["There is no transform `flink_versions`.", "`flink_version` has a similar name."]);
    let said = place.flinkmod(&["plan", "--skip", "legacy"]);
    said.refused(&["These begin with it: `legacy_source_function`, `legacy_sink_function`."]);
    place.flinkmod(&["explain", "jar"]).refused(&["`jar_name` begins with it."]);
    place.flinkmod(&["explain", "zzz"]).refused(&["There is no transform `zzz`.", "`flinkmod list`"]);
}

#[test]
fn arguments_that_cannot_be() {
    let place = Place::job();
    for arguments in [
        ["plan", "--aws-account", "123"].as_slice(),
        &["plan", "--aws-region", "Frankfurt"],
        &["plan", "--threads", "0"],
        &["plan", "--platform", "other"],
        &["plan", "--diff", "--output-format", "json"],
        &["apply", "--worktree"],
        &["apply", "--author", "Ada"],
        &["nonsense"],
        &[],
    ] {
        assert_eq!(place.flinkmod(arguments).code, Some(2), "{arguments:?}");
    }
}

#[test]
fn check_says_with_its_exit_code_whether_anything_is_left() {
    let said = Place::job().flinkmod(&["check"]);
    assert_eq!(said.code, Some(1));
    said.says(&["`flinkmod plan` shows what is left, `flinkmod apply` writes"]);
    let said = Place::commit_of(&[("README.md", b"Nothing")]).flinkmod(&["check"]);
    assert_eq!(said.code, Some(0));
    said.says(&["Nothing is left of what flinkmod looked for (", "see `flinkmod list`); 0 files read."]);
}

#[test]
fn the_exit_code_says_what_is_left_when_asked() {
    let place = Place::commit_of(&[("Job.java", LEFT), ("pom.xml", POM.as_bytes())]);
    assert_eq!(place.flinkmod(&["plan"]).code, Some(0));
    assert_eq!(place.flinkmod(&["plan", "--exit-code"]).code, Some(1));
    assert_eq!(place.flinkmod(&["apply", "--exit-code"]).code, Some(1));
    let said = Place::job().flinkmod(&["plan", "--exit-code", "--only", "flink_version"]);
    assert_eq!(said.code, Some(0));
    said.says(&["nothing is left to you of what flinkmod looked for (1 transform, see `flinkmod list`)."]);
}

#[test]
fn the_json_document_has_what_the_readme_says() {
    let place = Place::commit_of(&[("Job.java", LEFT), ("pom.xml", POM.as_bytes())]);
    let said = place.flinkmod(&["plan", "--output-format", "json"]);
    let document: Value = serde_json::from_str(&said.out).expect("it is JSON");
    assert_eq!(document["schema"], 1);
    assert_eq!(document["commit"], place.id("HEAD"));
    let open = document["open"][0].as_u64().and_then(|index| usize::try_from(index).ok());
    let open = &document["findings"][open.expect("an index")];
    assert_eq!((&open["path"], &open["remedy"]), (&"Job.java".into(), &"manual".into()));
    let mut steps = document["steps"].as_array().expect("there are steps").iter();
    let step = steps.find(|step| step["transform"] == "flink_version").expect("the version moves");
    assert_eq!(step["files"][0], "pom.xml");
    let index = step["findings"][0].as_u64().and_then(|index| usize::try_from(index).ok());
    let span = &document["findings"][index.expect("an index")]["place"]["span"];
    let at = |end: &str| span[end].as_u64().and_then(|at| usize::try_from(at).ok()).expect("an offset");
    assert_eq!(&POM[at("start")..at("end")], "1.20.0");
}

#[test]
fn the_json_document_of_apply_has_what_was_written() {
    let place = Place::job();
    let said = place.flinkmod(&["apply", "--output-format", "json"]);
    let document: Value = serde_json::from_str(&said.out).expect("it is JSON");
    assert_eq!(document["applied"]["branch"], BRANCH);
    let last = document["applied"]["commits"].as_array().and_then(|commits| commits.last());
    assert_eq!(last.expect("there is a commit")["id"], place.id(BRANCH));
}

#[test]
fn threads_make_no_difference() {
    let place = two_jobs();
    let said = ["1", "7"].map(|threads| place.flinkmod(&["plan", "--threads", threads]).out);
    assert_eq!(said[0], said[1]);
}

#[test]
fn colours_are_for_those_who_see_them() {
    let place = Place::job();
    assert!(!place.flinkmod(&["plan", "--diff"]).out.contains('\u{1b}'));
    assert!(place.flinkmod(&["plan", "--diff", "--color", "always"]).out.contains("\u{1b}[32m+"));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let place = Place::job();
    let mut command = place.command(env!("CARGO_BIN_EXE_flinkmod"));
    let child = command.args(["completions", "bash"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}

#[test]
fn every_transform_is_listed_and_explained() {
    let place = Place::folder();
    let listed = place.flinkmod(&["list"]);
    listed.did_its_job();
    for source in flinkmod::transforms::TRANSFORMS {
        listed.says(&[&format!("\n{} ", source.id)]);
        let explained = place.flinkmod(&["explain", source.id]);
        explained.did_its_job();
        explained.says(&["\nWhy\n", "\nWhat is rewritten\n", "\nWhat is left to you\n", "\nRead on\n"]);
    }
}

#[test]
fn explain_shows_the_first_case() {
    Place::folder().flinkmod(&["explain", "flink_version"]).says(&["\nExample\ndiff --git a/"]);
}

#[test]
fn completions_and_manual_pages_come_from_the_arguments() {
    let place = Place::folder();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        place.flinkmod(&["completions", shell]).says(&["flinkmod", "connector-versions"]);
    }
    place.flinkmod(&["man"]).says(&[".TH flinkmod 1", "explain"]);
    place.flinkmod(&["man", "plan"]).says(&[".TH", "connector\\-versions"]);
    place.flinkmod(&["man", "nothing"]).refused(&["There is no command `nothing`."]);
}
