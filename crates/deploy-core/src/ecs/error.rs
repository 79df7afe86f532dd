//! What can go wrong with ECS itself; how a rollout ended is a [`Verdict`](super::Verdict), not an error.

use crate::aws;
use crate::error::{Failure, Interrupted, Kind, listed};

/// A call to ECS did not do what it was made for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// AWS said no, or nothing.
    #[error("could not {doing}")]
    Call {
        /// What the call was for: "redeploy `web`".
        doing: String,
        /// What AWS said.
        source: aws::Error,
    },
    /// ECS accepted an update but named no deployment that could be followed.
    #[error("ECS named no deployment for the service `{service}`")]
    NoDeployment {
        /// Which.
        service: String,
    },
    /// Services that ECS does not have.
    #[error("the cluster `{cluster}` has no service {}", listed(services))]
    NoService {
        /// Where they were looked for.
        cluster: String,
        /// Their names.
        services: Vec<String>,
    },
    /// The user asked to stop.
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Call { source, .. } => source.kind(),
            Self::NoDeployment { .. } | Self::NoService { .. } => Kind::Failed,
            Self::Interrupted(interrupted) => interrupted.kind(),
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Call { source, .. } => source.hint(),
            Self::NoDeployment { .. } => Some(
                "services of the deployment controllers CODE_DEPLOY and EXTERNAL cannot be followed"
                    .to_owned(),
            ),
            Self::NoService { .. } => {
                Some("`deploy apply` makes the services that Terraform describes".to_owned())
            }
            Self::Interrupted(_) => None,
        }
    }
}
