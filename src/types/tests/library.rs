//! Calls of what Flink declares.

use super::types_in;

#[test]
fn a_long_chain_of_unknown_calls_ends() {
    let chain = ".with(1)".repeat(60);
    let why = "? `Y` comes from x, which is not in this repository, so what its `with` returns is not known";
    types_in(&format!("x.Y y = null; f(«y{chain}»);"), &[why]);
}
