//! Environments whose state is in S3, as moto keeps it.

pub(crate) mod bucket;
mod locks;
