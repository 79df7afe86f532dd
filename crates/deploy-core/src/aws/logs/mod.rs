//! Log lines in CloudWatch Logs: reading a stream from its beginning, each line once and in order.
//!
//! What a reader would get wrong: lines come later than what they tell of, and a page may be empty although more
//! follow. So a stream is at its end only once several reads in a row gave nothing ([`Tail::drain`]).

mod client;
mod error;
mod tail;
#[cfg(test)]
mod tests;

pub(crate) use client::{Stream, last};
pub(crate) use tail::Tail;
