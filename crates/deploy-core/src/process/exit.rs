//! How a program ended.

use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

use super::error::Error;
use crate::error::{Interrupted, Signal};

/// How a program ended, and whether the user had asked to stop while it ran.
#[derive(Clone, Debug)]
pub(crate) struct Exit {
    /// The command line, quoted as for a shell.
    pub command: String,
    /// What the system says of its end.
    pub status: ExitStatus,
    /// The user's request to stop, which was passed on to the program.
    pub interrupted: Option<Signal>,
}

/// How a program ended and what it wrote.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    /// How it ended.
    pub exit: Exit,
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
}

impl Exit {
    /// Its exit code, or 128 + n if signal n ended it, as shells count.
    pub(crate) fn code(&self) -> i32 {
        self.status.code().unwrap_or_else(|| 128 + self.status.signal().unwrap_or(0))
    }

    /// Fails unless it ended with 0. A program that ended badly after the user asked to stop was interrupted.
    pub(crate) fn success(&self) -> Result<(), Error> {
        self.one_of(&[0]).map(|_| ())
    }

    /// Its exit code, which must be one of `codes`.
    pub(crate) fn one_of(&self, codes: &[i32]) -> Result<i32, Error> {
        let code = self.code();
        if codes.contains(&code) {
            return Ok(code);
        }
        if let Some(signal) = self.interrupted {
            return Err(Interrupted(signal).into());
        }
        let ending = self.status.signal().map_or_else(
            || format!("failed with exit code {code}"),
            |signal| format!("was killed by signal {signal}"),
        );
        Err(Error::Failed { command: self.command.clone(), ending })
    }
}
