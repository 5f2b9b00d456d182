//! A repository in a folder of its own, and flinkmod run in it, apart from the settings of the machine.
//!
//! Repositories are made and read with libgit2, so the tests need no git.

#![allow(dead_code, reason = "each test program uses a part of it")]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

mod git;

/// A job that flinkmod has something to do for.
pub(crate) const POM: &str = include_str!("pom.xml");

/// A folder that goes away with the test.
pub(crate) struct Place {
    folder: TempDir,
    home: TempDir,
}

/// What a command said, and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) bytes: Vec<u8>,
}

impl Place {
    /// A folder outside any repository.
    pub(crate) fn folder() -> Self {
        let folder = || tempfile::tempdir().expect("a folder can be made");
        Self { folder: folder(), home: folder() }
    }

    /// A repository with one commit of `files`.
    pub(crate) fn commit_of(files: &[(&str, &[u8])]) -> Self {
        let place = Self::repository();
        for (path, bytes) in files {
            place.write(path, bytes);
        }
        place.commit();
        place
    }

    /// A repository with one commit of a job.
    pub(crate) fn job() -> Self {
        Self::commit_of(&[("pom.xml", POM.as_bytes())])
    }

    /// Where it is.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("the folder is there")
    }

    /// Writes a file, and the folders that it lies in.
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("folders can be made");
        fs::write(path, bytes).expect("files can be written");
    }

    /// The bytes of a file.
    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path().join(path)).expect("the file is there")
    }

    /// Runs flinkmod in the folder.
    pub(crate) fn flinkmod<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Said {
        let mut command = self.command(env!("CARGO_BIN_EXE_flinkmod"));
        Said::new(&command.args(arguments).output().expect("flinkmod can be run"))
    }

    /// A program that would run in the folder and knows no settings of the machine.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.path()).env("HOME", self.home.path()).env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("GIT_CEILING_DIRECTORIES", self.path().parent().unwrap_or(Path::new("/")));
        command.env("GIT_AUTHOR_DATE", "1700000000 +0000").env("GIT_COMMITTER_DATE", "1700000000 +0000");
        for variable in ["XDG_CONFIG_HOME", "GIT_DIR", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "EMAIL"] {
            command.env_remove(variable);
        }
        for variable in ["GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "SOURCE_DATE_EPOCH", "NO_COLOR"] {
            command.env_remove(variable);
        }
        command.env_remove("CLICOLOR_FORCE");
        command
    }

    /// The files of the folder, apart from git's own.
    pub(crate) fn files(&self) -> String {
        let mut lines = Vec::new();
        let mut open = vec![self.path()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("the folder can be read") {
                let entry = entry.expect("the folder can be read");
                let path = entry.path();
                if entry.file_type().expect("it is there").is_file() {
                    lines.push(format!("{} {:?}", path.display(), fs::read(&path).ok()));
                } else if !path.ends_with(".git") {
                    open.push(path);
                }
            }
        }
        lines.sort();
        lines.join("\n")
    }
}

impl Said {
    fn new(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
            bytes: output.stdout.clone(),
        }
    }

    /// Fails unless the command could not do its job and said all of `parts`.
    pub(crate) fn refused(&self, parts: &[&str]) {
        assert_eq!(self.code, Some(2), "{self:?}");
        self.says(parts);
        assert!(self.err.starts_with("error: "), "{self:?}");
    }

    /// Fails unless the command said all of `parts`, wherever.
    pub(crate) fn says(&self, parts: &[&str]) {
        for part in parts {
            assert!(self.out.contains(part) || self.err.contains(part), "`{part}` is not in {self:#?}");
        }
    }

    /// Fails unless the command did its job.
    pub(crate) fn did_its_job(&self) {
        assert_eq!(self.code, Some(0), "{self:?}");
    }
}
