//! How rollouts are followed.

use std::time::Duration;

use super::target::OnFailure;
use super::wait_for::WaitFor;
use crate::context::PollInterval;
use crate::types::EnvName;

/// How rollouts are followed.
#[derive(Clone, Debug)]
pub(crate) struct FollowSettings {
    /// The environment, for what is suggested.
    pub(crate) environment: EnvName,
    /// How long a rollout may take.
    pub(crate) timeout: Duration,
    /// How long to wait between two polls.
    pub(crate) interval: PollInterval,
    pub(crate) on_failure: OnFailure,
    pub(crate) wait_for: WaitFor,
}
