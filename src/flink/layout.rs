//! How the table of Flink's API lies in memory; the build writes it so, and `flink` reads it so.
//!
//! All numbers are little-endian. A text is its place in the pool (three bytes) and its length
//! (two); texts may overlap there. A signature is numbers of two bytes: how many parameters there are,
//! or [`NO_PARAMETERS`]; then indexes of types: the type parameters, the type, those of the parameters.
//! In this order:
//!
//! | part | records |
//! |---|---|
//! | head | number of classes, of facts, of forms, of types, of numbers in signatures (four bytes each); texts with the names of the releases and of the levels of the JDK, one a line |
//! | classes | [`CLASS`] bytes each, sorted by full name |
//! | by simple name | indexes of the classes (four bytes each), sorted by simple and then by full name |
//! | facts | [`FACT`] bytes each; those of a class stand together |
//! | forms | [`FORM`] bytes each; every one that a class or fact has, once |
//! | types | a text each, once |
//! | signatures | one after the other, each once |
//! | pool | the texts |

/// Bytes of the head.
pub(crate) const HEAD: usize = COUNTS * 4 + 2 * TEXT;

/// How many numbers the head begins with.
pub(crate) const COUNTS: usize = 5;

/// Bytes of a text.
pub(crate) const TEXT: usize = 5;

/// Bytes of a class: name, type parameters (a text each); first fact (four); number of facts, index of its form (two each).
pub(crate) const CLASS: usize = 2 * TEXT + 4 + 2 * 2;

/// Bytes of a fact: name (a text); which number its signature begins with (three); index of its form (two).
pub(crate) const FACT: usize = TEXT + 3 + 2;

/// What a signature begins with that has no list of parameters: of a field or a supertype.
pub(crate) const NO_PARAMETERS: u16 = u16::MAX;

/// Bytes of a form: releases, deprecated, words (four each, a bit for each member of the set); exceptions or value (a text).
pub(crate) const FORM: usize = 3 * 4 + TEXT;

/// The bit of the oldest level of the JDK; those of the releases are below.
pub(crate) const FIRST_LEVEL: usize = 24;

/// The words of classes and members; a set of them is a bit each.
pub(crate) const WORDS: [&str; 16] = [
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
    "hidden",
];
