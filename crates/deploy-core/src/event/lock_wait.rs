//! A run that waits for the lock of an environment.

use serde::Serialize;

use crate::types::{EnvName, LockHolder};

/// For whose lock a run waits, and for how long.
#[derive(Clone, Debug, Serialize)]
pub struct LockWait {
    /// The environment that is locked.
    pub environment: EnvName,
    /// Who has the lock; none where it does not say.
    pub holder: Option<LockHolder>,
    /// For how long the run still waits, in seconds.
    pub seconds_left: u64,
}
