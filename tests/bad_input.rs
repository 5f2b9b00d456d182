//! Folders, repositories and branches that are not as they should be: each gives a clear message and nothing half-written.

use std::fs;

use support::{POM, Place};

mod support;

#[test]
fn a_folder_outside_git_is_read_as_it_lies() {
    let place = Place::folder();
    place.write("pom.xml", POM.as_bytes());
    let said = place.flinkmod(&["plan"]);
    said.did_its_job();
    said.says(&["`.` is not in a git repository, so the files are read as they lie."]);
}

#[test]
fn a_folder_outside_git_gets_no_branch() {
    let place = Place::folder();
    place.write("pom.xml", POM.as_bytes());
    place.flinkmod(&["apply"]).refused(&["is not in a git repository", "`--in-place` writes the files"]);
    assert_eq!(place.read("pom.xml"), POM.as_bytes());
}

#[test]
fn a_folder_outside_git_has_no_commits() {
    let place = Place::folder();
    place.flinkmod(&["plan", "--at", "main"]).refused(&["There is no commit `main`", "Leave `--at` out"]);
}

#[test]
fn a_folder_that_is_not_there() {
    let said = Place::folder().flinkmod(&["plan", "nowhere"]);
    said.refused(&["The folder `nowhere` cannot be read: no such file or directory."]);
}

#[test]
fn a_file_where_a_folder_is_wanted() {
    let said = Place::job().flinkmod(&["plan", "pom.xml"]);
    said.refused(&["`pom.xml` is not a folder.", "Give the folder that holds it."]);
}

#[test]
fn a_bare_repository_has_commits_to_read_and_gets_a_branch() {
    let (job, bare) = (Place::job(), Place::folder());
    let url = job.path();
    let clone = git2::build::RepoBuilder::new().bare(true).clone(url.to_str().expect("UTF-8"), &bare.path());
    clone.expect("it can be cloned");
    bare.configure();
    bare.flinkmod(&["plan"]).did_its_job();
    bare.flinkmod(&["apply"]).did_its_job();
    assert!(bare.has("flinkmod/flink-2.2"));
}

#[test]
fn a_bare_repository_has_no_files_that_lie_anywhere() {
    let bare = Place::folder();
    git2::Repository::init_bare(bare.path()).expect("a repository can be made");
    for arguments in [["plan", "--worktree"], ["apply", "--in-place"]] {
        bare.flinkmod(&arguments).refused(&["The repository is bare", "Name a commit with `--at`"]);
    }
}

#[test]
fn a_branch_without_commits() {
    let place = Place::repository();
    place.write("pom.xml", POM.as_bytes());
    let before = place.files();
    for command in ["plan", "check", "apply"] {
        place.flinkmod(&[command]).refused(&["The branch `main` has no commit yet", "`--worktree`"]);
    }
    place.flinkmod(&["plan", "--worktree"]).did_its_job();
    assert_eq!(place.files(), before);
}

#[test]
fn a_detached_head_is_a_commit_like_any_other() {
    let place = Place::job();
    let head = git2::Oid::from_str(&place.id("HEAD")).expect("an id");
    place.git().set_head_detached(head).expect("it is a commit");
    place.flinkmod(&["plan"]).did_its_job();
    place.flinkmod(&["apply"]).did_its_job();
    assert!(place.git().head_detached().expect("there is a HEAD"));
    assert_eq!(place.id("HEAD"), head.to_string());
}

#[test]
fn a_revision_that_is_not_there() {
    let said = Place::job().flinkmod(&["plan", "--at", "v9"]);
    said.refused(&["There is no commit `v9` in this repository.", "`git log --oneline --all`"]);
    for revision in ["HEAD^{tree}", "HEAD:pom.xml", "a..b", ""] {
        Place::job().flinkmod(&["plan", "--at", revision]).refused(&["There is no commit `"]);
    }
}

#[test]
fn a_commit_that_is_missing_or_damaged_is_not_called_unknown() {
    for (name, left) in
        [("HEAD", None), ("HEAD", Some("damaged")), ("HEAD^{tree}", None), ("HEAD^{tree}", Some("damaged"))]
    {
        let place = Place::job();
        let id = place.id(name);
        let object = place.path().join(format!(".git/objects/{}/{}", &id[..2], &id[2..]));
        fs::remove_file(&object).expect("it is a loose object");
        if let Some(left) = left {
            fs::write(&object, left).expect("files can be written");
        }
        let said = place.flinkmod(&["plan"]);
        said.refused(&["The commit cannot be read: ", "`git fsck` says whether the repository is sound."]);
    }
}

