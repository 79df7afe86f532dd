//! What can go wrong with Terraform, as far as somebody can do something about it.
//!
//! Terraform's own words were shown when it said them; an error here is the short form with its hint.

use std::io;
use std::path::PathBuf;

use super::lock::Lock;
use crate::error::{Failure, Kind, listed};
use crate::image::EnvName;
use crate::{aws, process};

/// Terraform could not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The program is missing, does not start, was interrupted, or failed without saying why.
    #[error(transparent)]
    Process(#[from] process::Error),
    /// S3 could not be asked for the state.
    #[error(transparent)]
    Aws(#[from] aws::Error),
    /// The program is too old.
    #[error("`{program}` {found} is too old: {minimum} or later is needed, {reason}")]
    TooOld {
        /// Its bare name.
        program: String,
        /// Its version.
        found: String,
        /// The first that will do.
        minimum: &'static str,
        /// What that version brought.
        reason: &'static str,
    },
    /// The folder holds no configuration.
    #[error("`{path}` is not a Terraform configuration: {problem}")]
    Folder {
        /// Where it was looked for.
        path: PathBuf,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// Nobody made the environment yet.
    #[error("the environment `{name}` does not exist{}", .known.as_deref().map(known_ones).unwrap_or_default())]
    UnknownWorkspace {
        /// The one asked for.
        name: EnvName,
        /// Those that are there, where somebody could be asked.
        known: Option<Vec<String>>,
    },
    /// The data folder was never initialised, or not for what the configuration says now.
    #[error("the environment `{0}` is not initialised here")]
    NotInitialised(EnvName),
    /// Somebody else works on the environment, or died while at it.
    #[error("the state of `{environment}` is locked{}", .lock.as_ref().map(ToString::to_string).unwrap_or_default())]
    Locked {
        /// The environment.
        environment: EnvName,
        /// Who holds it, where the backend says so.
        lock: Option<Box<Lock>>,
    },
    /// Terraform said what is wrong.
    #[error("{message}")]
    Diagnosed {
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: Option<String>,
        /// What the caller may conclude.
        kind: Kind,
    },
    /// An output that a command needs is not there, or not of the right shape.
    #[error("the output `{name}`, which `{needed_by}` needs, {problem}")]
    Output {
        /// Its name.
        name: String,
        /// The command that needs it.
        needed_by: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// Of a saved plan there is none, or only a part.
    #[error("`{}` is no saved plan: there is no file `{}`", path.display(), missing.display())]
    NoPlan {
        /// Where it should be.
        path: PathBuf,
        /// The file that is not there: the plan itself, or what it was bound to.
        missing: PathBuf,
    },
    /// A saved plan was made in other circumstances than it would be applied in.
    #[error("the saved plan is not for this: its {field} is {planned}, now it is {now}")]
    Stale {
        /// What differs.
        field: &'static str,
        /// As it was when the plan was made.
        planned: String,
        /// As it is now.
        now: String,
    },
    /// Something that Terraform or we ourselves wrote could not be understood.
    #[error("{what} could not be read: {reason}")]
    Unreadable {
        /// What.
        what: String,
        /// Why.
        reason: String,
    },
    /// A file could not be read or written.
    #[error("`{path}` could not be used")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Process(error) => error.kind(),
            Self::Aws(error) => error.kind(),
            Self::Diagnosed { kind, .. } => *kind,
            Self::Stale { .. } => Kind::Refused,
            Self::Locked { .. } | Self::Unreadable { .. } | Self::File { .. } => Kind::Failed,
            Self::TooOld { .. }
            | Self::Folder { .. }
            | Self::UnknownWorkspace { .. }
            | Self::NoPlan { .. }
            | Self::NotInitialised(_)
            | Self::Output { .. } => Kind::Usage,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Process(error) => error.hint(),
            Self::Aws(error) => error.hint(),
            Self::Diagnosed { hint, .. } => hint.clone(),
            Self::Stale { .. } => Some("make the plan again with `deploy plan`".to_owned()),
            Self::NoPlan { path, .. } => {
                Some(format!("make one with `deploy plan --out {}`", path.display()))
            }
            Self::Locked { environment, lock } => Some(Lock::hint(lock.as_deref(), environment)),
            Self::TooOld { program, .. } => {
                Some(format!("install a newer `{program}`, and put it first on PATH"))
            }
            Self::Folder { .. } => {
                Some("set `directory` under [terraform] in deploy.toml, or TERRAFORM_DIRECTORY".to_owned())
            }
            Self::UnknownWorkspace { name, .. } => Some(format!("`deploy create --env {name}` makes it")),
            Self::NotInitialised(name) => Some(format!("run `deploy init --env {name}`")),
            Self::Output { name, .. } => {
                Some(format!("declare `output \"{name}\"` in the Terraform folder, and apply it"))
            }
            Self::Unreadable { .. } | Self::File { .. } => None,
        }
    }
}

fn known_ones(known: &[String]) -> String {
    if known.is_empty() {
        "; there are none yet".to_owned()
    } else {
        format!("; there are: {}", listed(known))
    }
}
