//! One `init` at a time in a data folder: two of them overwrite each other's files.
//!
//! The lock is the system's, on a file beside what it guards: it goes with the process that holds it, however that
//! ends, and the file stays.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::time::Duration;

use crate::context::Context;
use crate::process;
use crate::terraform::error::Error;

/// How often we look whether the folder is free.
const POLL_INTERVAL: Duration = Duration::from_millis(100);

/// Ours for as long as the value lives.
#[derive(Debug)]
pub(super) struct InitLock {
    _locked: File,
}

impl InitLock {
    /// Waits until nobody else initialises the folder, which is made if it is missing.
    pub(super) async fn acquire(folder: &Path, context: &Context) -> Result<Self, Error> {
        let unusable = |source| Error::File { path: folder.to_owned(), source };
        fs::create_dir_all(folder).map_err(unusable)?;
        let file = File::create(folder.join("deploy.lock")).map_err(unusable)?;
        let mut announced = false;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _locked: file }),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(source)) => return Err(unusable(source)),
            }
            if !announced {
                context.events.note("another run is initialising Terraform; waiting for it");
                announced = true;
            }
            tokio::select! {
                interrupted = context.interrupt.requested() => return Err(process::Error::from(interrupted).into()),
                () = tokio::time::sleep(POLL_INTERVAL) => {}
            }
        }
    }
}
