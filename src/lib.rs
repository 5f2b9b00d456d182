//! Moves Apache Flink 1.x applications to Flink 2.x.
//!
//! The modules are listed in the order of their layers: each uses only those above it.

pub mod text;

pub mod snapshot;

pub mod syntax;

pub mod view;

pub mod settings;

pub mod flink;

pub mod types;

pub mod finding;

pub mod logs;

pub mod state;

pub mod rules;

pub mod catalog;

#[path = "../transforms/mod.rs"]
pub mod transforms;

pub mod plan;

pub mod engine;

pub mod report;

pub mod repo;

pub mod cli;
