//! The command line of flinkmod.

fn main() {}
