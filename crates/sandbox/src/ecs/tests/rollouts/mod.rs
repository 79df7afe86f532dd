//! Rollouts, by what ends them and what is shown meanwhile.

mod alarms;
mod breaker;
mod digests;
mod early_success;
mod hooks;
mod rebalancing;
mod rollback;
mod timeline;
mod traffic;
