//! New statements of a Gradle script that look like their neighbours.

use super::{BuildFile, Dependency, NewDependency};
use crate::text::{Edit, indent_at, newline};

/// The scope of Maven that says nothing to Gradle.
const PROVIDED: &str = "provided";

impl BuildFile {
    /// Puts a dependency on a line behind the statement of another; `None` where that is no statement of a list.
    pub(super) fn statement_after(&self, beside: &Dependency, new: &NewDependency<'_>) -> Option<Edit> {
        let text = self.text();
        let own = &beside.scope.as_ref()?.text;
        let scope = new.scope.filter(|scope| *scope != PROVIDED).unwrap_or(own);
        let statement = beside.element.of(text);
        let behind = statement.strip_prefix(own.as_str())?;
        let has_brackets = behind.trim_start().starts_with('(') || scope.starts_with('"');
        let version = new.version.map(|version| format!(":{version}")).unwrap_or_default();
        let is_single = !version.contains("${") && statement.contains('\'');
        let quote = if is_single { '\'' } else { '"' };
        let coordinate = format!("{quote}{}:{}{version}{quote}", new.group, new.artifact);
        let line =
            if has_brackets { format!("{scope}({coordinate})") } else { format!("{scope} {coordinate}") };
        let (newline, indent) = (newline(text), indent_at(text, beside.element.start));
        Some(Edit::insert(beside.element.end, format!("{newline}{indent}{line}")))
    }
}
