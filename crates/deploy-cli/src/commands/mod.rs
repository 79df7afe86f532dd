//! One file for each command: what it takes, the call of the library, and its last line. The doc comments on
//! the fields of `Args` are the help texts.

#![expect(clippy::doc_markdown, reason = "the help of a terminal has no backticks")]

pub(crate) mod all;
pub(crate) mod apply;
pub(crate) mod build;
pub(crate) mod completions;
pub(crate) mod continue_rollout;
pub(crate) mod create;
pub(crate) mod destroy;
pub(crate) mod fargate;
pub(crate) mod history;
pub(crate) mod init;
pub(crate) mod lock;
pub(crate) mod modules;
pub(crate) mod output;
pub(crate) mod plan;
pub(crate) mod push;
pub(crate) mod redeploy;
pub(crate) mod resume;
pub(crate) mod status;
pub(crate) mod tf;
pub(crate) mod unlock;
pub(crate) mod version;
pub(crate) mod wait;
