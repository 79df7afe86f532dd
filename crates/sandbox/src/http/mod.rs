//! The HTTP server of the AWS APIs, and what it answers without a model.

mod assume_role;
pub(crate) mod body;
mod caller_identity;
mod control;
pub(crate) mod dispatch;
pub(crate) mod server;
mod target_health;
