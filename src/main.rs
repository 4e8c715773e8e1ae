//! Golden Thread.
fn main() {}
