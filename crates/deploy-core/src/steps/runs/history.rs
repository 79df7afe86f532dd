//! The runs that were written down.

use futures_util::{StreamExt, TryStreamExt, stream};

use super::error::Error as RunError;
use super::record::RunRecord;
use crate::error::Error;
use crate::steps::environment::Environment;
use crate::terraform::run_store::{self, RunStore};

/// How many runs are read at the same time.
const AT_ONCE: usize = 8;

/// The store beside the state of an environment.
pub(crate) async fn store(environment: &Environment) -> Result<RunStore, Error> {
    let store = run_store::of(&environment.terraform, &environment.connection).await?;
    Ok(store.ok_or_else(|| RunError::NoStore(environment.config.name.clone()))?)
}

/// The newest runs, newest first. One that cannot be understood, as of a later version, is left out.
pub(crate) async fn newest(store: &RunStore, count: usize) -> Result<Vec<RunRecord>, Error> {
    let ids = store.runs().await?;
    let newest = ids.iter().rev().take(count);
    let texts: Vec<_> =
        stream::iter(newest).map(|id| store.read_run(id)).buffered(AT_ONCE).try_collect().await?;
    Ok(texts.into_iter().flatten().filter_map(|text| serde_json::from_slice(&text).ok()).collect())
}
