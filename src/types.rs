//! Name and type lookup over all files of a project.
//!
//! An answer is known, or unknown with a sentence that says why.
//! Deliberately absent: guessing.

mod around;
mod callable;
mod class;
mod constant;
mod constructor;
mod conversion;
mod declaration;
mod expression;
mod function;
mod identifiers;
mod implied;
mod inference;
mod invocation;
mod library;
mod local;
mod member;
mod memo;
mod notation;
mod operator;
mod origin;
mod overload;
mod project;
pub mod reactor;
mod resolution;
mod scope;
mod shelf;
mod supertype;
mod symbols;
mod target;
mod type_ref;
mod uses;
mod written;

pub use callable::{CONSTRUCTOR, Callable, Callables, Origin};
pub use class::{Class, ProjectMethod};
pub use declaration::{Declaration, DeclarationKind};
pub use library::LibraryTypes;
pub use member::LibraryField;
pub use project::Project;
pub use resolution::Resolution;
pub use scope::JavaScope;
pub use symbols::{OVERRIDES_NOTHING, Symbol, SymbolKind, symbols};
pub use type_ref::TypeRef;
pub use uses::{Use, Uses, variables_named};

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
