//! One search for the words of all rules, done once for each text.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::text::{is_identifier_part, is_inside_identifier};

/// The words of all rules, each once.
pub(super) struct Words {
    automaton: AhoCorasick,
    numbers: BTreeMap<String, usize>,
}

/// A set of words, by their numbers: each is in it as it stands anywhere, and as it stands for itself.
#[derive(Clone, Debug, Default)]
pub(super) struct WordSet(Vec<u64>);

/// How a word must stand in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Anywhere, also as a part of a longer word.
    Anywhere,
    /// Not as a part of a longer identifier, if it is the name of something.
    Whole,
}

impl Words {
    /// Numbers `words`.
    pub(super) fn new(words: impl IntoIterator<Item = String>) -> Self {
        let mut numbers: BTreeMap<String, usize> = words.into_iter().map(|word| (word, 0)).collect();
        for (number, place) in numbers.values_mut().enumerate() {
            *place = number;
        }
        let automaton = AhoCorasick::new(numbers.keys()).expect("the words of the rules are few and short");
        Self { automaton, numbers }
    }

    /// The words that stand in `text`.
    pub(super) fn found(&self, text: &[u8]) -> WordSet {
        let mut set = self.none();
        for found in self.automaton.find_overlapping_iter(text) {
            let number = found.pattern().as_usize();
            set.insert(number, Standing::Anywhere);
            if stands_alone(text, found.range()) {
                set.insert(number, Standing::Whole);
            }
        }
        set
    }

    /// The set of `words`, which were numbered.
    pub(super) fn set<'w>(&self, words: impl IntoIterator<Item = &'w String>, standing: Standing) -> WordSet {
        let mut set = self.none();
        for word in words {
            let is_anywhere = standing == Standing::Anywhere || !is_name(word);
            let standing = if is_anywhere { Standing::Anywhere } else { Standing::Whole };
            set.insert(self.numbers[word], standing);
        }
        set
    }

    fn none(&self) -> WordSet {
        WordSet(vec![0; (2 * self.numbers.len()).div_ceil(64)])
    }
}

/// Whether `word` is an identifier, perhaps with what stands around it where it is called or referred to.
fn is_name(word: &str) -> bool {
    let name = word.trim_start_matches(['.', ':']).trim_end_matches(['(', ' ']);
    !name.is_empty() && name.bytes().all(is_identifier_part) && !name.ends_with('_')
}

/// Whether no identifier is cut where `range` begins or ends.
fn stands_alone(text: &[u8], range: Range<usize>) -> bool {
    !is_inside_identifier(text, range.start) && !is_inside_identifier(text, range.end)
}

impl WordSet {
    fn insert(&mut self, number: usize, standing: Standing) {
        let bit = 2 * number + usize::from(standing == Standing::Whole);
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    /// Whether some word is in both sets.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(one, two)| one & two != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_inside_another_is_found_too() {
        let words = Words::new(["Time", "TimeWindow", "Sink"].map(str::to_owned));
        let found = words.found(b"a TimeWindow");
        let anywhere = |word: &str| words.set([&word.to_owned()], Standing::Anywhere);
        assert!(found.meets(&anywhere("Time")));
        assert!(found.meets(&anywhere("TimeWindow")));
        assert!(!found.meets(&anywhere("Sink")));
    }

    #[test]
    fn a_name_stands_for_itself_and_any_other_word_as_it_comes() {
        let words = Words::new(["Time", "open(", ".of(", "FLINK_1_", "org.apache"].map(str::to_owned));
        let found = words.found(b"TimeWindow reopen( List.of(a) FLINK_1_20 xorg.apache");
        let whole = |word: &str| found.meets(&words.set([&word.to_owned()], Standing::Whole));
        assert!(!whole("Time"));
        assert!(!whole("open("));
        assert!(whole(".of("));
        assert!(whole("FLINK_1_"));
        assert!(whole("org.apache"));
    }
}
