//! Rollouts, by what ends them and what is shown meanwhile.

mod digests;
mod rollback;
