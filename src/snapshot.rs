//! The files of one commit, or of a folder as it lies.
//!
//! Deliberately absent: any way to write, and how the files come to be read
//! (`repo` knows that).

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::sync::Arc;

/// Where the files of a [`Snapshot`] come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A commit, by its full id.
    Commit(String),
    /// The files as they lie in a folder.
    Folder,
}

/// One file that can be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Path from the top of the repository, with `/`.
    pub path: Arc<str>,
    /// What kind of file it is, by its name.
    pub kind: FileKind,
    /// Size in bytes, where it is known without reading the file.
    pub size: Option<u64>,
}

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// A Java source file.
    Java,
    /// A Maven `pom.xml`, or a file with the suffix `.pom`.
    Pom,
    /// A build file of Gradle: a script, its properties, or a version catalog.
    Gradle,
    /// A JSON file.
    Json,
    /// Prose, scripts, images, settings, and sources in other languages: read as lines.
    Text,
}

impl FileKind {
    /// The kind of the file at `path`; `None` for files that nobody reads.
    pub fn of(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let dockerfile = name.starts_with("Dockerfile") || name == "Containerfile" || name == "Makefile";
        match extension {
            "java" => Some(Self::Java),
            _ if name == "pom.xml" => Some(Self::Pom),
            "pom" => Some(Self::Pom),
            "gradle" => Some(Self::Gradle),
            _ if name.ends_with(".gradle.kts") || name.ends_with(".versions.toml") => Some(Self::Gradle),
            "properties" if name == "gradle.properties" => Some(Self::Gradle),
            "json" => Some(Self::Json),
            "md" | "adoc" | "rst" | "txt" | "sh" | "bash" | "bat" | "cmd" | "ps1" | "yml" | "yaml" | "tf"
            | "tfvars" | "hcl" | "template" | "properties" | "py" | "ts" | "js" | "dockerfile" | "kts"
            | "toml" | "sbt" | "scala" | "kt" | "sql" | "java-version" | "sdkmanrc" | "tool-versions" => {
                Some(Self::Text)
            }
            _ if dockerfile || matches!(name, "Jenkinsfile" | "jvm.config") => Some(Self::Text),
            _ => None,
        }
    }
}

/// Something under the path that is not read, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Path from the top of the repository; bytes that are not UTF-8 are shown as `\xNN`.
    pub path: String,
    /// A sentence for the person.
    pub why: String,
}

/// Reads the bytes of a file of the snapshot.
pub trait Contents: Send + Sync {
    /// The bytes of the file at `path`, or a sentence that says why they cannot be had.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;
}

/// A list of files and a way to read them.
#[derive(Clone)]
pub struct Snapshot {
    /// Where the files come from.
    pub origin: Origin,
    /// The folder that may be rewritten, with a `/` at its end; empty for all of the repository.
    pub scope: String,
    /// All files that have a [`FileKind`], sorted by path; also those outside the scope.
    pub entries: Vec<Entry>,
    /// Sorted by path: symbolic links, submodules, names that are not UTF-8.
    pub skipped: Vec<Skipped>,
    /// Reads an entry.
    pub contents: Arc<dyn Contents>,
}

impl Snapshot {
    /// A snapshot of files that are at hand, for tests and for other programs.
    pub fn of_files(files: BTreeMap<String, Vec<u8>>) -> Self {
        let entry = |(path, bytes): (&String, &Vec<u8>)| {
            let kind = FileKind::of(path)?;
            Some(Entry { path: path.as_str().into(), kind, size: Some(bytes.len() as u64) })
        };
        let entries = files.iter().filter_map(entry).collect();
        let (scope, skipped) = (String::new(), Vec::new());
        Self { origin: Origin::Folder, scope, entries, skipped, contents: Arc::new(AtHand(files)) }
    }

    /// Whether the file at `path` may be rewritten.
    pub fn in_scope(&self, path: &str) -> bool {
        path.starts_with(&self.scope)
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Snapshot")
            .field("origin", &self.origin)
            .field("scope", &self.scope)
            .field("entries", &self.entries.len())
            .finish_non_exhaustive()
    }
}

/// The reason that the system gives, without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}

struct AtHand(BTreeMap<String, Vec<u8>>);

impl Contents for AtHand {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).cloned().ok_or_else(|| "There is no such file.".to_owned())
    }
}
