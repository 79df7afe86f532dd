//! What Terraform reports as wrong, and what it means to those who run `deploy`.

mod diagnostic;
mod explain;
mod state_lock;

pub(crate) use diagnostic::{Diagnostic, parse_text, starts_diagnostic};
pub(crate) use explain::explain;
pub(crate) use state_lock::StateLock;
