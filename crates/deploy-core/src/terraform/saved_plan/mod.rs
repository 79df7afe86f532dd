//! A plan in a file, and what it is bound to.

mod configuration;
mod metadata;
mod show;
mod variables_digest;

pub(crate) use metadata::{PlanContext, PlanMetadata, describe};
pub(crate) use show::show;
