//! `deploy lock`: keeps other runs from changing an environment until it is unlocked.

use crate::error::Error;
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::environment::{self, Access};
use crate::steps::runs::{Run, lock as steps_lock};
use crate::types::LockHolder;

/// Locks the environment for a reason that others see.
pub async fn lock(
    session: &Session,
    config: &EnvironmentConfig,
    reason: String,
) -> Result<LockHolder, Error> {
    environment::announce(session, config);
    let environment = environment::open(session, config, Access::LockedChange).await?;
    let run = Run::new(session, &environment, "lock").await?;
    steps_lock::reserve(&run, reason).await
}
