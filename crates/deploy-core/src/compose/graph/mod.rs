//! Which image needs which, and so in which order they can be built.

#[expect(clippy::module_inception, reason = "a `mod.rs` defines nothing")]
mod graph;
mod order;
mod references;
#[cfg(test)]
mod tests;

pub(crate) use graph::{ImageGraph, Reason};
pub(crate) use order::{levels, pulled_hosts};
pub(super) use references::service_of;
