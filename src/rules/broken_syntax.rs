//! Rule kind `broken-syntax`: a file that does not parse is left as it is, and that is said.

use serde::Deserialize;

use super::{Context, Rule, Wants};
use crate::finding::{Finding, Note, RemedyKind, Site};
use crate::snapshot::FileKind;
use crate::text::Span;
use crate::view::build::Format;
use crate::view::{File, View};

/// Files of this kind are judged.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// Words one of which the file holds; files without them are not read at all.
    words: Vec<String>,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        let words = || self.words.clone();
        let files = [(FileKind::Java, words()), (FileKind::Pom, Vec::new()), (FileKind::Gradle, words())];
        Wants { files: files.into() }
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Manual]
    }

    fn reads_broken(&self) -> bool {
        true
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let (place, language) = match &file.view {
            View::Java(java) => (java.first_error(), "Java"),
            View::Build(build) => {
                let language = match build.format {
                    Format::Maven => "XML",
                    Format::Gradle => "a Gradle script",
                    Format::Catalog => "TOML",
                    Format::Properties => "a list of properties",
                };
                (build.first_error(), language)
            }
            View::Text => return Vec::new(),
        };
        let Some((span, why)) = place else { return Vec::new() };
        let site = Site { path: file.path.clone(), span: Span::at(span.start) };
        let note = Note::new(
            format!("This is not {language} that can be read; nothing in this file is changed."),
            "Mend it, or move the file by hand.",
        );
        vec![context.manual(site, note.because(why))]
    }
}
