//! Where the states are: on this machine, in S3, or in a place that only Terraform knows.

#[expect(clippy::module_inception, reason = "a `mod.rs` defines nothing")]
mod backend;
mod local;
mod s3;
mod workspace_names;

pub(crate) use backend::{Backend, digest, of};
pub(crate) use s3::{ObjectProtection, S3Backend};
pub(crate) use workspace_names::DEFAULT;
