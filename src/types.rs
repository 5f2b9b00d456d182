//! Name and type lookup over all files of a project.
//!
//! An answer is known, or unknown with a sentence that says why.
//! Deliberately absent: guessing.

mod class;
mod constant;
mod declaration;
mod expression;
mod jdk;
mod library;
mod local;
mod operator;
mod project;
pub mod reactor;
mod resolution;
mod scope;
mod target;
mod type_ref;
mod uses;

pub use class::{Class, ProjectMethod};
pub use declaration::{Declaration, DeclarationKind};
pub use library::LibraryTypes;
pub use project::Project;
pub use resolution::Resolution;
pub use scope::JavaScope;
pub use type_ref::TypeRef;
pub use uses::{Use, Uses, variables_named};

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
