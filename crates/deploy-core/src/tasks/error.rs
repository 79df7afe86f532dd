//! What can go wrong with a one-off task, other than its own failure.

use super::hint::hint_for;
use crate::aws;
use crate::error::{Failure, Kind, listed};

/// A task could not be run, or could not be seen to its end.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// AWS said no, or nothing.
    #[error("could not {doing}")]
    Call {
        /// What the call was for: "run the task".
        doing: String,
        /// What AWS said.
        source: aws::Error,
    },
    /// ECS's answer lacks what was asked for.
    #[error("{0}: the answer is empty")]
    Empty(&'static str),
    /// The container that was named is not there, or none was named and there are several.
    #[error("{}", no_container(named.as_deref(), family))]
    NoContainer {
        /// The one that was asked for.
        named: Option<String>,
        /// The family of the task definition.
        family: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// A task needs a subnet.
    #[error("no subnet is given")]
    NoSubnet,
    /// ECS took the call and started nothing.
    #[error("ECS did not start the task: {}", reasons.join(", "))]
    NotPlaced {
        /// ECS's `failures`.
        reasons: Vec<String>,
    },
    /// The task stopped before its container ran.
    #[error("the container `{container}` never started: {cause}")]
    NeverStarted {
        /// Which.
        container: String,
        /// What ECS says of it.
        cause: String,
    },
    /// ECS does not show the task.
    #[error("ECS does not show the task {task}")]
    Lost {
        /// Its ARN.
        task: String,
    },
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html>. AWS says which sizes there are,
/// and new ones come: this list only helps where AWS has said no.
const SIZES: &str = "Fargate has, as CPU units with MiB of memory: 256 with 512, 1024 or 2048; 512 with 1024 to 4096; 1024 with 2048 to 8192; 2048 with 4096 to 16384; 4096 with 8192 to 30720, each in steps of 1024";

fn no_container(named: Option<&str>, family: &str) -> String {
    match named {
        Some(name) => format!("the task definition `{family}` has no container `{name}`"),
        None => format!("the task definition `{family}` has several containers"),
    }
}

impl Error {
    /// Whether the same call may work a little later.
    pub(super) fn is_passing(&self) -> bool {
        matches!(self, Self::Call { source, .. } if source.is_passing())
    }
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Call { source, .. } => source.kind(),
            Self::NoContainer { .. } | Self::NoSubnet => Kind::Usage,
            Self::Empty(_) | Self::NotPlaced { .. } | Self::NeverStarted { .. } | Self::Lost { .. } => {
                Kind::Failed
            }
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Call { source: aws::Error::Answered { message, .. }, .. }
                if message.contains("No Fargate configuration") =>
            {
                Some(SIZES.to_owned())
            }
            Self::Call { source, .. } => source.hint(),
            Self::NoContainer { known, .. } => {
                Some(format!("choose one with --container: there are {}", listed(known)))
            }
            Self::NoSubnet => Some("give one with --subnet".to_owned()),
            Self::NeverStarted { cause, .. } => hint_for(cause).map(str::to_owned),
            Self::NotPlaced { reasons } => {
                reasons.iter().find_map(|reason| hint_for(reason)).map(str::to_owned)
            }
            Self::Empty(_) | Self::Lost { .. } => None,
        }
    }
}
