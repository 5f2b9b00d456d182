//! A whole project in `fixtures/projects/`, and how its two sides are laid out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::{files, workspace};

/// One application, before and after its migration.
pub(crate) struct Project {
    /// The name of its folder.
    pub name: String,
    folder: PathBuf,
}

/// Which state of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// As its owner wrote it.
    Before,
    /// As flinkmod leaves it.
    After,
}

impl Side {
    /// In the order of a migration.
    pub(crate) const BOTH: [Self; 2] = [Self::Before, Self::After];

    /// The folder that holds it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }
}

/// The projects of these names, or all of them when none is given.
pub(crate) fn named(names: &[String]) -> Result<Vec<Project>, Failure> {
    let all = files::entries(&workspace::projects())?.into_iter().filter(|path| path.is_dir());
    let projects: Vec<_> = all.map(Project::in_folder).collect();
    if let Some(unknown) = names.iter().find(|name| projects.iter().all(|project| project.name != **name)) {
        return Err(Failure::data(
            workspace::projects().to_string_lossy(),
            &format!("has no project `{unknown}`."),
        ));
    }
    Ok(projects.into_iter().filter(|project| names.is_empty() || names.contains(&project.name)).collect())
}

impl Project {
    fn in_folder(folder: PathBuf) -> Self {
        let name = folder.file_name().expect("a listed folder has a name").to_string_lossy().into_owned();
        Self { name, folder }
    }

    /// Puts one side into `target`: `before/`, and for the other side `after/` over it.
    pub(crate) fn lay_out(&self, side: Side, target: &Path) -> Result<(), Failure> {
        files::remove_folder(target)?;
        files::overlay(&self.folder.join(Side::Before.name()), target)?;
        match side {
            Side::Before => Ok(()),
            Side::After => files::overlay(&self.folder.join(Side::After.name()), target),
        }
    }

    /// The lines that are known not to compile on `side`, as `path:line`.
    ///
    /// `open.txt` names those of the other side: the code that is left for a human.
    pub(crate) fn open(&self, side: Side) -> Result<BTreeSet<String>, Failure> {
        match side {
            Side::Before => Ok(BTreeSet::new()),
            Side::After => Ok(self.listed("open.txt")?.into_iter().collect()),
        }
    }

    /// The main classes of its jobs that run by themselves; most projects have none.
    pub(crate) fn jobs(&self) -> Result<Vec<String>, Failure> {
        self.listed("jobs.txt")
    }

    /// The lines of a file that a project may have beside its two sides, without comments.
    fn listed(&self, name: &str) -> Result<Vec<String>, Failure> {
        let path = self.folder.join(name);
        let text = if path.exists() { files::read(&path)? } else { String::new() };
        let is_data = |line: &&str| !line.is_empty() && !line.starts_with('#');
        Ok(text.lines().filter(is_data).map(str::to_owned).collect())
    }

    /// Where one side is laid out.
    pub(crate) fn scratch(&self, side: Side) -> PathBuf {
        workspace::scratch().join(&self.name).join(side.name())
    }
}
