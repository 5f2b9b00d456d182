//! Splicing strings: spans, edits, line numbers and the habits of a file.
//!
//! Everything that changes a byte of somebody's file goes through [`EditSet`].
//! Deliberately absent: files, paths and languages.

mod edit;
mod identifier;
mod line_index;
mod source;
mod span;
mod style;

pub use edit::{Conflict, Edit, EditSet};
pub use identifier::{identifiers, is_identifier_part, is_inside_identifier};
pub use line_index::{LineColumn, LineIndex};
pub use source::{NotText, SourceText, UNKNOWN_CHAR};
pub use span::Span;
pub use style::{Style, indent_at, newline};
