//! What keeps a run from the environment.

use crate::error::{Failure, Hint, Kind, Setting, Suggestion};
use crate::types::{Activity, EnvName, LockHolder};

/// What keeps a run from the environment.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Another run, or a user, has the lock.
    #[error("the environment `{environment}` is locked{}", by(.holder.as_deref()))]
    Busy {
        environment: EnvName,
        /// None where the lock does not say who.
        holder: Option<Box<LockHolder>>,
    },
    /// The lock of a process that is alive cannot be ended from outside.
    #[error("the environment `{environment}` is locked by a run that is still alive{}", who(.holder.as_deref()))]
    Alive { environment: EnvName, holder: Option<Box<LockHolder>> },
    /// Somebody ended the lock of this run before it changed anything.
    #[error("the lock of this run on `{0}` was ended by somebody else: nothing was begun without it")]
    LockLost(EnvName),
    /// Between the question and the answer, the lock became another one.
    #[error("the lock of `{0}` has changed meanwhile")]
    Changed(EnvName),
    /// Nothing can be written beside the state.
    #[error("the environment `{environment}` cannot be locked: {reason}")]
    NotLockable { environment: EnvName, reason: String },
    /// Only Terraform can reach the backend.
    #[error("nothing is kept beside the state of `{0}`, which only Terraform can reach")]
    NoStore(EnvName),
    /// The last run is of a command that is simply run again.
    #[error("the last run in `{environment}` was `{command}`, which cannot be resumed")]
    NotResumable { environment: EnvName, command: String },
    /// Another tag was applied since.
    #[error("the last run applied {recorded}, but the state of `{environment}` has {applied}")]
    AppliedSince { environment: EnvName, recorded: String, applied: String },
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Busy { .. } | Self::Alive { .. } | Self::LockLost(_) | Self::AppliedSince { .. } => {
                Kind::Refused
            }
            Self::Changed(_) => Kind::Failed,
            Self::NotLockable { .. } | Self::NoStore(_) | Self::NotResumable { .. } => Kind::Usage,
        }
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Busy { environment, holder } => {
                let unlock = Suggestion::Unlock { environment: environment.clone() };
                let is_reserved = |holder: &LockHolder| matches!(holder.activity, Activity::Reserving);
                if holder.as_deref().is_some_and(is_reserved) {
                    return vec![Hint::run(unlock, "{} ends it")];
                }
                vec![
                    Hint::set(Setting::LockTimeout, "wait for it with {} 10m"),
                    Hint::run(unlock, "if you know that it is dead, {} ends its lock"),
                ]
            }
            Self::Alive { .. } => vec!["end the run first: Ctrl-C there, or SIGINT to its process".into()],
            Self::LockLost(_) => vec!["find out who ended it, then run the command again".into()],
            Self::Changed(_) => vec!["look again before you end it".into()],
            Self::NotLockable { .. } | Self::NoStore(_) => {
                vec![
                    "this needs a local state, or the S3 backend and permission to write beside the state"
                        .into(),
                ]
            }
            Self::NotResumable { command, .. } => vec![format!("run `{command}` again").into()],
            Self::AppliedSince { environment, .. } => {
                let status = Suggestion::Status { environment: environment.clone() };
                vec![Hint::run(status, "{} shows what runs")]
            }
        }
    }
}

fn who(holder: Option<&LockHolder>) -> String {
    holder.map_or_else(String::new, |holder| format!(": {holder}"))
}

fn by(holder: Option<&LockHolder>) -> String {
    holder.map_or_else(String::new, |holder| format!(" by {holder}"))
}
