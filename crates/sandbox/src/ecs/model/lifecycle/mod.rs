//! The lifecycle of a blue/green, linear or canary deployment.

pub(crate) mod hook;
pub(crate) mod progress;
pub(crate) mod stage;
