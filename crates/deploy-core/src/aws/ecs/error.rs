//! What can go wrong with ECS itself. How a rollout ended is a [`RolloutOutcome`](crate::event::RolloutOutcome), and how
//! a container ended an exit code; neither is an error.

use super::run_task::start_failure;
use crate::aws::error::Error as AwsError;
use crate::error::{Failure, Hint, Interrupted, Kind, Setting, Suggestion, listed};

/// A call to ECS did not do what it was made for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// AWS refused, or did not answer.
    #[error("could not {doing}")]
    Call {
        /// What the call was for: "redeploy `web`".
        doing: String,
        source: AwsError,
    },
    /// ECS's answer lacks what was asked for.
    #[error("{0}: the response is empty")]
    Empty(&'static str),
    /// ECS accepted an update but named no deployment that could be followed.
    #[error("ECS named no deployment for the service `{service}`")]
    NoDeployment { service: String },
    /// Services that ECS does not have.
    #[error("the cluster `{cluster}` has no service {}", listed(services))]
    NoService { cluster: String, services: Vec<String> },
    /// No rollout of the service waits for a person.
    #[error("no rollout of the service `{service}` waits for approval")]
    NotPaused { service: String },
    /// The container that was named is not there, or none was named and there are several.
    #[error("{}", no_container(named.as_deref(), family))]
    NoContainer {
        named: Option<String>,
        family: String,
        /// The containers that there are.
        known: Vec<String>,
    },
    /// A task needs a subnet.
    #[error("no subnet is given")]
    NoSubnet,
    /// ECS accepted the call and started nothing.
    #[error("ECS did not start the task: {}", reasons.join(", "))]
    NotPlaced {
        /// ECS's `failures`.
        reasons: Vec<String>,
    },
    /// The task stopped before its container ran.
    #[error("the container `{container}` never started: {cause}")]
    NeverStarted { container: String, cause: String },
    /// ECS does not list the task.
    #[error("ECS does not list the task {task}")]
    Lost {
        /// Its ARN.
        task: String,
    },
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}

fn no_container(named: Option<&str>, family: &str) -> String {
    match named {
        Some(name) => format!("the task definition `{family}` has no container `{name}`"),
        None => format!("the task definition `{family}` has several containers"),
    }
}

impl Error {
    /// Whether AWS asks for fewer calls.
    pub(super) fn is_throttled(&self) -> bool {
        matches!(self, Self::Call { source, .. } if source.is_throttled())
    }

    /// Whether the same call may work a little later.
    pub(super) fn is_transient(&self) -> bool {
        matches!(self, Self::Call { source, .. } if source.is_transient())
    }
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Call { source, .. } => source.kind(),
            Self::NoContainer { .. } | Self::NoSubnet | Self::NotPaused { .. } => Kind::Usage,
            Self::Interrupted(interrupted) => interrupted.kind(),
            _ => Kind::Failed,
        }
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Call { source: AwsError::Answered { message, .. }, .. }
                if message.contains("No Fargate configuration") =>
            {
                vec![start_failure::FARGATE_SIZES.into()]
            }
            Self::Call { source, .. } => source.hints(),
            Self::NoDeployment { .. } => {
                vec![
                    "services of the deployment controllers CODE_DEPLOY and EXTERNAL cannot be followed"
                        .into(),
                ]
            }
            Self::NoService { .. } => {
                vec![Hint::run(Suggestion::Apply, "{} creates the services that Terraform describes")]
            }
            Self::NotPaused { .. } => {
                vec!["it has ended, has not reached the hook, or was continued already".into()]
            }
            Self::NoContainer { known, .. } => {
                let sentence = format!("choose one with {{}}; available: {}", listed(known));
                vec![Hint::set(Setting::Container, sentence)]
            }
            Self::NoSubnet => vec![Hint::set(Setting::Subnet, "give one with {}")],
            Self::NeverStarted { cause, .. } => start_failure::hints_for(cause),
            Self::NotPlaced { reasons } => {
                reasons.iter().flat_map(|reason| start_failure::hints_for(reason)).collect()
            }
            Self::Empty(_) | Self::Lost { .. } | Self::Interrupted(_) => Vec::new(),
        }
    }
}
