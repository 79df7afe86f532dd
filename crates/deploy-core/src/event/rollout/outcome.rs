//! How a rollout ended: one type from the tracker to the JSON stream and the exit code.

use std::fmt;

use jiff::Timestamp;
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
    /// It has reached the stage that was waited for, and continues.
    StageReached {
        /// ECS's word.
        stage: String,
        /// Whether the new tasks have all production traffic.
        takes_traffic: bool,
        /// When it will be complete, as far as that is known.
        until: Option<Timestamp>,
    },
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
        /// Who did that, as far as it is known.
        by: Option<RolledBackBy>,
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

/// Who rolled a deployment back, or why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RolledBackBy {
    /// The circuit breaker of the service.
    CircuitBreaker,
    /// `CloudWatch` alarms, with their names as far as they are known.
    Alarms(Vec<String>),
    /// A lifecycle hook failed, or timed out.
    Hook,
    /// The network of its tasks is not possible.
    Network,
    /// A user asked ECS for it.
    User,
    /// This run asked ECS for it.
    ThisRun,
}

impl RolledBackBy {
    /// One word for machines; part of the JSON schema.
    pub fn word(&self) -> &'static str {
        match self {
            Self::CircuitBreaker => "circuit_breaker",
            Self::Alarms(_) => "alarm",
            Self::Hook => "hook",
            Self::Network => "network",
            Self::User => "user",
            Self::ThisRun => "this_run",
        }
    }
}

impl fmt::Display for RolledBackBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CircuitBreaker => f.write_str("by the circuit breaker"),
            Self::Alarms(names) if names.is_empty() => f.write_str("because of an alarm"),
            Self::Alarms(names) if names.len() == 1 => write!(f, "because of the alarm {}", names[0]),
            Self::Alarms(names) => write!(f, "because of the alarms {}", names.join(", ")),
            Self::Hook => f.write_str("because of a lifecycle hook"),
            Self::Network => f.write_str("because of its network configuration"),
            Self::User => f.write_str("by a user"),
            Self::ThisRun => f.write_str("by this run"),
        }
    }
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
            RolloutResult::Completed
                | RolloutResult::StageReached { .. }
                | RolloutResult::Unchanged
                | RolloutResult::NotFollowed
        )
    }
}

impl RolloutResult {
    /// One word for machines; part of the JSON schema.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::StageReached { .. } => "stage_reached",
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
            Self::Completed
            | Self::StageReached { .. }
            | Self::Unchanged
            | Self::NotFollowed
            | Self::Interrupted => None,
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
            Self::StageReached { stage, takes_traffic, until } => {
                match takes_traffic {
                    true => f.write_str("takes the traffic")?,
                    false => write!(f, "is at {stage}")?,
                }
                f.write_str(", the rollout continues")?;
                until
                    .iter()
                    .try_for_each(|until| write!(f, " until {}", until.strftime("%Y-%m-%d %H:%M:%S UTC")))
            }
            Self::Unchanged => f.write_str("unchanged"),
            Self::NotFollowed => f.write_str("not followed"),
            Self::Failed => f.write_str("failed"),
            Self::RolledBack { to, finished, by } => {
                f.write_str("rolled back")?;
                by.iter().try_for_each(|by| write!(f, " {by}"))?;
                match to {
                    Some(to) if *finished => write!(f, ", {to} runs again"),
                    Some(to) => write!(f, "; {to} was not seen to run again"),
                    None => Ok(()),
                }
            }
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
        let by = match &self.result {
            RolloutResult::RolledBack { by: Some(by), .. } => Some(by.word()),
            _ => None,
        };
        let mut fields = serializer.serialize_struct("RolloutOutcome", 4)?;
        fields.serialize_field("verdict", self.result.word())?;
        fields.serialize_field("text", &self.result.to_string())?;
        fields.serialize_field("reason", &self.reason)?;
        match by {
            Some(by) => fields.serialize_field("rolled_back_by", by)?,
            None => fields.skip_field("rolled_back_by")?,
        }
        fields.end()
    }
}
