//! Commits on a new branch: objects first, the branch last, and nothing else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use git2::build::TreeUpdateBuilder;
use git2::{Commit, ErrorCode, FileMode, Oid, Repository, Signature, Time, Tree};

use super::commit::head_branch;
use super::{Error, Located};
use crate::text::SourceText;

/// The branch that gets the commits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its name, without `refs/heads/`.
    pub name: String,
    /// What happens when it exists.
    pub existing: Existing,
}

/// What happens to a branch that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and that is an error.
    Refuse,
    /// It is moved to the new commits.
    Replace,
}

/// Who wrote the commits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    name: String,
    mail: String,
}

impl Author {
    /// Reads `Name <mail>`.
    pub fn parse(written: &str) -> Result<Self, Error> {
        let wrong = || Error::AuthorFormat { written: written.to_owned() };
        let (name, rest) = written.split_once('<').ok_or_else(wrong)?;
        let mail = rest.trim_end().strip_suffix('>').ok_or_else(wrong)?;
        let author = Self { name: name.trim().to_owned(), mail: mail.trim().to_owned() };
        let usable = |part: &str| !part.is_empty() && !part.contains(['<', '>', '\n']);
        if usable(&author.name) && usable(&author.mail) { Ok(author) } else { Err(wrong()) }
    }
}

/// A commit to be written.
#[derive(Clone, Debug)]
pub struct NewCommit {
    /// Its whole message.
    pub message: String,
    /// The files that it changes, as they are after it.
    pub files: BTreeMap<Arc<str>, Arc<SourceText>>,
}

/// A commit that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its full id.
    pub id: String,
    /// The first line of its message.
    pub subject: String,
}

/// Whether `branch` can be written, before any work is done.
pub fn check_branch(located: &Located, branch: &Branch) -> Result<(), Error> {
    let Branch { name, existing } = branch;
    if !git2::Branch::name_is_valid(name).unwrap_or(false) {
        return Err(Error::BranchName { name: name.clone() });
    }
    if let Some(folder) = checked_out(&located.git, name) {
        return Err(Error::BranchCheckedOut { name: name.clone(), folder });
    }
    let exists = located.git.find_reference(&reference(name)).is_ok();
    match existing {
        Existing::Refuse if exists => Err(Error::BranchExists { name: name.clone() }),
        Existing::Refuse | Existing::Replace => check_neighbours(&located.git, name),
    }
}

/// Writes `commits` one after the other on `base`, and then the branch.
///
/// `author` stands for the one that git knows.
pub fn write_branch(
    located: &Located,
    base: &str,
    branch: &Branch,
    commits: &[NewCommit],
    author: Option<&Author>,
) -> Result<Vec<Written>, Error> {
    check_branch(located, branch)?;
    let git = &located.git;
    let signatures = signatures(git, author)?;
    let write = || -> Result<(Oid, Vec<Written>), git2::Error> {
        let mut parent = git.find_commit(Oid::from_str(base)?)?;
        let mut written = Vec::new();
        for commit in commits {
            parent = git.find_commit(write_commit(git, &parent, commit, &signatures)?)?;
            let subject = commit.message.lines().next().unwrap_or_default().to_owned();
            written.push(Written { id: parent.id().to_string(), subject });
        }
        Ok((parent.id(), written))
    };
    let (tip, written) = write().map_err(|error| Error::git("The commits cannot be written", &error))?;
    let force = branch.existing == Existing::Replace;
    let reflog = format!("flinkmod apply on {base:.7}");
    let moved = git.reference(&reference(&branch.name), tip, force, &reflog);
    moved.map_err(|error| reference_error(branch, &error))?;
    Ok(written)
}

fn reference(name: &str) -> String {
    format!("refs/heads/{name}")
}

fn reference_error(branch: &Branch, error: &git2::Error) -> Error {
    if error.code() == ErrorCode::Exists {
        return Error::BranchExists { name: branch.name.clone() };
    }
    Error::git("The branch cannot be written", error)
}

/// The folder in which the branch `name` is checked out, be it the first one or a linked one.
fn checked_out(git: &Repository, name: &str) -> Option<PathBuf> {
    let folder = |git: &Repository| git.workdir().unwrap_or(git.path()).to_owned();
    let holds = |git: &Repository| head_branch(git).is_some_and(|head| head == name);
    let main = Repository::open(git.commondir()).ok();
    let names = git.worktrees().ok();
    let linked = names.iter().flatten().flatten().filter_map(|name| {
        let worktree = git.find_worktree(name?).ok()?;
        Repository::open_from_worktree(&worktree).ok()
    });
    main.into_iter().chain(linked).find(holds).map(|git| folder(&git))
}

