//! The Docker engine: what it has, and pushing; and the configuration of the Docker client.
//!
//! What a reader would get wrong: when a push has succeeded. Nearly every failure comes inside an answer with status 200,
//! and a stream that just ends is one too: only the line with the digest means success ([`push_digest`]).

mod auth_header;
mod config;
mod engine;
mod error;
mod push;
mod push_digest;
mod push_error;
mod push_progress;
#[cfg(test)]
mod tests;

pub(crate) use config::{ClientConfig, context, credentials, login_copy};
pub(crate) use engine::{Engine, LocalImage};
pub(crate) use error::Error;
pub(crate) use push::push;
pub(crate) use push_error::PushError;
