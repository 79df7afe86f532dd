//! How many tasks a deployment has.

use serde::Serialize;

/// How many tasks a deployment has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TaskCounts {
    /// Tasks that run.
    pub running: i32,
    /// Tasks that are wanted.
    pub desired: i32,
    /// Tasks that are starting.
    pub pending: i32,
    /// Tasks that failed to start or to stay.
    pub failed: i32,
}
