//! Name and type lookup over all files of a project.
//!
//! An answer is known, or unknown with a sentence that says why.
//! Deliberately absent: guessing.

mod project;
pub mod reactor;
pub mod scope;

pub use project::Project;
