//! What a failure means to the caller: its kind, from which the exit code follows, and what to do about it.

#[expect(clippy::module_inception, reason = "a `mod.rs` defines nothing")]
mod error;
mod hint;

pub use error::{Error, Failure, Interrupted, Kind, Signal, listed};
pub use hint::{Hint, Setting, Suggestion};
