//! One `init` at a time in a data folder: two of them overwrite each other's files.
//!
//! The lock is the system's, on a file beside what it guards: it goes with the process that holds it, however that
//! ends, and the file stays.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::time::Duration;

use super::Error;
use crate::context::Context;
use crate::process;

/// How often we look whether it is our turn.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// Ours for as long as the value lives.
#[derive(Debug)]
pub(super) struct Turn {
    _locked: File,
}

impl Turn {
    /// Waits until nobody else initialises the folder, which is made if it is missing.
    pub(super) async fn take(folder: &Path, context: &Context) -> Result<Self, Error> {
        let unusable = |source| Error::File { path: folder.to_owned(), source };
        fs::create_dir_all(folder).map_err(unusable)?;
        let file = File::create(folder.join("deploy.lock")).map_err(unusable)?;
        let mut told = false;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _locked: file }),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(source)) => return Err(unusable(source)),
            }
            if !told {
                context.events.note("another run is initialising Terraform; waiting for it");
                told = true;
            }
            tokio::select! {
                interrupted = context.interrupt.requested() => return Err(process::Error::from(interrupted).into()),
                () = tokio::time::sleep(LOOK_AGAIN) => {}
            }
        }
    }
}
