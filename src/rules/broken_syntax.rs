//! Rule kind `broken-syntax`: a file that does not parse is left as it is, and that is said.

use serde::Deserialize;

use super::{Context, Rule, Wants};
use crate::finding::{Finding, Note, RemedyKind, Site};
use crate::snapshot::FileKind;
use crate::text::Span;
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
        let files = [(FileKind::Java, self.words.clone()), (FileKind::Pom, Vec::new())];
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
            View::Pom(pom) => (pom.first_error(), "XML"),
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
