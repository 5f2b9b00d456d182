//! What a rule names, so that tests can hold it against what each release declares and what there is to download.
//!
//! Deliberately absent: what that is; `tests/catalogue` looks it up.

use std::collections::BTreeSet;

/// What one row names: classes, packages and members, by their full names, nested ones with dots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// What Flink 1 has and the rule speaks about.
    pub old: BTreeSet<String>,
    /// What the rule speaks about, in Flink 1 or in its target.
    pub either: BTreeSet<String>,
    /// What the target must have: what the rule writes, tells people to use, or looks at without a word about it.
    ///
    /// In prose, a class may stand without its package.
    pub new: BTreeSet<String>,
}

impl Names {
    /// Names of what Flink 1 has.
    pub fn of_old<N: Into<String>>(old: impl IntoIterator<Item = N>) -> Self {
        Self { old: old.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// With names of what is written.
    #[must_use]
    pub fn and_new<N: Into<String>>(mut self, new: impl IntoIterator<Item = N>) -> Self {
        self.new.extend(new.into_iter().map(Into::into));
        self
    }

    /// With the full names and those of classes that stand between backticks in `text`.
    #[must_use]
    pub fn and_said(self, text: &str) -> Self {
        let quoted = text.split('`').skip(1).step_by(2).filter_map(name_of);
        self.and_new(quoted.filter(|name| is_name(name)))
    }
}

/// What a rule names of artifacts, as `group:artifact`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Artifacts {
    /// What it looks for; those of Flink itself are known by their version alone.
    pub old: BTreeSet<String>,
    /// Whether what it looks for has no release for Flink 2.
    pub are_gone: bool,
    /// What it writes that is released with Flink itself.
    pub of_flink: BTreeSet<String>,
    /// What it writes that has releases of its own, and which.
    pub released: BTreeSet<(String, String)>,
}

impl Artifacts {
    /// Artifacts that are looked for.
    pub fn of_old<A: ToString>(old: impl IntoIterator<Item = A>) -> Self {
        Self { old: old.into_iter().map(|artifact| artifact.to_string()).collect(), ..Self::default() }
    }

    /// With artifacts of Flink itself that are written.
    #[must_use]
    pub fn and_of_flink<A: ToString>(mut self, new: impl IntoIterator<Item = A>) -> Self {
        self.of_flink.extend(new.into_iter().map(|artifact| artifact.to_string()));
        self
    }
}

/// The dotted name that code is, without type arguments and the arguments of a call.
fn name_of(code: &str) -> Option<&str> {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.');
    let end = code.find(|letter| !is_part(letter)).unwrap_or(code.len());
    let (name, rest) = code.split_at(end);
    (rest.is_empty() || rest.starts_with(['(', '<'])).then_some(name)
}

/// Whether it is the name of a class or of something in it, and not an option, a method or a keyword.
fn is_name(name: &str) -> bool {
    name.split('.').any(|part| part.starts_with(char::is_uppercase) && part.contains(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_prose_are_those_of_classes_and_their_members() {
        let text = "Use `java.time.Duration` or `Types.STRING`, call `setPath(Path)`, set `state.backend.type` to `RETAIN`; \
                    `KafkaSink<T>` is `final`, and `Flink Job` is a text.";
        let names = Names::default().and_said(text);
        let new: Vec<_> = names.new.iter().map(String::as_str).collect();
        assert_eq!(new, ["KafkaSink", "Types.STRING", "java.time.Duration"]);
    }
}
