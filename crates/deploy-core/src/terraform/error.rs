//! What can go wrong with Terraform, as far as somebody can do something about it.
//!
//! Terraform's own words were shown when it said them; an error here is the short form with its hint.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::diagnostics::StateLock;
use crate::error::{Failure, Hint, Kind, Suggestion, listed};
use crate::types::EnvName;
use crate::{aws, process};

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The program is missing, does not start, was interrupted, or failed without saying why.
    #[error(transparent)]
    Process(#[from] process::Error),
    /// S3 could not be asked for the state.
    #[error(transparent)]
    Aws(#[from] aws::Error),
    #[error("`{program}` {found} is too old: {minimum} or later is needed, {reason}")]
    TooOld {
        program: String,
        found: String,
        minimum: &'static str,
        /// What came with that version.
        reason: &'static str,
    },
    #[error("`{path}` is not a Terraform configuration: {problem}")]
    NoConfiguration { path: PathBuf, problem: &'static str },
    /// Nobody made the environment yet.
    #[error("the environment `{name}` does not exist{}", .known.as_deref().map(known_ones).unwrap_or_default())]
    UnknownWorkspace {
        name: EnvName,
        /// None where Terraform refused the workspace by itself.
        known: Option<Vec<String>>,
    },
    /// The data folder was never initialised, or not for what the configuration says now.
    #[error("the environment `{0}` is not initialised here")]
    NotInitialised(EnvName),
    /// Somebody else works on the environment, or died while at it.
    #[error("the state of `{environment}` is locked{}", .lock.as_ref().map(ToString::to_string).unwrap_or_default())]
    Locked {
        environment: EnvName,
        /// None where the backend does not say who holds it.
        lock: Option<Box<StateLock>>,
    },
    /// Terraform said what is wrong.
    #[error("{message}")]
    Diagnosed { message: String, hints: Vec<Hint>, kind: Kind },
    /// An output that a command needs is not there, or not of the right shape.
    #[error("the output `{name}`, which `{needed_by}` needs, {problem}")]
    Output {
        name: String,
        /// The command's name.
        needed_by: String,
        problem: &'static str,
    },
    /// Of a saved plan there is none, or only a part.
    #[error("`{}` is not a saved plan: `{}` not found", path.display(), missing.display())]
    NoPlan {
        path: PathBuf,
        /// The file that is not there: the plan itself, or what it was bound to.
        missing: PathBuf,
    },
    /// A saved plan was made in other circumstances than it would be applied in.
    #[error("the saved plan does not fit: its {field} is {planned}, but now it is {now}")]
    Stale { field: &'static str, planned: String, now: String },
    /// A saved plan is older than it may be.
    #[error("the saved plan was made {} ago, and may be at most {} old", rough(*age), rough(*max_age))]
    PlanTooOld { age: Duration, max_age: Duration },
    /// Terraform of another run has not ended, which may have been killed.
    #[error("Terraform is applying to `{environment}`{}", .since.map(|since| format!(" since {since:.0}")).unwrap_or_default())]
    StillApplying { environment: EnvName, since: Option<Timestamp> },
    /// Something that Terraform or we ourselves wrote could not be understood.
    #[error("{what} could not be read: {reason}")]
    Unreadable { what: String, reason: String },
    #[error("`{path}` could not be used")]
    File { path: PathBuf, source: io::Error },
}

impl Error {
    /// For `map_err`: makes an error of what the system said about the file.
    pub(super) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |source| Self::File { path: path.to_owned(), source }
    }
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Process(error) => error.kind(),
            Self::Aws(error) => error.kind(),
            Self::Diagnosed { kind, .. } => *kind,
            Self::Stale { .. } | Self::PlanTooOld { .. } | Self::StillApplying { .. } => Kind::Refused,
            Self::Locked { .. } | Self::Unreadable { .. } | Self::File { .. } => Kind::Failed,
            Self::TooOld { .. }
            | Self::NoConfiguration { .. }
            | Self::UnknownWorkspace { .. }
            | Self::NoPlan { .. }
            | Self::NotInitialised(_)
            | Self::Output { .. } => Kind::Usage,
        }
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Process(error) => error.hints(),
            Self::Aws(error) => error.hints(),
            Self::Diagnosed { hints, .. } => hints.clone(),
            Self::Stale { .. } | Self::PlanTooOld { .. } => {
                vec![Hint::run(Suggestion::Plan { out: None }, "plan again with {}")]
            }
            Self::StillApplying { .. } => {
                vec!["wait until it has ended; it goes on if the run that started it was killed".into()]
            }
            Self::NoPlan { path, .. } => {
                let plan = Suggestion::Plan { out: Some(path.clone()) };
                vec![Hint::run(plan, "save one with {}")]
            }
            Self::Locked { environment, lock } => vec![StateLock::hint(lock.as_deref(), environment)],
            Self::TooOld { program, .. } => {
                vec![format!("install a newer `{program}`, and put it first on PATH").into()]
            }
            Self::NoConfiguration { .. } => {
                vec!["set `directory` under [terraform] in deploy.toml, or TERRAFORM_DIRECTORY".into()]
            }
            Self::UnknownWorkspace { name, .. } => {
                vec![Hint::run(Suggestion::Create { environment: Some(name.clone()) }, "create it with {}")]
            }
            Self::NotInitialised(name) => vec![Hint::run(Suggestion::init(name), "run {}")],
            Self::Output { name, .. } => {
                vec![format!("declare `output \"{name}\"` in the Terraform folder, and apply it").into()]
            }
            Self::Unreadable { .. } | Self::File { .. } => Vec::new(),
        }
    }
}

/// `25h 3m`.
fn rough(length: Duration) -> String {
    let seconds = i64::try_from(length.as_secs()).unwrap_or(i64::MAX);
    format!("{:#}", SignedDuration::from_secs(seconds))
}

fn known_ones(known: &[String]) -> String {
    if known.is_empty() { "; none exist yet".to_owned() } else { format!("; available: {}", listed(known)) }
}
