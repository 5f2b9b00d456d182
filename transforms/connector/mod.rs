//! What the connectors' transforms share: the change of a source or sink with all that carries it, its setters,
//! the type of its elements, and the layout of new code.

pub(super) mod element;
pub(super) mod interface;
pub(super) mod layout;
pub(super) mod makers;
pub(super) mod operator;
pub(super) mod portable;
pub(super) mod rewrite;
pub(super) mod setters;
pub(super) mod settled;
pub(super) mod taker;
