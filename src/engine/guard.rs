//! Makes the new text of a file, and takes it back when it is not as sound as the old one.

use std::sync::Arc;

use super::Histories;
use crate::snapshot::FileKind;
use crate::text::{EditSet, SourceText};
use crate::types::Project;
use crate::view::{File, View};

/// A file after a pass, with the edits that led there.
pub(super) struct Remade {
    pub(super) file: File,
    pub(super) before: Arc<SourceText>,
    pub(super) layers: Vec<EditSet>,
}

/// The file at `path` after `edits`, its imports settled; or why it cannot be had.
pub(super) fn remake(path: &Arc<str>, edits: &EditSet, project: &Project) -> Result<Remade, String> {
    let file = project.file(path).ok_or_else(|| format!("`{path}` cannot be read"))?;
    let kind = FileKind::of(path).ok_or_else(|| format!("`{path}` is no file that flinkmod rewrites"))?;
    let mut after = file.source.edited(edits)?;
    let mut layers = vec![edits.clone()];
    if let View::Java(before) = &file.view {
        let mut settled = EditSet::default();
        settled
            .union(&super::imports::settle(before, after.text(), project))
            .map_err(|conflict| format!("its imports cannot be settled at byte {}", conflict.taken.start))?;
        after = after.edited(&settled)?;
        layers.push(settled);
    }
    let remade = File::new(Arc::clone(path), kind, Arc::new(after));
    if remade.syntax_errors() > file.syntax_errors() {
        return Err("the new text would not parse".to_owned());
    }
    Ok(Remade { file: remade, before: Arc::clone(&file.source), layers })
}

impl Remade {
    /// Enters the new text into the history of its file.
    pub(super) fn enter(&self, histories: &mut Histories) {
        histories.add(&self.file.path, &self.before, &self.file.source, self.layers.clone());
    }
}
