//! `init`, when it is asked for and when something it depends on has changed.
//!
//! It runs without a workspace: with a local state, `init` makes the workspace that it is told, and with S3 it fails
//! if there is none. So the file in which Terraform keeps its choice goes first, too.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::PathBuf;

use super::call::words;
use super::turn::Turn;
use super::{Error, Terraform, fingerprint};
use crate::process::Program;

/// How to initialise.
#[derive(Clone, Copy, Debug, Default)]
pub struct Init {
    /// Take the newest providers and modules that the constraints allow, and write the lock file.
    pub upgrade: bool,
    /// Take a changed backend as it is, without asking for the old one's state.
    pub reconfigure: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LockFile {
    /// Providers that it does not name are an error: who plans does not choose versions.
    ReadOnly,
    /// Providers that it does not name are added.
    Written,
}

impl Terraform {
    /// Initialises the environment's data folder.
    pub async fn init(&self, how: Init) -> Result<(), Error> {
        let mut args = if how.upgrade { words(&["-upgrade"]) } else { lock_file(LockFile::ReadOnly) };
        if how.reconfigure {
            args.extend(words(&["-reconfigure"]));
        }
        self.run_init(&self.turn().await?, args).await
    }

    /// Initialises if that was never done, or if what decides about it has changed. Returns whether it did.
    pub async fn ensure_initialised(&self) -> Result<bool, Error> {
        if self.is_initialised()? {
            return Ok(false);
        }
        let turn = self.turn().await?;
        if self.is_initialised()? {
            return Ok(false); // another run did it meanwhile
        }
        self.run_init(&turn, lock_file(LockFile::ReadOnly)).await.map(|()| true)
    }

    pub(super) async fn initialise(&self) -> Result<(), Error> {
        self.run_init(&self.turn().await?, lock_file(LockFile::ReadOnly)).await
    }

    pub(super) async fn initialise_and_write_lock_file(&self) -> Result<(), Error> {
        self.run_init(&self.turn().await?, lock_file(LockFile::Written)).await
    }

    pub(super) fn is_initialised(&self) -> Result<bool, Error> {
        let stamped = fs::read_to_string(self.stamp()).unwrap_or_default();
        Ok(match self.program() {
            Ok(program) => stamped == self.stamped_with(program)?,
            // What a missing program once initialised can still be read.
            Err(_) => stamped.lines().next() == Some(&self.fingerprint()?),
        })
    }

    async fn turn(&self) -> Result<Turn, Error> {
        Turn::take(&self.settings().data_dir, self.context()).await
    }

    async fn run_init(&self, _turn: &Turn, options: Vec<OsString>) -> Result<(), Error> {
        self.version().await?;
        let mut args = words(&["init", "-input=false"]);
        args.extend(options);
        args.extend(self.color());
        self.run_aloud(&self.program_of_no_workspace()?, &args).await?;
        self.write_stamp()
    }

    /// The program in the workspace `default`, which is always there.
    pub(super) fn program_of_no_workspace(&self) -> Result<Program, Error> {
        let choice = self.settings().data_dir.join("environment");
        match fs::remove_file(&choice) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                Err(Error::File { path: choice, source })
            }
            _ => self.program_without_workspace(),
        }
    }

    pub(super) fn write_stamp(&self) -> Result<(), Error> {
        let path = self.stamp();
        let stamped = self.stamped_with(self.program()?)?;
        fs::write(&path, stamped).map_err(|source| Error::File { path, source })
    }

    fn fingerprint(&self) -> Result<String, Error> {
        let settings = self.settings();
        fingerprint::of(&settings.directory, &settings.data_dir)
    }

    fn stamped_with(&self, program: &Program) -> Result<String, Error> {
        Ok(format!("{}\n{}\n", self.fingerprint()?, fingerprint::of_program(program.path())))
    }

    fn stamp(&self) -> PathBuf {
        self.settings().data_dir.join("deploy.initialised")
    }
}

fn lock_file(lock_file: LockFile) -> Vec<OsString> {
    if lock_file == LockFile::ReadOnly { words(&["-lockfile=readonly"]) } else { Vec::new() }
}
