//! The build files: what Compose prints of them, what is written in them, and the images that they describe.

pub(super) mod config;
pub(super) mod naming;
mod print;
mod read;
mod source;
pub(super) mod written;
mod yaml;

pub(crate) use read::read;
