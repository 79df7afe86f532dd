//! How long something that must come is waited for, in time and not in polls.

use std::time::Duration;

/// How long what must come may not be shown: a new deployment, a service just made.
pub(super) const APPEARS_WITHIN: Duration = Duration::from_mins(1);
/// How long the rollback of a deployment that failed may not be shown: ECS does not roll back where nothing was ever
/// complete (<https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html>).
pub(super) const ROLLBACK_APPEARS_WITHIN: Duration = Duration::from_secs(20);
/// How long a deployment that was shown may be missing: ECS is eventually consistent in both directions.
pub(super) const SHOWN_AGAIN_WITHIN: Duration = Duration::from_secs(10);

/// How many polls in a row must show an unchanged deployment after a change that need not make a new one.
pub(super) const SETTLED: u32 = 3;

/// The time of the polls, and since when something is missing.
#[derive(Clone, Debug, Default)]
pub(super) struct Waiting {
    /// Since the beginning.
    now: Duration,
    missing_since: Option<Duration>,
}

impl Waiting {
    /// A poll at a time since the beginning.
    pub(super) fn poll_at(&mut self, now: Duration) {
        self.now = now;
    }

    /// What was missing is there.
    pub(super) fn found(&mut self) {
        self.missing_since = None;
    }

    /// Whether something has been missing for longer than `limit`.
    pub(super) fn is_over(&mut self, limit: Duration) -> bool {
        let since = *self.missing_since.get_or_insert(self.now);
        self.now.saturating_sub(since) > limit
    }
}
