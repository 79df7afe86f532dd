//! What runs leave beside the state of an environment: its lock, and an object for each run that changes something.
//!
//! With the S3 backend these are objects, beside a local state files. Any other backend has neither.
//!
//! What a reader would get wrong: a lock in S3 is held by what it says and by its age, one beside a local state by a file
//! lock, which goes with the process.

mod attempt;
mod local_lock;
mod local_store;
mod lock;
mod lock_text;
#[expect(clippy::module_inception, reason = "a `mod.rs` defines nothing")]
mod run_store;
mod s3_lock;
mod s3_store;
mod server_time;
#[cfg(test)]
mod tests;

pub(crate) use attempt::{Attempt, Found, Renewal};
pub(crate) use lock::{HeldLock, find, release, remove, renew, try_acquire};
pub(crate) use run_store::{RunStore, of};
