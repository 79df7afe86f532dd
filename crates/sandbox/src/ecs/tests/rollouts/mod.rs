//! Rollouts, by what ends them and what is shown meanwhile.

mod digests;
mod hooks;
mod rollback;
mod timeline;
mod traffic;
