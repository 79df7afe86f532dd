//! AWS on loopback, for the demo and the tests. No product code uses it.
//!
//! A streaming reverse proxy with models of some services: calls to these are answered here, all others are forwarded to moto or
//! refused by name.

mod account;
mod api;
mod autoscaling;
mod backends;
mod clock;
mod containers;
mod ecr;
mod ecs;
mod faults;
mod http;
mod input;
mod lock;
mod logs;
mod models;
mod options;
mod protocol;
mod record;
mod registry;
mod sandbox;
mod seeds;
pub mod test_programs;

pub use api::{ApiError, Moment};
pub use clock::Pace;
pub use ecs::{Ecs, Rule, RuleError};
pub use faults::{Fault, Kind};
pub use options::{Backend, Options};
pub use record::RecordedCall;
pub use sandbox::Sandbox;
