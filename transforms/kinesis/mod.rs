//! What the Kinesis transforms share: where a stream's name comes from, the type of its elements, and the layout of new code.

pub(super) mod arn;
pub(super) mod element;
pub(super) mod layout;
pub(super) mod property_group;
pub(super) mod rewrite;
pub(super) mod stream;
