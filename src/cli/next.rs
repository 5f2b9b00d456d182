//! The commands to type after `apply`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::plan::Plan;
use crate::report::style;
use crate::snapshot::{FileKind, Snapshot};

/// So many builds are named.
const NAMED_BUILDS: usize = 3;

/// Where the commands are typed, and what can be built there.
pub(super) struct Start {
    /// The folder that paths start at; `None` in a bare repository.
    root: Option<PathBuf>,
    /// The folders of builds that are not part of another, each with a `/` at its end.
    builds: Vec<String>,
}

impl Start {
    /// Looks for builds in the files of `snapshot`, which start at `root`.
    pub(super) fn new(root: Option<PathBuf>, snapshot: &Snapshot) -> Self {
        let poms = snapshot.entries.iter().filter(|entry| entry.kind == FileKind::Pom);
        let folders = poms.filter_map(|entry| entry.path.strip_suffix("pom.xml"));
        let mut builds: Vec<String> = Vec::new();
        let mut folders: Vec<&str> = folders.filter(|folder| snapshot.in_scope(folder)).collect();
        folders.sort_unstable();
        for folder in folders {
            if !builds.iter().any(|build| folder.starts_with(build.as_str())) {
                builds.push(folder.to_owned());
            }
        }
        Self { root, builds }
    }
}

/// Writes the commands that look at the result of `plan` and build it.
pub(super) fn write(out: &mut dyn Write, start: &Start, plan: &Plan, branch: Option<&str>) -> io::Result<()> {
    let heading = style::HEADING;
    writeln!(out, "\n{heading}Next{heading:#}")?;
    if let Some(root) = start.root.as_deref().filter(|root| !is_here(root)) {
        writeln!(out, "  cd {}", quoted(&root.display().to_string()))?;
    }
    if let Some(branch) = branch.filter(|_| start.root.is_some()) {
        writeln!(out, "  git switch {}", quoted(branch))?;
    }
    let changed = |build: &&String| plan.files.keys().any(|path| path.starts_with(build.as_str()));
    for build in start.builds.iter().filter(changed).take(NAMED_BUILDS) {
        writeln!(out, "  {}", maven(start.root.as_deref(), build))?;
    }
    Ok(())
}

/// The command that builds what lies in `folder`, with the wrapper where there is one.
fn maven(root: Option<&Path>, folder: &str) -> String {
    let has = |path: &str| root.is_some_and(|root| root.join(path).is_file());
    let own = format!("{folder}mvnw");
    let program = match () {
        () if has(&own) => quoted(&format!("./{own}")),
        () if has("mvnw") => "./mvnw".to_owned(),
        () => "mvn".to_owned(),
    };
    let file = if folder.is_empty() { String::new() } else { format!(" -f {}", quoted(folder)) };
    format!("{program}{file} verify")
}

fn is_here(root: &Path) -> bool {
    std::env::current_dir().and_then(|here| here.canonicalize()).is_ok_and(|here| here == root)
}

/// The word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |char: char| char.is_alphanumeric() || "/._-+@:".contains(char);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_where_a_shell_would_read_more_into_them() {
        assert_eq!(quoted("flinkmod/flink-2.2"), "flinkmod/flink-2.2");
        assert_eq!(quoted("it's here"), r"'it'\''s here'");
    }

    #[test]
    fn names_the_folder_of_a_build() {
        assert_eq!(maven(None, ""), "mvn verify");
        assert_eq!(maven(None, "jobs/clicks/"), "mvn -f jobs/clicks/ verify");
    }
}
