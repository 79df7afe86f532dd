//! A run that changes an environment: it holds the lock, and is written down beside the state.

mod error;
mod git;
mod history;
mod journal;
pub(crate) mod lock;
mod owner;
mod record;
mod run;
#[cfg(test)]
mod tests;

pub(crate) use error::Error;
pub(crate) use history::{newest, store};
pub use record::{GitState, RecordedImage, RecordedService, RecordedStep, RunRecord, RunVerdict};
pub(crate) use run::{Run, record};
