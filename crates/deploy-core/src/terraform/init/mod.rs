//! `init`, when it is asked for and when something it depends on has changed.

pub(super) mod cli_config;
mod fingerprint;
mod hcl_blocks;
#[expect(clippy::module_inception, reason = "a `mod.rs` defines nothing")]
mod init;
mod init_lock;
mod stamp;

pub(crate) use init::{InitOptions, ensure_initialised, init, initialise, initialise_and_write_lock_file};
pub(crate) use stamp::is_initialised;
#[cfg(test)]
pub(crate) use stamp::write as write_stamp;
