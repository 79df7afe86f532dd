//! The configuration of the Docker client: the engine's address, stored credentials, and a copy with more of them.

mod client_config;
pub(crate) mod context;
pub(crate) mod credentials;
pub(crate) mod login_copy;
#[cfg(test)]
mod tests;

pub(crate) use client_config::ClientConfig;
pub(crate) use context::EngineAddress;
