//! Runs `init`, without a workspace: with a local state, `init` makes the workspace that it is told, and with S3 it fails
//! if there is none.

use std::ffi::OsString;

use super::init_lock::InitLock;
use super::stamp;
use crate::terraform::arguments::{self, words};
use crate::terraform::command;
use crate::terraform::error::Error;
use crate::terraform::terraform::{Terraform, plugin_cache};
use crate::terraform::version;

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct InitOptions {
    /// Take the newest providers and modules that the constraints allow, and write the lock file.
    pub(crate) upgrade: bool,
    /// Take a changed backend as it is, without asking for the old one's state.
    pub(crate) reconfigure: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LockFile {
    /// Providers that it does not name are an error: a plan does not choose versions.
    ReadOnly,
    /// Providers that it does not name are added.
    Written,
}

/// Initialises the environment's data folder.
pub(crate) async fn init(terraform: &Terraform, options: InitOptions) -> Result<(), Error> {
    let mut args = if options.upgrade { words(&["-upgrade"]) } else { lock_file(LockFile::ReadOnly) };
    if options.reconfigure {
        args.extend(words(&["-reconfigure"]));
    }
    run(terraform, &lock(terraform).await?, args).await
}

/// Initialises if that was never done, or if what decides about it has changed. Returns whether it did.
pub(crate) async fn ensure_initialised(terraform: &Terraform) -> Result<bool, Error> {
    if stamp::is_initialised(terraform)? {
        return Ok(false);
    }
    let lock = lock(terraform).await?;
    if stamp::is_initialised(terraform)? {
        return Ok(false); // another run did it meanwhile
    }
    run(terraform, &lock, lock_file(LockFile::ReadOnly)).await.map(|()| true)
}

/// Initialises with the providers that the lock file names.
pub(crate) async fn initialise(terraform: &Terraform) -> Result<(), Error> {
    run(terraform, &lock(terraform).await?, lock_file(LockFile::ReadOnly)).await
}

/// Initialises, and adds to the lock file the providers that it lacks.
pub(crate) async fn initialise_and_write_lock_file(terraform: &Terraform) -> Result<(), Error> {
    run(terraform, &lock(terraform).await?, lock_file(LockFile::Written)).await
}

async fn lock(terraform: &Terraform) -> Result<InitLock, Error> {
    InitLock::acquire(&terraform.settings().data_dir, terraform.context()).await
}

async fn run(terraform: &Terraform, _lock: &InitLock, options: Vec<OsString>) -> Result<(), Error> {
    version::of(terraform).await?;
    // Terraform's cache of providers bears one writer at a time.
    let _cache = match plugin_cache(terraform.settings()) {
        Some(cache) => Some(InitLock::acquire(cache.parent().unwrap_or(cache), terraform.context()).await?),
        None => None,
    };
    let mut args = words(&["init", "-input=false"]);
    args.extend(options);
    args.extend(arguments::backend_config(terraform.settings()));
    args.extend(arguments::color(terraform.settings()));
    let program = command::program_in_default_workspace(terraform)?;
    command::run_streaming(terraform, &program, &args).await?;
    stamp::write(terraform)
}

fn lock_file(lock_file: LockFile) -> Vec<OsString> {
    if lock_file == LockFile::ReadOnly { words(&["-lockfile=readonly"]) } else { Vec::new() }
}
