//! Rollouts, by what ends them and what is shown meanwhile.

mod alarms;
mod breaker;
mod digests;
mod early_success;
mod followed;
mod hooks;
mod rebalancing;
mod rollback;
mod timeline;
mod traffic;
