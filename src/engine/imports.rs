//! stand-in until the real one lands
use crate::text::Edit;
use crate::types::Project;
use crate::view::JavaFile;
pub(super) fn settle(_before: &JavaFile, _after: &str, _project: &Project) -> Vec<Edit> {
    Vec::new()
}