/// A branch is a file below `refs/heads`: `a` and `a/b` cannot both be.
fn check_neighbours(git: &Repository, name: &str) -> Result<(), Error> {
    let in_the_way = |other: String| Error::BranchInTheWay { name: name.to_owned(), other };
    let above = name.match_indices('/').map(|(end, _)| &name[..end]);
    if let Some(other) = above.into_iter().find(|other| git.find_reference(&reference(other)).is_ok()) {
        return Err(in_the_way(other.to_owned()));
    }
    let below = git.references_glob(&format!("{}/*", reference(name)));
    let below = below.ok().and_then(|references| references.flatten().next());
    let shorthand = below.and_then(|below| below.shorthand().ok().map(str::to_owned));
    shorthand.map_or(Ok(()), |other| Err(in_the_way(other)))
}

struct Signatures {
    author: Signature<'static>,
    committer: Signature<'static>,
}

fn signatures(git: &Repository, author: Option<&Author>) -> Result<Signatures, Error> {
    let given = author.map(|author| Signature::now(&author.name, &author.mail)).transpose();
    let given = given.map_err(|error| Error::git("The author cannot be used", &error))?;
    let known = |known: Result<Signature<'static>, git2::Error>| known.ok();
    let (author, committer) = (known(git.author_from_env()), known(git.committer_from_env()));
    let author = match (given, author) {
        (Some(given), known) => dated(&given, known.as_ref()),
        (None, known) => known.ok_or(Error::NoAuthor)?,
    };
    let committer = committer.unwrap_or_else(|| author.clone());
    Ok(Signatures {
        author: at_epoch(author, "GIT_AUTHOR_DATE"),
        committer: at_epoch(committer, "GIT_COMMITTER_DATE"),
    })
}

/// `given` with the date of `known`, which git takes from the environment.
fn dated(given: &Signature<'static>, known: Option<&Signature<'static>>) -> Signature<'static> {
    let when = known.unwrap_or(given).when();
    signature(given, when)
}

/// Takes the date from `SOURCE_DATE_EPOCH`, unless git's own variable is set.
fn at_epoch(known: Signature<'static>, variable: &str) -> Signature<'static> {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|epoch| epoch.parse().ok());
    match epoch.filter(|_| std::env::var_os(variable).is_none()) {
        Some(seconds) => signature(&known, Time::new(seconds, 0)),
        None => known,
    }
}

fn signature(who: &Signature<'static>, when: Time) -> Signature<'static> {
    let made = who.name().and_then(|name| Signature::new(name, who.email()?, &when));
    made.unwrap_or_else(|_| who.clone())
}

fn write_commit(
    git: &Repository,
    parent: &Commit<'_>,
    commit: &NewCommit,
    signatures: &Signatures,
) -> Result<Oid, git2::Error> {
    let tree = parent.tree()?;
    let mut update = TreeUpdateBuilder::new();
    for (path, source) in &commit.files {
        update.upsert(&**path, git.blob(source.bytes())?, file_mode(&tree, path)?);
    }
    let tree = git.find_tree(update.create_updated(git, &tree)?)?;
    git.commit(None, &signatures.author, &signatures.committer, &commit.message, &tree, &[parent])
}

fn file_mode(tree: &Tree<'_>, path: &str) -> Result<FileMode, git2::Error> {
    const EXECUTABLE: i32 = 0o100_755;
    let mode = tree.get_path(Path::new(path))?.filemode();
    Ok(if mode == EXECUTABLE { FileMode::BlobExecutable } else { FileMode::Blob })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_has_a_name_and_a_mail() {
        let author = Author::parse("Ada Lovelace <ada@example.org>").expect("an author");
        assert_eq!(author, Author { name: "Ada Lovelace".into(), mail: "ada@example.org".into() });
    }

    #[test]
    fn refuses_what_is_not_an_author() {
        for written in ["", "Ada", "<ada@example.org>", "Ada <>", "Ada <a> <b>"] {
            assert!(Author::parse(written).is_err(), "{written}");
        }
    }
}
