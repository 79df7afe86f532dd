//! `apply` of a saved plan, by a Terraform that outlives us.

#[expect(clippy::module_inception, reason = "a `mod.rs` defines nothing")]
mod apply;
mod apply_failure;
mod apply_stream;
mod earlier;
mod ephemeral;
mod progress;
mod record;

pub(crate) use apply::{Applied, apply};
pub(crate) use earlier::{EarlierApply, earlier};
