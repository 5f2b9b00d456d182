//! Lines that come and go, in whatever format.

use super::{BuildFile, Dependency, Format};
use crate::text::{Edit, Span, indent_at};

/// A dependency that is to be written.
#[derive(Clone, Copy, Debug)]
pub struct NewDependency<'a> {
    /// Its group.
    pub group: &'a str,
    /// Its artifact.
    pub artifact: &'a str,
    /// Its version, or a reference to a property; `None` where a list manages it.
    pub version: Option<&'a str>,
    /// Its scope, where it is not the usual one.
    pub scope: Option<&'a str>,
}

impl BuildFile {
    /// Takes an element or a statement away, with its whole lines where nothing else stands in them.
    pub fn removal(&self, span: Span) -> Edit {
        let text = self.text();
        let start = span.start - indent_at(text, span.start).len();
        let alone = text[..start].is_empty() || text[..start].ends_with(['\n', '\r']);
        let rest = &text[span.end..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let line_end = match rest.as_bytes().get(blank..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([b'\r' | b'\n', ..]) => 1,
            _ => 0,
        };
        if alone && line_end > 0 {
            return Edit::delete(Span::new(start, span.end + blank + line_end));
        }
        Edit::delete(span)
    }

    /// Takes a dependency away; `None` for an entry of a catalog, since other files say its name.
    pub fn removal_of(&self, dependency: &Dependency) -> Option<Edit> {
        let is_statement = self.format == Format::Maven || dependency.scope.is_some();
        is_statement.then(|| self.removal(dependency.element))
    }

    /// Puts a dependency after another one; `None` where nothing can stand there.
    pub fn dependency_after(&self, beside: &Dependency, new: &NewDependency<'_>) -> Option<Edit> {
        match self.format {
            Format::Maven => self.element_after(beside.element, new),
            Format::Gradle => self.statement_after(beside, new),
            Format::Catalog | Format::Properties => None,
        }
    }
}
