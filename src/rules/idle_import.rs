//! Imports of what is gone that nothing in the file needs.

use crate::finding::Change;
use crate::syntax::java;
use crate::text::Edit;
use crate::view::JavaFile;
use crate::view::java::Import;

/// Whether no code of the file names what `import` brings.
pub(super) fn is_idle(java: &JavaFile, import: &Import) -> bool {
    let Some(simple) = import.simple() else { return false };
    let mut named = java.identifiers(simple);
    !named.any(|node| java::enclosing(node, &["import_declaration", "package_declaration"]).is_none())
}

/// The change that takes `import` out, with its line when nothing else stands there.
pub(super) fn taken_out(java: &JavaFile, import: &Import) -> Change {
    let lines = java.node(import.span).map_or(import.span, |node| java::whole_lines(node, java.text()));
    Change::in_file(&java.path, vec![Edit::delete(lines)])
}
