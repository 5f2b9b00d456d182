//! What the Kafka transforms share: what is known of properties, and where a source begins.

pub(super) mod guarantee;
pub(super) mod keyed;
pub(super) mod offsets;
pub(super) mod producer_form;
pub(super) mod properties;
pub(super) mod said;
pub(super) mod schema;
pub(super) mod serializer;
pub(super) mod topic_partition;
pub(super) mod travelling;
