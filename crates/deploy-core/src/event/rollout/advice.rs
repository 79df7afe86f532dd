//! What would make the next rollout better.

use serde::Serialize;

/// What would make the next rollout of services better, with what it cost in this one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Advice {
    /// What it is about.
    pub subject: AdviceSubject,
    /// What was seen, in one sentence without the service's name.
    pub seen: String,
    /// What to change.
    pub fix: String,
    /// How long it took in this rollout, in seconds, where it made the rollout slow.
    pub seconds: Option<u64>,
}

/// What an advice is about. Part of the JSON schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AdviceSubject {
    /// The health check of a target group needs long to find a task healthy.
    HealthCheck,
    /// A target group drains a task for long.
    DeregistrationDelay,
    /// No circuit breaker ends a deployment whose tasks fail.
    CircuitBreaker,
    /// Minimum and maximum percent leave no room for a new task.
    DeploymentPercent,
}
