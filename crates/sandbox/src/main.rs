//! The program `sandbox`.
fn main() {}
