//! A file that may not be UTF-8, read as text without changing a byte.

use std::borrow::Cow;

use super::EditSet;

/// Stands for one byte that is not UTF-8 in [`SourceText::text`].
pub const UNKNOWN_CHAR: char = '\u{1a}';

/// Why bytes are not read as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// There is a NUL byte: a binary file, or UTF-16.
    #[error("it has NUL bytes, so it is binary or UTF-16")]
    Nul,
}

/// The bytes of a file, and a text of the same length to read them by.
///
/// A file that is not UTF-8 is never re-encoded: each byte that cannot be read
/// is shown as [`UNKNOWN_CHAR`], so offsets in the text are offsets in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    text: String,
    /// The real bytes, when the text is not them.
    raw: Option<Vec<u8>>,
}

impl SourceText {
    /// Reads bytes.
    pub fn new(bytes: Vec<u8>) -> Result<Self, NotText> {
        if bytes.contains(&0) {
            return Err(NotText::Nul);
        }
        Ok(match String::from_utf8(bytes) {
            Ok(text) => Self { text, raw: None },
            Err(error) => {
                let bytes = error.into_bytes();
                let readable = |byte: &u8| if byte.is_ascii() { char::from(*byte) } else { UNKNOWN_CHAR };
                Self { text: bytes.iter().map(readable).collect(), raw: Some(bytes) }
            }
        })
    }

    /// What parsers read; as long as the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        self.raw.as_deref().unwrap_or(self.text.as_bytes())
    }

    /// Whether the file is UTF-8.
    pub fn is_utf8(&self) -> bool {
        self.raw.is_none()
    }

    /// The file after `edits`, or why they cannot be written in its encoding.
    pub fn edited(&self, edits: &EditSet) -> Result<Self, Cow<'static, str>> {
        let foreign =
            edits.edits().iter().any(|edit| !edit.insert.is_ascii() || edit.insert.contains(UNKNOWN_CHAR));
        if foreign && !self.is_utf8() {
            return Err("the file is not UTF-8 and the new text has characters beyond ASCII".into());
        }
        Self::new(edits.apply(self.bytes())).map_err(|error| error.to_string().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Edit, Span};

    #[test]
    fn bytes_that_are_not_utf8_survive_an_edit() {
        let source = SourceText::new(b"// caf\xe9\nint a;".to_vec()).expect("text");
        assert_eq!(source.text().len(), source.bytes().len());
        let mut edits = EditSet::default();
        edits.union(&[Edit::replace(Span::new(12, 13), "b")]).expect("one edit");
        let edited = source.edited(&edits).expect("ASCII");
        assert_eq!(edited.bytes(), b"// caf\xe9\nint b;");
    }

    #[test]
    fn characters_beyond_ascii_do_not_go_into_a_file_of_unknown_encoding() {
        let source = SourceText::new(b"\xe9 x".to_vec()).expect("text");
        let mut edits = EditSet::default();
        edits.union(&[Edit::insert(3, "é")]).expect("one edit");
        assert!(source.edited(&edits).is_err());
    }
}
