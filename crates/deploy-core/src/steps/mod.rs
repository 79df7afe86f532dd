//! What several commands do: the lowest place where Terraform, Compose, Docker and AWS meet.

pub(crate) mod apply;
pub(crate) mod environment;
mod error;
pub(crate) mod expected;
pub(crate) mod images;
mod log_stream;
pub(crate) mod one_off_task;
pub(crate) mod plan;
pub(crate) mod rollout;
pub(crate) mod runs;
pub(crate) mod services;
pub(crate) mod tag;

pub(crate) use error::Error;
