//! What the Kinesis transforms share: the ARN of a stream, the type of its elements, and the schemas.

pub(super) mod arn;
pub(super) mod element;
pub(super) mod layout;
pub(super) mod property_group;
