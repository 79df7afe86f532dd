//! What several commands take. Doc comments on fields are the help texts; clap reads them.
//!
//! What a reader would get wrong: `DEPLOY_ENV` and `DEPLOY_TAG` are not clap's `env`, because it matters whether a
//! value was named on the command line (a protected environment must be).

#![expect(clippy::doc_markdown, reason = "the help of a terminal has no backticks")]

mod consent;
mod environment;
mod follow;
mod global;
mod images;
mod lock;

pub(crate) use consent::{AllowDestroyArgs, ConfirmArgs, ConsentArgs};
pub(crate) use environment::EnvironmentArgs;
pub(crate) use follow::{FollowArgs, FollowSettingsArgs};
pub(crate) use global::{Color, GlobalArgs};
pub(crate) use images::{BuildFileArgs, BuildSettingsArgs, ImageArgs, ProfileArgs};
pub(crate) use lock::LockArgs;
