//! What an apply leaves in a folder of its environment while it runs: when it began, and what Terraform writes.
//!
//! Terraform writes into files, not into pipes, so that it comes to its end although we are killed. It holds a lock on
//! the folder by its standard input: when that is free, it has ended.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::process::OutputFiles;

/// The files of an apply, which go with the value.
#[derive(Debug)]
pub(super) struct Record {
    folder: PathBuf,
    lock: File,
}

/// An apply that was not begun or ended by this run.
#[derive(Debug)]
pub(super) struct LeftRecord {
    pub(super) since: Timestamp,
    pub(super) is_running: bool,
    pub(super) stdout: PathBuf,
}

impl Record {
    /// Begins an apply. None if an earlier one has not ended.
    pub(super) fn begin(folder: &Path) -> io::Result<Option<Self>> {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let lock = private().read(true).open(folder.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let record = Self { folder: folder.to_owned(), lock };
        fs::write(record.folder.join("begun"), Timestamp::now().to_string())?;
        Ok(Some(record))
    }

    /// Where Terraform writes, and what it holds for as long as it runs.
    pub(super) fn files(&self) -> io::Result<OutputFiles> {
        let open = |name: &str| private().truncate(true).open(self.folder.join(name));
        let read = |name: &str| File::open(self.folder.join(name));
        let (stdout, stderr) = (open("stdout")?, open("stderr")?);
        Ok(OutputFiles {
            held: self.lock.try_clone()?,
            stdout,
            stderr,
            read_stdout: read("stdout")?,
            read_stderr: read("stderr")?,
        })
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        forget(&self.folder);
    }
}

/// What an earlier run has left; none where each came to its end.
pub(super) fn left(folder: &Path) -> Option<LeftRecord> {
    let since = fs::read_to_string(folder.join("begun")).ok()?.parse().ok()?;
    let lock = File::open(folder.join("lock")).ok()?;
    let is_running = matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock));
    Some(LeftRecord { since, is_running, stdout: folder.join("stdout") })
}

/// Removes what is there of an apply.
pub(super) fn forget(folder: &Path) {
    for name in ["begun", "stdout", "stderr"] {
        fs::remove_file(folder.join(name)).ok();
    }
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true).mode(0o600);
    options
}
