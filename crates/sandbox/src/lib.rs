//! AWS on loopback, for the demo and the tests. No product code uses it.
//!
//! A streaming reverse proxy with rooms: what a room models is answered here, everything else goes on to an
//! upstream (moto) or is refused by name.

mod account;
mod api;
mod autoscaling;
mod body;
mod children;
mod clock;
mod containers;
mod control;
mod ecr;
pub mod ecs;
mod edge;
mod elb;
mod faults;
mod input;
mod lock;
mod logs;
mod models;
mod options;
mod record;
mod registry;
mod sandbox;
pub mod seeds;
mod server;
mod sts;
pub mod test_programs;
mod upstream;
mod wire;

pub use api::{ApiError, Moment};
pub use clock::Pace;
pub use ecs::Ecs;
pub use faults::{Fault, Kind};
pub use options::{Behind, Options};
pub use record::RecordedCall;
pub use sandbox::Sandbox;
