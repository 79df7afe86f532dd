//! What can go wrong with a program: it is not there, it does not start, it fails, or the user stopped it.

use std::io;
use std::time::Duration;

use crate::error::{Failure, Hint, Interrupted, Kind};

/// A program could not be run to its good end.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// No such program.
    #[error("the program `{name}` was not found on PATH")]
    NotFound {
        /// The bare name that was looked for.
        name: String,
    },
    /// It is there but does not start.
    #[error("could not start `{name}`")]
    Start {
        /// The bare name.
        name: String,
        /// What the system said.
        source: io::Error,
    },
    /// It ended, and not well.
    #[error("`{command}` {ending}")]
    Failed {
        /// The command line, quoted as for a shell. Secrets never travel in arguments.
        command: String,
        /// "failed with exit code 1", "was killed by signal 9".
        ending: String,
    },
    /// It did not end.
    #[error("`{command}` did not end within {} s", limit.as_secs_f32())]
    TooLong {
        /// The command line, quoted as for a shell.
        command: String,
        limit: Duration,
    },
    /// The user stopped it, or stopped us before it was started.
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound { .. } | Self::Start { .. } => Kind::Usage,
            Self::Failed { .. } | Self::TooLong { .. } => Kind::Failed,
            Self::Interrupted(interrupted) => interrupted.kind(),
        }
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::NotFound { name } => vec![format!("install `{name}`, or put its folder on PATH").into()],
            Self::Start { .. } | Self::Failed { .. } | Self::TooLong { .. } | Self::Interrupted(_) => {
                Vec::new()
            }
        }
    }
}
