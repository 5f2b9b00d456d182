//! Trees with spans: what parsers say about a text.
//!
//! Only this module knows tree-sitter and quick-xml. Deliberately absent:
//! meaning, and `Result`: a broken text gives a tree that says so.

pub mod gradle;
pub mod java;
pub mod json;
pub mod xml;
