//! `deploy history`: the runs that changed an environment, newest first.

use serde::Serialize;

use crate::error::Error;
use crate::event::SCHEMA;
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::environment::{self, Access};
use crate::steps::runs::{self, RunRecord};
use crate::terraform::run_store;
use crate::types::EnvName;

/// The runs that changed an environment.
#[derive(Clone, Debug, Serialize)]
pub struct History {
    /// The version of this shape, which is that of the events.
    pub schema: u32,
    /// `history`.
    pub r#type: &'static str,
    /// The environment.
    pub environment: EnvName,
    /// Its runs, newest first.
    pub runs: Vec<PastRun>,
}

/// A run that is over, or still at it.
#[derive(Clone, Debug, Serialize)]
pub struct PastRun {
    /// Whether it has the lock, and so is still at it, as far as that can be known.
    pub running: bool,
    /// What was written down of it.
    #[serde(flatten)]
    pub record: RunRecord,
}

/// Reads the newest runs.
pub async fn history(session: &Session, config: &EnvironmentConfig, count: usize) -> Result<History, Error> {
    let environment = environment::open(session, config, Access::Query).await?;
    let store = runs::store(&environment).await?;
    let records = runs::newest(&store, count).await?;
    let has_open = records.iter().any(|record| record.verdict.is_none());
    let lock = if has_open { run_store::find(&store).await? } else { None };
    let holder = lock.filter(|lock| !lock.is_over).and_then(|lock| lock.holder);
    let has_lock = |record: &RunRecord| holder.as_ref().is_some_and(|holder| holder.run == record.id);
    let runs = records
        .into_iter()
        .map(|record| PastRun { running: record.verdict.is_none() && has_lock(&record), record });
    let environment = config.name.clone();
    Ok(History { schema: SCHEMA, r#type: "history", environment, runs: runs.collect() })
}
