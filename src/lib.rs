//! Moves Apache Flink 1.x applications to Flink 2.x.

pub mod text;
