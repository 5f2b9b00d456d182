//! The colours of the text report; the stream takes them out where nobody can see them.

use anstyle::{AnsiColor, Style};

use crate::finding::RemedyKind;

/// Paths and headings.
pub const HEADING: Style = Style::new().bold();
/// What matters less.
pub const DIM: Style = Style::new().dimmed();
/// The start of an error.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// The start of a hint.
pub const HINT: Style = AnsiColor::Cyan.on_default().bold();
/// The start of a remark.
pub const NOTE: Style = AnsiColor::Yellow.on_default().bold();
/// A line that comes.
pub const ADDED: Style = AnsiColor::Green.on_default();
/// A line that goes.
pub const REMOVED: Style = AnsiColor::Red.on_default();

/// The colour of a remedy.
pub fn remedy(kind: RemedyKind) -> Style {
    match kind {
        RemedyKind::Apply => AnsiColor::Green.on_default(),
        RemedyKind::Review => AnsiColor::Yellow.on_default(),
        RemedyKind::Manual => AnsiColor::Red.on_default(),
    }
}
