//! The tag of a run: which one it is, which one runs, and where its images are.

mod error;
pub(crate) mod planned_images;
mod running_tag;
#[expect(clippy::module_inception, reason = "a `mod.rs` defines nothing")]
mod tag;

pub use tag::ChosenTag;
pub(crate) use tag::{announce, for_plan, for_state};
