//! Folders that only this user can read, and where they are.

use std::env;
use std::fs::{self, DirBuilder, Metadata, Permissions};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use nix::unistd::geteuid;

use super::error::Error;
use crate::env_var;

/// Where what must not be lost is kept.
pub(super) fn state() -> Result<PathBuf, Error> {
    of_user("XDG_STATE_HOME", ".local/state")
}

/// Where what can be made again is kept.
pub(super) fn cache() -> Result<PathBuf, Error> {
    match env_var::path(env_var::CACHE_DIR) {
        Some(chosen) => make(&std::path::absolute(&chosen).unwrap_or(chosen)),
        None => of_user("XDG_CACHE_HOME", ".cache"),
    }
}

/// Makes a folder that only this user can read, with those above it.
pub(super) fn make(path: &Path) -> Result<PathBuf, Error> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|source| Error::Unwritable { path: path.to_owned(), source })?;
    Ok(path.to_owned())
}

/// <https://specifications.freedesktop.org/basedir-spec/latest/>: a relative path does not count. A home of somebody
/// else (`sudo` keeps HOME, a container may set it to `/`) is none.
fn of_user(variable: &str, below_home: &str) -> Result<PathBuf, Error> {
    if let Some(chosen) = env_var::path(variable).filter(|path| path.is_absolute()) {
        return make_own(&chosen.join("deploy"));
    }
    let home = env_var::path("HOME").filter(|home| home.is_absolute());
    let home = home.filter(|home| home.metadata().is_ok_and(|home| is_ours(&home)));
    let in_home = home.and_then(|home| make_own(&home.join(below_home).join("deploy")).ok());
    in_home.map_or_else(|| temporary(below_home), Ok)
}

/// One that was there before may be readable by others: it no longer is.
fn make_own(path: &Path) -> Result<PathBuf, Error> {
    make(path)?;
    let not_private = || Error::NotPrivate { path: path.to_owned() };
    let metadata = path.metadata().ok().filter(is_ours).ok_or_else(not_private)?;
    if is_open(&metadata) {
        fs::set_permissions(path, Permissions::from_mode(0o700)).map_err(|_| not_private())?;
    }
    Ok(path.to_owned())
}

/// In a folder that everybody can write to: somebody may have made ours before us, or a link in its place.
fn temporary(below: &str) -> Result<PathBuf, Error> {
    let path = env::temp_dir().join(format!("deploy-{}", geteuid()));
    match DirBuilder::new().mode(0o700).create(&path) {
        Err(source) if source.kind() != std::io::ErrorKind::AlreadyExists => {
            return Err(Error::Unwritable { path, source });
        }
        _ => {}
    }
    let is_private = |metadata: &Metadata| metadata.is_dir() && is_ours(metadata) && !is_open(metadata);
    if !path.symlink_metadata().is_ok_and(|metadata| is_private(&metadata)) {
        return Err(Error::NotPrivate { path });
    }
    make(&path.join(below))
}

fn is_ours(metadata: &Metadata) -> bool {
    metadata.uid() == geteuid().as_raw()
}

/// Whether others than its owner may do anything with it.
fn is_open(metadata: &Metadata) -> bool {
    metadata.mode() & 0o077 != 0
}
