//! How a rollout ended: one type from the tracker to the JSON stream and the exit code.

use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::error::Kind;

/// How a rollout ended, and why. Serialised as `verdict`, `text` and `reason`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RolloutOutcome {
    /// How.
    pub result: RolloutResult,
    /// Why, in ECS's words where it has any.
    pub reason: Option<String>,
}

/// How a rollout ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RolloutResult {
    /// Its deployment reached a steady state.
    Completed,
    /// There was nothing to roll out, and what runs is healthy and the same.
    Unchanged,
    /// Another controller deploys this service, and this run did not touch it.
    NotFollowed,
    /// ECS gave it up, and left it there.
    Failed,
    /// ECS gave it up and went back to what ran before.
    RolledBack {
        /// The task definition that the service has again, `family:revision`.
        to: Option<String>,
        /// Whether what ran before was seen to run again.
        finished: bool,
    },
    /// Its tasks fail again and again for the same reason, and none was ever healthy. ECS may keep trying.
    CrashLoop,
    /// Another deployment took its place before it was complete.
    Superseded {
        /// The id of the other.
        by: String,
    },
    /// A user stopped it.
    Stopped,
    /// The service was deleted meanwhile.
    Gone,
    /// What runs is not what was applied.
    NotAsApplied,
    /// Whether what runs is what was applied cannot be known.
    NotVerified,
    /// Its time-out passed; it may still be in progress.
    TimedOut,
    /// It could not be observed to its end; it may still be in progress.
    Unobserved,
    /// The user did not want to wait any longer; it continues.
    Interrupted,
}

impl RolloutOutcome {
    /// An outcome that needs no reason.
    pub(crate) fn bare(result: RolloutResult) -> Self {
        Self { result, reason: None }
    }

    /// An outcome with its reason.
    pub(crate) fn because(result: RolloutResult, reason: impl Into<String>) -> Self {
        Self { result, reason: Some(reason.into()) }
    }

    /// Whether nothing is wrong.
    pub fn is_good(&self) -> bool {
        matches!(
            self.result,
            RolloutResult::Completed | RolloutResult::Unchanged | RolloutResult::NotFollowed
        )
    }
}

impl RolloutResult {
    /// One word for machines; part of the JSON schema.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Unchanged => "unchanged",
            Self::NotFollowed => "not_followed",
            Self::Failed => "failed",
            Self::RolledBack { .. } => "rolled_back",
            Self::CrashLoop => "crash_loop",
            Self::Superseded { .. } => "superseded",
            Self::Stopped => "stopped",
            Self::Gone => "gone",
            Self::NotAsApplied => "not_as_applied",
            Self::NotVerified => "not_verified",
            Self::TimedOut => "timed_out",
            Self::Unobserved => "unobserved",
            Self::Interrupted => "interrupted",
        }
    }

    /// What a caller may conclude; none where nothing is wrong, and for an interrupt, which its signal tells.
    pub(crate) fn kind(&self) -> Option<Kind> {
        match self {
            Self::Completed | Self::Unchanged | Self::NotFollowed | Self::Interrupted => None,
            Self::Failed
            | Self::RolledBack { .. }
            | Self::CrashLoop
            | Self::Superseded { .. }
            | Self::Stopped
            | Self::Gone
            | Self::NotAsApplied
            | Self::NotVerified => Some(Kind::RolloutFailed),
            Self::TimedOut => Some(Kind::TimedOut),
            Self::Unobserved => Some(Kind::Failed),
        }
    }
}

impl fmt::Display for RolloutResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Completed => f.write_str("completed"),
            Self::Unchanged => f.write_str("unchanged"),
            Self::NotFollowed => f.write_str("not followed"),
            Self::Failed => f.write_str("failed"),
            Self::RolledBack { to: Some(to), finished: true } => write!(f, "rolled back, {to} runs again"),
            Self::RolledBack { to: Some(to), finished: false } => {
                write!(f, "rolled back; {to} was not seen to run again")
            }
            Self::RolledBack { to: None, .. } => f.write_str("rolled back"),
            Self::CrashLoop => f.write_str("in a crash loop"),
            Self::Superseded { by } => write!(f, "superseded by deployment {by}"),
            Self::Stopped => f.write_str("stopped by a user"),
            Self::Gone => f.write_str("the service no longer exists"),
            Self::NotAsApplied => f.write_str("does not run what was applied"),
            Self::NotVerified => f.write_str("not verified"),
            Self::TimedOut => f.write_str("timed out; the rollout may still be in progress in ECS"),
            Self::Unobserved => {
                f.write_str("could not be followed to its end; the rollout may still be in progress in ECS")
            }
            Self::Interrupted => f.write_str("stopped watching; the rollout continues in ECS"),
        }
    }
}

impl Serialize for RolloutOutcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("RolloutOutcome", 3)?;
        fields.serialize_field("verdict", self.result.word())?;
        fields.serialize_field("text", &self.result.to_string())?;
        fields.serialize_field("reason", &self.reason)?;
        fields.end()
    }
}
