//! Lines that come and go, in whatever format.

use super::gradle::{catalog_name, plain_name};
use super::{BuildFile, Dependency, Format, Property};
use crate::text::{Edit, Span, indent_at, newline};

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

    /// The name of a property as its definition writes it; `None` where that is no line of its own.
    pub fn written_name(&self, property: &Property) -> Option<Span> {
        if self.format == Format::Maven {
            let start = property.element.start + 1;
            return Some(Span::new(start, start + property.name.len()));
        }
        let line = self.line_of(property)?;
        let is_name = |byte: char| byte.is_alphanumeric() || "._-".contains(byte);
        let head = Span::new(line.start, property.value.span.start).of(self.text());
        let words = head.split(|byte| !is_name(byte)).map(|word| {
            let start = line.start + (word.as_ptr() as usize - head.as_ptr() as usize);
            Span::new(start, start + word.len())
        });
        let mut names = words.filter_map(|word| self.name_in(word, property));
        names.next().filter(|_| names.next().is_none())
    }

    /// Sets `name` to `value` in a line of its own behind that of another property, in the same words.
    pub fn property_beside(&self, property: &Property, name: &str, value: &str) -> Option<Edit> {
        if self.format == Format::Maven {
            let element = self.tree.nodes().find(|node| node.span() == property.element)?.id();
            let edit = self.insertion_after(element, &[format!("<{name}>{value}</{name}>")]);
            return Some(Edit::insert(self.behind_comment(edit.span.start), edit.insert));
        }
        let (text, line, old) = (self.text(), self.line_of(property)?, self.written_name(property)?);
        let between = |start: usize, end: usize| Span::new(start, end).of(text);
        let own = property.value.span;
        let new = [between(line.start, old.start), name, between(old.end, own.start), value];
        let rest = between(own.end, line.end);
        Some(Edit::insert(line.end, format!("{}{}{rest}", newline(text), new.concat())))
    }

    /// Where the line of an offset ends, if nothing but a comment stands behind it there.
    fn behind_comment(&self, offset: usize) -> usize {
        let rest = self.text()[offset..].lines().next().unwrap_or_default();
        let inner = rest.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
        if inner.is_some_and(|inner| !inner.contains("-->")) {
            offset + rest.trim_end().len()
        } else {
            offset
        }
    }

    /// The line that sets a property and nothing else, without the comment at its end.
    fn line_of(&self, property: &Property) -> Option<Span> {
        let (text, own) = (self.text(), property.value.span);
        let start = text[..own.start].rfind('\n').map_or(0, |end| end + 1);
        let rest = text[own.end..].lines().next().unwrap_or_default();
        let said = rest.split(['#']).next().unwrap_or_default().split("//").next().unwrap_or_default();
        let line = Span::new(start, own.end + said.trim_end().len());
        let inside = self.model.properties.iter().filter(|other| line.contains(other.value.span)).count();
        (inside == 1 && line.contains(property.element)).then_some(line)
    }

    /// The part of the word at `word` that names a property; an entry of a map has no line in which it could be copied.
    fn name_in(&self, word: Span, property: &Property) -> Option<Span> {
        let written = word.of(self.text());
        let is_alias = property.name == catalog_name(written);
        if is_alias || self.format == Format::Properties && property.name == written {
            return Some(word);
        }
        let is_plain = self.format == Format::Gradle && !property.name.contains('.');
        (is_plain && plain_name(written) == property.name && written.ends_with(&property.name))
            .then(|| Span::new(word.end - property.name.len(), word.end))
    }
}
