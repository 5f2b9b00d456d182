//! How the table of Flink's API lies in memory; the build writes it so, and `flink` reads it so.
//!
//! All numbers are little-endian. A string is its length in two bytes and then its text; it is
//! named by its place in the pool. In this order:
//!
//! | part | records |
//! |---|---|
//! | head | number of classes, number of facts (four bytes each) |
//! | classes | [`CLASS`] bytes each, sorted by full name |
//! | by simple name | indexes of the classes (four bytes each), sorted by simple and then by full name |
//! | facts | [`FACT`] bytes each; those of a class stand together |
//! | pool | the strings; the first one has the names of the releases, one a line |

/// Bytes of the head.
pub(crate) const HEAD: usize = 8;

/// Bytes of a class: name, type parameters, first fact (four each); number of facts, releases, deprecated, words (two each).
pub(crate) const CLASS: usize = 20;

/// Bytes of a fact: name, types (four each); releases, deprecated, words (two each).
pub(crate) const FACT: usize = 14;

/// The words of classes and members; a set of them is a bit each.
pub(crate) const WORDS: [&str; 15] = [
    "protected",
    "abstract",
    "static",
    "final",
    "class",
    "interface",
    "enum",
    "annotation",
    "@Public",
    "@PublicEvolving",
    "@Experimental",
    "@Internal",
    "unlisted",
    "constant",
    "varargs",
];
