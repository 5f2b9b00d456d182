//! One search for the words of all rules, done once for each text.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

/// The words of all rules, each once.
pub(super) struct Words {
    automaton: AhoCorasick,
    numbers: BTreeMap<String, usize>,
}

/// A set of words, by their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct WordSet(Vec<u64>);

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
        let mut set = WordSet(vec![0; self.numbers.len().div_ceil(64)]);
        for found in self.automaton.find_overlapping_iter(text) {
            set.insert(found.pattern().as_usize());
        }
        set
    }

    /// The set of `words`, which were numbered.
    pub(super) fn set<'w>(&self, words: impl IntoIterator<Item = &'w String>) -> WordSet {
        let mut set = WordSet(vec![0; self.numbers.len().div_ceil(64)]);
        for word in words {
            set.insert(self.numbers[word]);
        }
        set
    }
}

impl WordSet {
    fn insert(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
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
        assert!(found.meets(&words.set([&"Time".to_owned()])));
        assert!(found.meets(&words.set([&"TimeWindow".to_owned()])));
        assert!(!found.meets(&words.set([&"Sink".to_owned()])));
    }
}
