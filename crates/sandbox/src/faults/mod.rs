//! Calls that go wrong on demand.
//!
//! A fault counts the calls that match it, not the time: "throttle polls 3 to 8" is `after` 2, `times` 6. Of several
//! faults that match a call the oldest one that is due holds; the others count the call nevertheless.

mod active_faults;
mod errors;
mod fault;
mod kind;
mod with_fault;

pub(crate) use active_faults::ActiveFaults;
pub use fault::Fault;
pub use kind::Kind;
pub(crate) use with_fault::with_fault;
