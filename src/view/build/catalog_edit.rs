//! New entries of a version catalog, and who means them, in the style of their neighbours.

use super::gradle::alias_name;
use super::{AliasUse, BuildFile, Dependency};
use crate::text::{Edit, Span, indent_at, newline};

impl BuildFile {
    /// Puts an artifact in a line behind the entry `beside`, written as `example` is, which is of the same group and version.
    pub fn entry_after(
        &self,
        beside: &Dependency,
        example: &Dependency,
        artifact: &str,
    ) -> Option<(String, Edit)> {
        let (text, old) = (self.text(), example.alias.as_ref()?);
        let alias = alias_like(&old.text, artifact);
        let is_taken = |one: &Dependency| {
            one.alias.as_ref().is_some_and(|other| alias_name(&other.text) == alias_name(&alias))
        };
        let line = line_of(example)?;
        let is_line = line.contains(example.artifact.span) && !line.of(text).contains('\n');
        if !is_line || self.model.dependencies.iter().any(is_taken) {
            return None;
        }
        let between = |start: usize, end: usize| Span::new(start, end).of(text);
        let start = between(line.start, old.span.start);
        let middle = between(old.span.end, example.artifact.span.start);
        let rest = between(example.artifact.span.end, line.end);
        let (newline, indent) = (newline(text), indent_at(text, line_of(beside)?.start));
        let entry = format!("{newline}{indent}{start}{alias}{middle}{artifact}{rest}");
        Some((alias, Edit::insert(beside.element.end, entry)))
    }

    /// Means the entry `alias` too where `beside` means another; a statement does so for `scope`.
    pub fn alias_after(&self, beside: &AliasUse, alias: &str, scope: Option<&str>) -> Option<Edit> {
        let text = self.text();
        let Some(own) = &beside.scope else {
            let quote = &text[beside.element.start..=beside.element.start];
            return Some(Edit::insert(beside.element.end, format!(", {quote}{alias}{quote}")));
        };
        let whole = beside.element.of(text);
        if whole.contains(['{', '\n']) || !whole.starts_with(own.text.as_str()) {
            return None;
        }
        let between = |start: usize, end: usize| Span::new(start, end).of(text);
        let middle = between(own.span.end, beside.span.start);
        let rest = between(beside.span.end, beside.element.end);
        let (newline, indent) = (newline(text), indent_at(text, beside.element.start));
        let (scope, name) = (scope.unwrap_or(&own.text), alias_name(alias));
        Some(Edit::insert(beside.element.end, format!("{newline}{indent}{scope}{middle}libs.{name}{rest}")))
    }

    /// Takes away what means an entry: a statement, or an item of a bundle with its comma.
    pub fn removal_of_alias(&self, one: &AliasUse) -> Edit {
        if one.scope.is_some() {
            return self.removal(one.element);
        }
        let (before, behind) = (&self.text()[..one.element.start], &self.text()[one.element.end..]);
        if let Some(rest) = behind.trim_start().strip_prefix(',') {
            let end = self.text().len() - rest.trim_start().len();
            return Edit::delete(Span::new(one.element.start, end));
        }
        let rest = before.trim_end();
        Edit::delete(Span::new(rest.strip_suffix(',').unwrap_or(before).len(), one.element.end))
    }

    /// Takes away an entry of a catalog, with its line.
    pub fn removal_of_entry(&self, entry: &Dependency) -> Option<Edit> {
        Some(self.removal(line_of(entry)?))
    }
}

/// An entry with its name, which stands before the artifact in a catalog file and within the statement of the settings.
fn line_of(entry: &Dependency) -> Option<Span> {
    let alias = entry.alias.as_ref()?;
    Some(Span::new(alias.span.start.min(entry.element.start), entry.element.end))
}

/// The name of an artifact in the manner of another alias.
fn alias_like(old: &str, artifact: &str) -> String {
    match old.chars().find(|one| "-_.".contains(*one)) {
        Some(sign) => artifact.replace('-', &sign.to_string()),
        None if old.chars().any(char::is_uppercase) => {
            let mut words = artifact.split('-');
            let first = words.next().unwrap_or_default().to_owned();
            words.fold(first, |name, word| {
                let (head, tail) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
                name + &head.to_uppercase() + tail
            })
        }
        None => artifact.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::alias_like;

    #[test]
    fn new_aliases_are_written_like_the_old_ones() {
        assert_eq!(alias_like("flink-core", "flink-connector-base"), "flink-connector-base");
        assert_eq!(alias_like("flink_core", "flink-connector-base"), "flink_connector_base");
        assert_eq!(alias_like("flinkCore", "flink-connector-base"), "flinkConnectorBase");
        assert_eq!(alias_like("flink", "flink-connector-base"), "flink-connector-base");
    }
}
