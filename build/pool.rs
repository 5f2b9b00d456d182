//! The texts of the table: one that stands inside another one takes no room of its own.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use crate::api::{place, short};
use crate::layout::TEXT;

/// What separates the names of classes in types.
const BETWEEN_NAMES: [char; 10] = ['<', '>', '(', ')', ',', ':', ' ', '&', '[', ']'];

/// All texts, and where each lies.
pub(crate) struct Pool<'t> {
    /// The texts, one after the other.
    pub(crate) bytes: Vec<u8>,
    places: HashMap<&'t str, usize>,
}

impl<'t> Pool<'t> {
    /// Lays `texts` out. The longest come first, so that they can hold others.
    pub(crate) fn of(texts: BTreeSet<&'t str>) -> Self {
        let mut texts: Vec<&str> = texts.into_iter().collect();
        texts.sort_by_key(|text| Reverse(text.len()));
        let mut pool = Self { bytes: Vec::new(), places: HashMap::new() };
        for text in texts {
            if !pool.places.contains_key(text) {
                pool.add(text);
            }
        }
        pool
    }

    fn add(&mut self, text: &'t str) {
        let place = self.bytes.len();
        self.bytes.extend(text.as_bytes());
        self.places.insert(text, place);
        for name in text.split(BETWEEN_NAMES) {
            let start = name.as_ptr().addr() - text.as_ptr().addr();
            // A nested class stands behind the classes around it.
            let ends = name.match_indices('.').map(|(end, _)| end).chain([name.len()]);
            for end in ends {
                self.places.entry(&name[..end]).or_insert(place + start);
            }
        }
    }

    /// The record of a text that was given to [`Pool::of`].
    pub(crate) fn text(&self, text: &str) -> [u8; TEXT] {
        let [low, middle, high] = place(self.places[text]);
        let [short, long] = short(text.len()).to_le_bytes();
        [low, middle, high, short, long]
    }
}
