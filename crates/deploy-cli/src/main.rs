//! The program `deploy`.
fn main() {}
