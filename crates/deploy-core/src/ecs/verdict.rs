//! How a rollout ended.

use std::fmt;

use crate::error::Kind;

/// How a rollout ended, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How.
    pub outcome: Outcome,
    /// Why, in ECS's words where it has any.
    pub reason: Option<String>,
}

/// How a rollout ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its deployment reached a steady state.
    Completed,
    /// ECS gave it up, and left it there.
    Failed,
    /// ECS gave it up and went back to what ran before.
    RolledBack {
        /// The task definition that the service has again, `family:revision`.
        to: Option<String>,
        /// Whether what ran before was seen to run again.
        finished: bool,
    },
    /// Another deployment took its place before it was complete.
    Superseded {
        /// The id of the other.
        by: String,
    },
    /// Somebody stopped it.
    Stopped,
    /// The service was deleted meanwhile.
    Gone,
    /// The time given for it ran out; it may still go on.
    TimedOut,
    /// It could not be observed to its end; it may still go on.
    Unobserved,
    /// The user did not want to wait any longer; it goes on.
    Interrupted,
}

impl Verdict {
    /// A verdict that needs no reason.
    pub(super) fn bare(outcome: Outcome) -> Self {
        Self { outcome, reason: None }
    }

    /// A verdict with its reason.
    pub(super) fn because(outcome: Outcome, reason: impl Into<String>) -> Self {
        Self { outcome, reason: Some(reason.into()) }
    }

    /// Whether the new tasks run and nothing else does.
    pub fn is_completed(&self) -> bool {
        self.outcome == Outcome::Completed
    }
}

impl Outcome {
    /// One word for machines; part of the JSON schema.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::RolledBack { .. } => "rolled_back",
            Self::Superseded { .. } => "superseded",
            Self::Stopped => "stopped",
            Self::Gone => "gone",
            Self::TimedOut => "timed_out",
            Self::Unobserved => "unobserved",
            Self::Interrupted => "interrupted",
        }
    }

    /// What a caller may conclude; nothing for a good end and for an interrupt, which is told by its signal.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Self::Completed | Self::Interrupted => None,
            Self::Failed | Self::RolledBack { .. } | Self::Superseded { .. } | Self::Stopped | Self::Gone => {
                Some(Kind::RolloutFailed)
            }
            Self::TimedOut => Some(Kind::TimedOut),
            Self::Unobserved => Some(Kind::Failed),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Completed => f.write_str("completed"),
            Self::Failed => f.write_str("failed"),
            Self::RolledBack { to: Some(to), finished: true } => write!(f, "rolled back, {to} runs again"),
            Self::RolledBack { to: Some(to), finished: false } => {
                write!(f, "rolled back; {to} was not seen to run again")
            }
            Self::RolledBack { to: None, .. } => f.write_str("rolled back"),
            Self::Superseded { by } => write!(f, "superseded by deployment {by}"),
            Self::Stopped => f.write_str("stopped by somebody"),
            Self::Gone => f.write_str("the service is gone"),
            Self::TimedOut => f.write_str("timed out; it may still go on in ECS"),
            Self::Unobserved => f.write_str("could not be observed to its end; it may still go on in ECS"),
            Self::Interrupted => f.write_str("no longer followed; it goes on in ECS"),
        }
    }
}
