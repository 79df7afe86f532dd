//! Real clients against the sandbox in-process.
#![expect(clippy::unwrap_used, reason = "a test fails by it")]

mod callers;
mod clients;
mod coverage;
mod docs;
mod ecr;
mod faults;
mod http;
mod logs;
mod programs;
mod proxy;
mod rollouts;
mod target_health;
mod with_docker;
mod with_moto;
