//! Whether a build ended as its project says.

use std::collections::BTreeSet;

/// What a build showed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It compiles, and so it should.
    Compiles,
    /// javac refuses exactly the lines that are announced.
    OpenAsAnnounced,
    /// It fails, but not in the way that is announced.
    Fails {
        /// Lines that javac refuses and nobody announced.
        unannounced: Vec<String>,
        /// Lines that are announced and compile.
        compiling: Vec<String>,
    },
}

impl Verdict {
    /// Compares where javac stopped with the lines known to be open.
    pub(crate) fn of(success: bool, errors: &BTreeSet<String>, open: &BTreeSet<String>) -> Self {
        if success && open.is_empty() {
            Self::Compiles
        } else if !success && !open.is_empty() && errors == open {
            Self::OpenAsAnnounced
        } else {
            Self::Fails {
                unannounced: errors.difference(open).cloned().collect(),
                compiling: open.difference(errors).cloned().collect(),
            }
        }
    }

    /// Whether the project may stay as it is.
    pub(crate) fn is_as_expected(&self) -> bool {
        match self {
            Self::Compiles | Self::OpenAsAnnounced => true,
            Self::Fails { .. } => false,
        }
    }

    /// The word in the proof's table.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Compiles => "compiles",
            Self::OpenAsAnnounced => "open",
            Self::Fails { .. } => "fails",
        }
    }

    /// What differs from the expectation, one line each.
    pub(crate) fn differences(&self) -> Vec<String> {
        match self {
            Self::Compiles | Self::OpenAsAnnounced => Vec::new(),
            Self::Fails { unannounced, compiling } => {
                let unannounced = unannounced
                    .iter()
                    .map(|line| format!("{line}: does not compile, and open.txt does not name it."));
                let compiling =
                    compiling.iter().map(|line| format!("{line}: compiles, but open.txt names it."));
                unannounced.chain(compiling).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announced_errors_are_as_expected() {
        assert_eq!(verdict(false, &["A.java:3"], &["A.java:3"]), Verdict::OpenAsAnnounced);
    }

    #[test]
    fn an_error_that_nobody_announced_is_a_failure() {
        let verdict = verdict(false, &["A.java:3", "A.java:9"], &["A.java:3"]);

        assert_eq!(verdict.differences(), ["A.java:9: does not compile, and open.txt does not name it."]);
    }

    #[test]
    fn an_announced_line_that_compiles_is_a_failure() {
        let verdict = verdict(false, &[], &["A.java:3"]);

        assert_eq!(verdict.differences(), ["A.java:3: compiles, but open.txt names it."]);
    }

    #[test]
    fn a_build_that_fails_without_a_java_error_is_a_failure() {
        assert!(!verdict(false, &[], &[]).is_as_expected());
    }

    fn verdict(success: bool, errors: &[&str], open: &[&str]) -> Verdict {
        let lines = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect();
        Verdict::of(success, &lines(errors), &lines(open))
    }
}
