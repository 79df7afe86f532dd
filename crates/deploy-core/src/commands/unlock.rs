//! `deploy unlock`: ends the lock of an environment, whoever has it.

use crate::error::Error;
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::environment::{self, Access};
use crate::steps::runs::{Error as RunError, store};
use crate::terraform::run_store;
use crate::types::LockHolder;

/// What became of the lock.
#[derive(Clone, Debug)]
pub enum Unlocked {
    /// There was none.
    NotLocked,
    /// It was ended; this is whose it was, if it said so.
    Ended(Option<LockHolder>),
}

/// Ends the lock after consent.
pub async fn unlock(session: &Session, config: &EnvironmentConfig) -> Result<Unlocked, Error> {
    environment::announce(session, config);
    let environment = environment::open(session, config, Access::LockedChange).await?;
    let store = store(&environment).await?;
    let Some(found) = run_store::find(&store).await? else { return Ok(Unlocked::NotLocked) };
    let holder = found.holder.clone();
    if found.is_alive {
        let (environment, holder) = (config.name.clone(), holder.map(Box::new));
        return Err(RunError::Alive { environment, holder }.into());
    }
    let by = holder.as_ref().map(|holder| format!(" by {holder}")).unwrap_or_default();
    session.context.events.note(format!("{} is locked{by}", config.name));
    let question = format!("End the lock of {}{by}?", config.name);
    session.consent.obtain(config, &question, &session.context.interrupt).await?;
    if run_store::remove(&store, &found).await? {
        Ok(Unlocked::Ended(holder))
    } else {
        Err(RunError::Changed(config.name.clone()).into())
    }
}
