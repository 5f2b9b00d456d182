//! Edits of one text, kept sorted and apart, so that they can be made together.

use super::Span;

/// Replaces the bytes of `span` by `insert`; deletion and insertion are the same type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What goes, as offsets into the text that the edit was made for.
    pub span: Span,
    /// What comes.
    pub insert: String,
}

impl Edit {
    /// Puts `insert` in the place of `span`.
    pub fn replace(span: Span, insert: impl Into<String>) -> Self {
        Self { span, insert: insert.into() }
    }

    /// Takes the bytes of `span` away.
    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }

    /// Puts `insert` before the byte at `offset`.
    pub fn insert(offset: usize, insert: impl Into<String>) -> Self {
        Self::replace(Span::at(offset), insert)
    }
}

/// Two edits that want the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Where the edit that is in the set already stands.
    pub taken: Span,
}

/// Edits for one text: sorted, and no byte is named twice.
///
/// Several insertions at one offset are kept in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditSet {
    edits: Vec<Edit>,
}

impl EditSet {
    /// The edits in the order of their places.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// Takes all of `edits` in, or none of them when one meets an edit of the set.
    ///
    /// The same replacement, and the same words inserted at the same place, are taken once.
    pub fn union(&mut self, edits: &[Edit]) -> Result<(), Conflict> {
        let mut merged = self.edits.clone();
        for edit in edits {
            if self.edits.contains(edit)
                && (!edit.span.is_empty() || edit.insert.contains(char::is_alphanumeric))
            {
                continue;
            }
            let at = merged.partition_point(|other| !comes_after(other.span, edit.span));
            let neighbours = [at.checked_sub(1), Some(at)];
            for other in neighbours.into_iter().flatten().filter_map(|index| merged.get(index)) {
                if overlap(other.span, edit.span) {
                    return Err(Conflict { taken: other.span });
                }
            }
            merged.insert(at, edit.clone());
        }
        self.edits = merged;
        Ok(())
    }

    /// The text after all edits. `text` must be the one that they were made for.
    pub fn apply(&self, text: &[u8]) -> Vec<u8> {
        let mut result = Vec::with_capacity(text.len());
        let mut done = 0;
        for Edit { span, insert } in &self.edits {
            result.extend_from_slice(&text[done..span.start]);
            result.extend_from_slice(insert.as_bytes());
            done = span.end;
        }
        result.extend_from_slice(&text[done..]);
        result
    }

    /// Where the byte at `offset` stands after the edits; a byte that went is where its edit begins.
    pub fn forward(&self, offset: usize) -> usize {
        let (mut removed, mut added) = (0, 0);
        for Edit { span, insert } in &self.edits {
            if span.start >= offset && !(span.is_empty() && span.start == offset) {
                break;
            }
            if offset < span.end {
                return span.start + added - removed;
            }
            removed += span.len();
            added += insert.len();
        }
        offset + added - removed
    }

    /// Where the byte at `offset` of the edited text came from; an inserted byte comes from where its edit begins.
    pub fn backward(&self, offset: usize) -> usize {
        let (mut removed, mut added) = (0, 0);
        for Edit { span, insert } in &self.edits {
            let start = span.start + added - removed;
            if offset < start {
                break;
            }
            if offset < start + insert.len() {
                return span.start;
            }
            removed += span.len();
            added += insert.len();
        }
        offset + removed - added
    }
}

fn comes_after(other: Span, edit: Span) -> bool {
    (other.start, other.end) > (edit.start, edit.end)
}

/// Whether two edits want the same bytes; an insertion may stand at the border of another edit.
fn overlap(one: Span, two: Span) -> bool {
    one.start < two.end && two.start < one.end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn set(edits: &[Edit]) -> EditSet {
        let mut set = EditSet::default();
        set.union(edits).expect("the edits of a test do not meet");
        set
    }

    #[test]
    fn replaces_deletes_and_inserts() {
        let set =
            set(&[Edit::replace(Span::new(0, 1), "A"), Edit::delete(Span::new(2, 3)), Edit::insert(4, "!")]);
        assert_eq!(set.apply(b"abcd"), b"Abd!");
    }

    #[test]
    fn a_union_is_whole_or_not_at_all() {
        let mut set = set(&[Edit::delete(Span::new(2, 6))]);
        let before = set.clone();
        let refused = set.union(&[Edit::insert(0, "x"), Edit::delete(Span::new(5, 8))]);
        assert_eq!(refused, Err(Conflict { taken: Span::new(2, 6) }));
        assert_eq!(set, before);
    }

    #[test]
    fn insertions_at_one_place_keep_their_order() {
        let set = set(&[Edit::insert(1, "x"), Edit::insert(1, "y")]);
        assert_eq!(set.apply(b"ab"), b"axyb");
    }

    #[test]
    fn an_insertion_inside_a_deletion_is_a_conflict() {
        let mut set = set(&[Edit::delete(Span::new(0, 4))]);
        assert!(set.union(&[Edit::insert(2, "x")]).is_err());
        assert!(set.union(&[Edit::insert(4, "x")]).is_ok());
    }

    #[test]
    fn the_same_replacement_is_made_once() {
        let mut set = set(&[Edit::replace(Span::new(0, 1), "x")]);
        assert!(set.union(&[Edit::replace(Span::new(0, 1), "x")]).is_ok());
        assert_eq!(set.apply(b"ab"), b"xb");
    }

    proptest! {
        #[test]
        fn untouched_bytes_map_there_and_back(
            text in "[a-z]{0,40}",
            cuts in proptest::collection::vec((0usize..40, 0usize..5, "[A-Z]{0,4}"), 0..6),
        ) {
            let mut set = EditSet::default();
            for (start, length, insert) in cuts {
                let start = start.min(text.len());
                let end = (start + length).min(text.len());
                let _ = set.union(&[Edit::replace(Span::new(start, end), insert)]);
            }
            let edited = set.apply(text.as_bytes());
            for (offset, byte) in text.bytes().enumerate() {
                let gone = set.edits().iter().any(|edit| edit.span.start <= offset && offset < edit.span.end);
                if !gone {
                    let forward = set.forward(offset);
                    prop_assert_eq!(edited[forward], byte);
                    prop_assert_eq!(set.backward(forward), offset);
                }
            }
        }
    }
}
