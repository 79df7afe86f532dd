//! The folder of a run: `RUNS/NAME/files`, beside a file that is locked for as long as the run uses it.
//!
//! What a reader would get wrong: a process id says nothing, because another container has its own. The lock goes with
//! the process that holds it, however that ends.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use nix::fcntl::OFlag;

use super::error::Error;
use super::private;

/// A folder that only we can read, for as long as the value lives.
#[derive(Debug)]
pub(crate) struct RunDir {
    folder: tempfile::TempDir,
    files: PathBuf,
    _lock: File,
}

impl RunDir {
    pub(super) fn create(runs: &Path) -> Result<Self, Error> {
        let unwritable = |source| Error::Unwritable { path: runs.to_owned(), source };
        // A folder that is not locked yet must not be swept.
        let _creating = lock_runs(runs).map_err(unwritable)?;
        let folder = tempfile::Builder::new()
            .prefix("run-")
            .permissions(Permissions::from_mode(0o700))
            .tempdir_in(runs)
            .map_err(unwritable)?;
        let lock = open_lock(&folder.path().join("lock")).map_err(unwritable)?;
        lock.lock().map_err(unwritable)?;
        let files = private::make(&folder.path().join("files"))?;
        Ok(Self { folder, files, _lock: lock })
    }

    /// Where it is, absolute.
    pub(crate) fn path(&self) -> &Path {
        &self.files
    }
}

impl Drop for RunDir {
    fn drop(&mut self) {
        fs::remove_dir_all(self.folder.path()).ok();
    }
}

/// Removes the folders whose lock is free. One that cannot be removed is left for the next start.
pub(super) fn sweep(runs: &Path) -> Result<(), Error> {
    let unwritable = |source| Error::Unwritable { path: runs.to_owned(), source };
    let _sweeping = lock_runs(runs).map_err(unwritable)?;
    for entry in fs::read_dir(runs).into_iter().flatten().flatten() {
        let is_folder = entry.file_type().is_ok_and(|it| it.is_dir()); // a link is none
        if is_folder && is_free(&entry.path().join("lock")) {
            fs::remove_dir_all(entry.path()).ok(); // removes links, and does not follow them
        }
    }
    Ok(())
}

fn is_free(lock: &Path) -> bool {
    match OpenOptions::new().write(true).custom_flags(OFlag::O_NOFOLLOW.bits()).open(lock) {
        Ok(file) => file.try_lock().is_ok(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// Held for a moment, while a folder is made or while old ones are removed.
fn lock_runs(runs: &Path) -> io::Result<File> {
    let file = open_lock(&runs.join("lock"))?;
    file.lock()?;
    Ok(file)
}

fn open_lock(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).mode(0o600).custom_flags(OFlag::O_NOFOLLOW.bits()).open(path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_folder_goes_with_its_value_and_is_swept_only_when_nobody_holds_it() {
        let runs = tempfile::tempdir().unwrap();
        let live = RunDir::create(runs.path()).unwrap();
        fs::write(live.path().join("plan"), "").unwrap();
        let dead = runs.path().join("run-dead");
        fs::create_dir(&dead).unwrap();
        fs::write(dead.join("lock"), "").unwrap();
        let half_made = runs.path().join("run-half");
        fs::create_dir(&half_made).unwrap();
        sweep(runs.path()).unwrap();
        assert!(live.path().join("plan").exists() && !dead.exists() && !half_made.exists());
        let folder = live.folder.path().to_owned();
        drop(live);
        assert!(!folder.exists());
    }

    #[test]
    fn nothing_behind_a_link_is_removed() {
        let (runs, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(elsewhere.path().join("file"), "").unwrap();
        symlink(elsewhere.path(), runs.path().join("run-link")).unwrap();
        let dead = runs.path().join("run-dead");
        fs::create_dir(&dead).unwrap();
        symlink(elsewhere.path(), dead.join("files")).unwrap();
        sweep(runs.path()).unwrap();
        assert!(!dead.exists() && elsewhere.path().join("file").exists());
    }
}
