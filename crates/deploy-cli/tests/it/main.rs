//! The real binary in a world of its own: stand-ins for Terraform and Docker on its PATH, AWS by the sandbox, an engine
//! over HTTP, and nothing else in its environment. A snapshot holds the exit code, what was printed, **and the calls**.
#![expect(clippy::unwrap_used, reason = "a test fails by it")]

mod bad_input;
mod fargate;
mod faults;
mod interrupts;
mod modules;
mod old_defects;
mod places;
mod questions;
mod refusals;
mod releases;
mod rollouts;
mod saved_plans;
mod secrets;
mod status;
mod streams;
mod world;
