//! The end of a rollout.

use serde::Serialize;

use super::super::rollout::RolloutOutcome;
use super::failure_cause::FailureCause;

/// The end of a rollout.
#[derive(Clone, Debug, Serialize)]
pub struct RolloutEnd {
    /// The service's name.
    pub service: String,
    /// The id of its deployment, if it was ever seen.
    pub deployment: Option<String>,
    /// How, as `verdict`, `text` (the same for people) and `reason`.
    #[serde(flatten)]
    pub outcome: RolloutOutcome,
    /// Why, after a failure: the most frequent cause first.
    pub causes: Vec<FailureCause>,
    /// The service's last events, oldest first, after a failure.
    pub events: Vec<String>,
}
