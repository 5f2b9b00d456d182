//! What the Kinesis transforms share: where a stream's name comes from, and where its ARN stands.

pub(super) mod arn;
pub(super) mod deployed_group;
pub(super) mod property_group;
pub(super) mod remarks;
pub(super) mod several;
pub(super) mod stream;
