//! Which Java files hold a word: each is read once, however many words are asked for.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rayon::prelude::*;

use crate::text::{SourceText, identifiers};

/// The identifiers and keywords of Java files, as sorted hashes of 32 bits.
#[derive(Debug)]
pub(super) struct Identifiers(BTreeMap<Arc<str>, Box<[u32]>>);

impl Identifiers {
    /// Those of `files`, which `read` reads; what cannot be read holds nothing.
    pub(super) fn of(files: &[&Arc<str>], read: impl Fn(&str) -> Option<Arc<SourceText>> + Sync) -> Self {
        let found = files.par_iter().filter_map(|path| {
            let text = read(path)?;
            Some((Arc::clone(path), hashes(text.text())))
        });
        Self(found.collect())
    }

    /// Reads the file at `path` anew.
    pub(super) fn replace(&mut self, path: &Arc<str>, text: &str) {
        self.0.insert(Arc::clone(path), hashes(text));
    }

    /// The files that hold all identifiers of `words`, sorted by path; another one where hashes are alike.
    pub(super) fn holding(&self, words: &str) -> impl Iterator<Item = &Arc<str>> {
        let wanted = hashes(words);
        let holds = move |held: &[u32]| wanted.iter().all(|hash| held.binary_search(hash).is_ok());
        self.0.iter().filter(move |(_, held)| holds(held)).map(|(path, _)| path)
    }
}

fn hashes(text: &str) -> Box<[u32]> {
    let mut hashes: Vec<u32> = identifiers(text.as_bytes()).map(|span| hash(span.of(text))).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.into()
}

fn hash(word: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    // The upper half is as good as any.
    u32::try_from(hasher.finish() >> 32).expect("it has 32 bits")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&'static str, &'static str)]) -> Identifiers {
        let paths: Vec<Arc<str>> = files.iter().map(|(path, _)| Arc::from(*path)).collect();
        let text = |path: &str| {
            let (_, text) = files.iter().find(|(known, _)| *known == path)?;
            SourceText::new(text.as_bytes().to_vec()).ok().map(Arc::new)
        };
        Identifiers::of(&paths.iter().collect::<Vec<_>>(), text)
    }

    fn holding(identifiers: &Identifiers, words: &str) -> Vec<String> {
        identifiers.holding(words).map(ToString::to_string).collect()
    }

    #[test]
    fn a_word_is_found_whole_and_not_as_a_part() {
        let identifiers = read(&[("A.java", "class A extends Base {}"), ("B.java", "BaseB b; A$1 a;")]);
        assert_eq!(holding(&identifiers, "Base"), ["A.java"]);
        assert_eq!(holding(&identifiers, "A"), ["A.java"]);
    }

    #[test]
    fn of_several_words_all_must_be_there() {
        let identifiers = read(&[("A.java", "new A()"), ("B.java", "new B(), A.of()"), ("C.java", "A")]);
        assert_eq!(holding(&identifiers, "new A"), ["A.java", "B.java"]);
    }

    #[test]
    fn a_new_text_takes_the_place_of_the_old() {
        let mut identifiers = read(&[("A.java", "Old")]);
        identifiers.replace(&"A.java".into(), "New");
        assert_eq!(holding(&identifiers, "Old"), [""; 0]);
        assert_eq!(holding(&identifiers, "New"), ["A.java"]);
    }
}