#[test]
fn changes_that_are_not_committed_are_not_in_the_plan() {
    let place = Place::job();
    place.write("pom.xml", b"<project/>");
    place.write("Other.java", b"class Other {}");
    let clean = Place::job().flinkmod(&["plan"]);
    let dirty = place.flinkmod(&["plan"]);
    dirty.did_its_job();
    dirty.says(&["2 paths have changes that are not committed; they are not in the plan."]);
    assert_eq!(dirty.out, clean.out);
}

#[test]
fn changes_that_are_not_committed_do_not_get_lost_and_not_in() {
    let place = Place::job();
    place.write("pom.xml", b"<project/>");
    let said = place.flinkmod(&["apply"]);
    said.did_its_job();
    said.says(&["1 path has changes that are not committed"]);
    assert_eq!(place.read("pom.xml"), b"<project/>");
    assert_ne!(place.blob("flinkmod/flink-2.2:pom.xml"), b"<project/>");
}

#[test]
fn files_with_changes_are_not_written_in_place() {
    let place = Place::job();
    place.write("pom.xml", (POM.to_owned() + "<!-- mine -->\n").as_bytes());
    let before = place.state();
    let said = place.flinkmod(&["apply", "--in-place"]);
    said.refused(&["`pom.xml` has changes that are not committed.", "Commit or stash it first."]);
    assert_eq!(place.state(), before);
}

#[test]
fn a_file_that_may_not_be_written_keeps_all_others_as_they_are() {
    let place = Place::folder();
    place.write("a/pom.xml", POM.as_bytes());
    place.write("b/pom.xml", POM.as_bytes());
    let locked = place.path().join("b/pom.xml");
    let mut permissions = fs::metadata(&locked).expect("it is there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&locked, permissions).expect("permissions can be set");
    let before = place.files();
    let said = place.flinkmod(&["apply", "--in-place"]);
    said.refused(&["`b/pom.xml` cannot be written: permission denied. No file was changed."]);
    assert_eq!(place.files(), before);
}

#[test]
fn a_branch_that_exists_stays() {
    let place = Place::job();
    place.branch("flinkmod/flink-2.2");
    let before = place.state();
    let said = place.flinkmod(&["apply"]);
    said.refused(&["The branch `flinkmod/flink-2.2` exists.", "`--replace`", "`--branch`"]);
    assert_eq!(place.state(), before);
    place.flinkmod(&["apply", "--replace"]).did_its_job();
    assert_ne!(place.state(), before);
}

#[test]
fn a_branch_that_is_checked_out_stays_even_with_replace() {
    let place = Place::job();
    let before = place.state();
    let said = place.flinkmod(&["apply", "--replace", "--branch", "main"]);
    said.refused(&["The branch `main` is checked out in", "Switch to another branch there"]);
    assert_eq!(place.state(), before);
}

#[test]
fn a_branch_that_is_checked_out_in_a_linked_worktree_stays() {
    let (place, elsewhere) = (Place::job(), Place::folder());
    let linked = elsewhere.path().join("linked");
    place.git().worktree("other", &linked, None).expect("a worktree can be added");
    place.flinkmod(&["apply", "--replace", "--branch", "other"]).refused(&["is checked out in", "linked"]);
}

#[test]
fn a_name_that_cannot_be_a_branch() {
    let place = Place::job();
    place.flinkmod(&["apply", "--branch", "a..b"]).refused(&["`a..b` cannot be the name of a branch."]);
    place.branch("flinkmod");
    let said = place.flinkmod(&["apply"]);
    said.refused(&["The branch `flinkmod/flink-2.2` cannot stand beside the branch `flinkmod`."]);
}

#[test]
fn nobody_to_be_the_author() {
    let place = Place::job();
    let mut config = place.git().config().expect("a repository has settings");
    config.remove("user.name").expect("it was set");
    config.remove("user.email").expect("it was set");
    let before = place.state();
    place.flinkmod(&["apply"]).refused(&["Git does not know who writes the commits.", "--author"]);
    assert_eq!(place.state(), before);
    place.flinkmod(&["apply", "--author", "Ada <ada@example.org>"]).did_its_job();
}
