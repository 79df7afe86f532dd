//! AWS on loopback, for the demo and the tests. No product code uses it.
//!
//! A streaming reverse proxy with rooms: what a room models is answered here, everything else goes on to an
//! upstream (moto) or is refused by name.

pub mod api;

pub use api::{ApiError, Effect, Moment};
