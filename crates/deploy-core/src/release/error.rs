//! What goes wrong between the rooms: refusals, and rollouts that did not complete.

use std::path::PathBuf;
use std::time::Duration;

use crate::ecs::{Ended, Outcome};
use crate::error::{Failure, Kind, listed};
use crate::image::{AccountId, EnvName, ImageRef};

/// A run was refused, or its rollouts did not complete.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The credentials belong to another account.
    #[error(
        "the environment `{environment}` is in the account {expected}, but the credentials are for {actual} ({arn})"
    )]
    WrongAccount {
        /// Which environment.
        environment: EnvName,
        /// Its account, as `deploy.toml` says.
        expected: AccountId,
        /// The account that STS names.
        actual: AccountId,
        /// Whose credentials they are.
        arn: String,
    },
    /// `deploy.toml` protects the environment.
    #[error("the environment `{0}` is protected")]
    Protected(EnvName),
    /// Consent is needed, and there is no terminal.
    #[error("this changes things, and there is no terminal to ask for consent")]
    NobodyToAsk,
    /// The user said no.
    #[error("not confirmed")]
    Declined,
    /// Labels that are not in the `services` output.
    #[error("there is no service {} in the environment `{environment}`", listed(unknown))]
    UnknownServices {
        /// Those asked for.
        unknown: Vec<String>,
        /// Where.
        environment: EnvName,
        /// The labels that there are.
        known: Vec<String>,
    },
    /// Repositories that the account lacks.
    #[error("the account has no ECR repository {}", listed(missing))]
    NoRepositories {
        /// `REGISTRY/NAME`.
        missing: Vec<String>,
    },
    /// The image of a one-off task is not in the registry.
    #[error("the registry has no image `{image}`")]
    NoImage {
        /// Which.
        image: ImageRef,
    },
    /// A one-off task took longer than it may.
    #[error("the task did not end within {} s and was stopped", limit.as_secs())]
    TaskTooLong {
        /// How long it may take.
        limit: Duration,
    },
    /// `--out` names a file that cannot be written.
    #[error("could not write `{file}`")]
    Unwritable {
        /// Which.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Some rollouts did not complete.
    #[error("{message}")]
    Rollout {
        /// Which, and how they ended.
        message: String,
        /// What a caller may conclude.
        kind: Kind,
    },
}

impl Error {
    /// The error of rollouts, some of which did not complete: what is known to have failed weighs most.
    pub(super) fn of(ended: &[Ended]) -> Option<Self> {
        let mut bad: Vec<_> =
            ended.iter().filter_map(|one| Some((one, one.verdict.outcome.kind()?))).collect();
        bad.sort_by_key(|(_, kind)| weight(*kind));
        let kind = bad.first()?.1;
        let parts: Vec<_> = bad
            .iter()
            .map(|(one, _)| format!("`{}` {}", one.target.service, phrase(&one.verdict.outcome)))
            .collect();
        Some(Self::Rollout { message: parts.join("; "), kind })
    }
}

fn weight(kind: Kind) -> u8 {
    match kind {
        Kind::RolloutFailed => 0,
        Kind::TimedOut => 1,
        Kind::Failed | Kind::Usage | Kind::Refused | Kind::Interrupted(_) => 2,
    }
}

fn phrase(outcome: &Outcome) -> String {
    match outcome {
        Outcome::RolledBack { .. } | Outcome::Superseded { .. } | Outcome::Stopped => {
            format!("was {outcome}")
        }
        Outcome::Gone => "is gone".to_owned(),
        _ => outcome.to_string(),
    }
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::WrongAccount { .. } | Self::Protected(_) | Self::NobodyToAsk | Self::Declined => {
                Kind::Refused
            }
            Self::UnknownServices { .. }
            | Self::NoRepositories { .. }
            | Self::NoImage { .. }
            | Self::Unwritable { .. } => Kind::Usage,
            Self::TaskTooLong { .. } => Kind::TimedOut,
            Self::Rollout { kind, .. } => *kind,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::WrongAccount { environment, .. } => Some(format!(
                "use the credentials of that account, or mend `account` under [env.{environment}] in deploy.toml"
            )),
            Self::Protected(name) => {
                Some(format!("take `protected` away from [env.{name}] in deploy.toml first"))
            }
            Self::NobodyToAsk => Some("say --yes".to_owned()),
            Self::UnknownServices { known, .. } if known.is_empty() => Some("there are none".to_owned()),
            Self::UnknownServices { known, .. } => Some(format!("there are {}", listed(known))),
            Self::NoRepositories { .. } => {
                Some("`deploy create` makes the repositories that the build file names".to_owned())
            }
            Self::NoImage { image } => {
                Some(format!("`deploy build` and `deploy push` with --tag {} bring it there", image.tag))
            }
            Self::TaskTooLong { .. } | Self::Rollout { kind: Kind::TimedOut, .. } => {
                Some("give it longer with --timeout".to_owned())
            }
            Self::Declined | Self::Unwritable { .. } | Self::Rollout { .. } => None,
        }
    }
}
