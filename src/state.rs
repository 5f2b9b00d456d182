//! Which state a job keeps, who serializes it before and after, and whether it comes back.
//!
//! The types are decided as Flink decides them. Deliberately absent: the facts (`transforms/state_types.toml` and
//! `state_places.toml`), and a judgement where anything about a type is not known.

mod argument;
mod facts;
mod judge;
mod kept;
mod logged;
mod places;
mod pojo;
mod serializer;
mod uid;

pub use facts::{Facts, Fixed, Parts};
pub use judge::{Era, Judge};
pub use kept::{Kept, Verdict, kept};
pub use logged::{Known, known};
pub use places::Places;
pub use serializer::{Fate, Loss, Part, Serializer};
pub use uid::Uid;
