//! What tests do with a repository, and what they look at.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use git2::{Commit, IndexAddOption, Oid, Repository, RepositoryInitOptions, Signature, Time};

use super::Place;

impl Place {
    /// An empty repository.
    pub(crate) fn repository() -> Self {
        let place = Self::folder();
        let mut options = RepositoryInitOptions::new();
        Repository::init_opts(place.path(), options.initial_head("main")).expect("a repository can be made");
        place.configure();
        place
    }

    /// Names the author of commits.
    pub(crate) fn configure(&self) {
        let mut config = self.git().config().expect("a repository has settings");
        for (name, value) in
            [("user.name", "Ada"), ("user.email", "ada@example.org"), ("core.autocrlf", "false")]
        {
            config.set_str(name, value).expect("settings can be written");
        }
    }

    /// Commits all files.
    pub(crate) fn commit(&self) {
        let git = self.git();
        let mut index = git.index().expect("a repository has an index");
        index.add_all(["*"], IndexAddOption::FORCE, None).expect("files can be added");
        index.write().expect("the index can be written");
        self.commit_index("A job");
    }

    /// Commits what is in the index.
    pub(crate) fn commit_index(&self, message: &str) {
        let git = self.git();
        let mut index = git.index().expect("a repository has an index");
        let tree = git.find_tree(index.write_tree().expect("a tree can be written")).expect("it was written");
        let ada = Signature::new("Ada", "ada@example.org", &Time::new(1_700_000_000, 0)).expect("a person");
        let parent = git.head().ok().map(|head| head.peel_to_commit().expect("a branch has a commit"));
        let parents: Vec<&Commit<'_>> = parent.iter().collect();
        git.commit(Some("HEAD"), &ada, &ada, message, &tree, &parents).expect("a commit can be written");
    }

    /// Gives the index an entry with this mode, which may be that of a submodule.
    pub(crate) fn set_mode(&self, path: &str, mode: u32, id: &str) {
        let mut index = self.git().index().expect("a repository has an index");
        let mut entry = index.get_path(Path::new("pom.xml"), 0).expect("the job has a pom");
        entry.path = path.as_bytes().to_vec();
        entry.mode = mode;
        entry.id = Oid::from_str(id).expect("an id");
        index.add(&entry).expect("entries can be added");
        index.write().expect("the index can be written");
    }

    /// Makes a branch at `HEAD`.
    pub(crate) fn branch(&self, name: &str) {
        let git = self.git();
        let head = git.head().and_then(|head| head.peel_to_commit()).expect("there is a commit");
        git.branch(name, &head, false).expect("a branch can be made");
    }

    /// The id of what `revision` names.
    pub(crate) fn id(&self, revision: &str) -> String {
        self.git().revparse_single(revision).expect("the revision is there").id().to_string()
    }

    /// Whether `revision` names anything.
    pub(crate) fn has(&self, revision: &str) -> bool {
        self.git().revparse_single(revision).is_ok()
    }

    /// The bytes of a file in a commit, as `revision:path`.
    pub(crate) fn blob(&self, name: &str) -> Vec<u8> {
        let git = self.git();
        let object = git.revparse_single(name).expect("the file is there");
        object.peel_to_blob().expect("it is a file").content().to_vec()
    }

    /// The mode of a file in a commit.
    pub(crate) fn mode(&self, revision: &str, path: &str) -> i32 {
        let git = self.git();
        let tree = git.revparse_single(revision).and_then(|object| object.peel_to_tree());
        tree.expect("a commit has a tree").get_path(Path::new(path)).expect("the file is there").filemode()
    }

    /// The paths that differ between two commits.
    pub(crate) fn changed(&self, one: &str, two: &str) -> Vec<String> {
        let git = self.git();
        let [one, two] = [one, two].map(|revision| {
            let tree = git.revparse_single(revision).and_then(|object| object.peel_to_tree());
            tree.expect("a commit has a tree")
        });
        let diff = git.diff_tree_to_tree(Some(&one), Some(&two), None).expect("trees can be compared");
        let path =
            |delta: git2::DiffDelta<'_>| delta.new_file().path().map(|path| path.display().to_string());
        diff.deltas().filter_map(path).collect()
    }

    /// The commits of `revision` that `main` does not have, first to last, as `look` sees them.
    pub(crate) fn commits<T>(&self, revision: &str, look: impl Fn(&Commit<'_>) -> T) -> Vec<T> {
        let git = self.git();
        let main = git.revparse_single("main").expect("there is a branch `main`").id();
        let mut found = Vec::new();
        let mut next = git.revparse_single(revision).and_then(|object| object.peel_to_commit()).ok();
        while let Some(commit) = next.filter(|commit| commit.id() != main) {
            found.push(look(&commit));
            next = commit.parent(0).ok();
        }
        found.reverse();
        found
    }

    /// What the last entry of a branch's log says.
    pub(crate) fn reflog(&self, branch: &str) -> String {
        let log = self.git().reflog(&format!("refs/heads/{branch}")).expect("the branch has a log");
        let entry = log.get(0).expect("the log has an entry");
        entry.message().expect("UTF-8").unwrap_or_default().to_owned()
    }

    /// Everything that must not change: references, `HEAD`, the index, the files.
    pub(crate) fn state(&self) -> String {
        let git = self.git();
        let mut state = fs::read_to_string(git.path().join("HEAD")).expect("there is a HEAD");
        for reference in git.references().expect("references can be read") {
            let reference = reference.expect("references can be read");
            let name = String::from_utf8_lossy(reference.name_bytes()).into_owned();
            writeln!(state, "{name} {:?}", reference.target()).expect("memory takes everything");
        }
        let index = fs::read(git.path().join("index")).unwrap_or_default();
        format!("{state}{index:?}\n{}", self.files())
    }

    /// The repository.
    pub(crate) fn git(&self) -> Repository {
        Repository::open(self.path()).expect("there is a repository")
    }
}
