//! Which state a job keeps, who serializes it before and after, and whether it comes back.
//!
//! The types are decided as Flink decides them. Deliberately absent: the facts (`transforms/state_types.toml`), and a
//! judgement where anything about a type is not known.

pub mod facts;
pub mod judge;
mod pojo;
pub mod serializer;

pub use facts::Facts;
pub use judge::{Era, Judge};
pub use serializer::{Fate, Serializer};
