//! The lock as a file beside a local state: held as long as the file is locked, which ends with the process.
//!
//! A user's own lock is the file with nobody who holds it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek};
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use nix::fcntl::OFlag;

use super::attempt::{Attempt, Found};
use super::local_store::LocalStore;
use super::lock_text;
use crate::terraform::error::Error;
use crate::types::{Activity, LockHolder};

/// How often a file is tried that somebody else has locked.
const MAX_LOOKS: u32 = 5;

/// The lock, held.
#[derive(Debug)]
pub(super) struct LocalLock {
    file: File,
    path: PathBuf,
}

/// A file that is there, and whether another process holds it.
enum Opened {
    Free(File),
    Held(File),
}

pub(super) fn try_acquire(store: &LocalStore, holder: &LockHolder) -> Result<Attempt<LocalLock>, Error> {
    let path = store.lock_file();
    if !store.exists() {
        return Ok(Attempt::NotNeeded);
    }
    let mut file = match open(&path, true) {
        Ok(Some(Opened::Free(file))) => file,
        Ok(Some(Opened::Held(mut file))) => {
            return Ok(match read(&mut file) {
                Some(other) if lock_text::is_of_caller(&other) => Attempt::NotNeeded,
                other => Attempt::Busy(other),
            });
        }
        Ok(None) => return Ok(Attempt::Busy(None)),
        Err(error) if is_impossible(&error) => return Ok(Attempt::Impossible(Error::file(&path)(error))),
        Err(error) => return Err(Error::file(&path)(error)),
    };
    let left_by = read(&mut file);
    if left_by.as_ref().is_some_and(|left| left.activity == Activity::Reserving) {
        return Ok(Attempt::Busy(left_by));
    }
    let lock = LocalLock { file, path };
    lock.write(holder)?;
    store.ignore().map_err(Error::file(&lock.path))?;
    Ok(Attempt::Acquired { lock, left_by })
}

impl LocalLock {
    /// Writes who holds it. Whoever reads it meanwhile reads the first JSON value.
    pub(super) fn write(&self, holder: &LockHolder) -> Result<(), Error> {
        let text = lock_text::of(holder);
        let written = self.file.write_all_at(&text, 0).and_then(|()| self.file.set_len(text.len() as u64));
        written.map_err(Error::file(&self.path))
    }

    /// Removes the file while it is held: who waits for it sees that it is no longer the one.
    pub(super) fn release(self) -> Result<(), Error> {
        fs::remove_file(&self.path).map_err(Error::file(&self.path))
    }
}

fn is_impossible(error: &io::Error) -> bool {
    use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem, Unsupported};
    matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem | Unsupported)
}

/// Opens the file, and locks it if nobody else has. None if it is not there.
fn open(path: &Path, create: bool) -> io::Result<Option<Opened>> {
    let mut looks = 0;
    loop {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(create).mode(0o644).custom_flags(OFlag::O_NOFOLLOW.bits());
        let file = match options.open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        match file.try_lock() {
            Ok(()) if is_at(&file, path) => return Ok(Some(Opened::Free(file))),
            Ok(()) => {} // it was removed by the one who held it
            // Who only looks holds it for a moment.
            Err(TryLockError::WouldBlock) if looks < MAX_LOOKS => {
                looks += 1;
                thread::sleep(Duration::from_millis(2));
            }
            Err(TryLockError::WouldBlock) => return Ok(Some(Opened::Held(file))),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

fn is_at(file: &File, path: &Path) -> bool {
    let inode = |metadata: &fs::Metadata| (metadata.dev(), metadata.ino());
    matches!((file.metadata(), path.symlink_metadata()), (Ok(ours), Ok(there)) if inode(&ours) == inode(&there))
}

fn read(file: &mut File) -> Option<LockHolder> {
    let mut text = Vec::new();
    file.rewind().ok()?;
    file.read_to_end(&mut text).ok()?;
    lock_text::parse(&text)
}

pub(super) fn find(store: &LocalStore) -> Result<Option<Found>, Error> {
    let path = store.lock_file();
    let (mut file, is_alive) = match open(&path, false).map_err(Error::file(&path))? {
        None => return Ok(None),
        Some(Opened::Free(file)) => (file, false),
        Some(Opened::Held(file)) => (file, true),
    };
    let holder = read(&mut file);
    let is_reserved = holder.as_ref().is_some_and(|holder| holder.activity == Activity::Reserving);
    Ok(Some(Found { holder, is_over: !is_alive && !is_reserved, is_alive, etag: String::new() }))
}

/// Returns whether it could be removed: a run that is alive keeps it.
pub(super) fn remove(store: &LocalStore) -> Result<bool, Error> {
    let path = store.lock_file();
    match open(&path, false).map_err(Error::file(&path))? {
        None => Ok(true),
        Some(Opened::Held(_)) => Ok(false),
        Some(Opened::Free(_held)) => fs::remove_file(&path).map(|()| true).map_err(Error::file(&path)),
    }
}
