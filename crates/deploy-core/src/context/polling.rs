//! Polling something that changes slowly: how often, and how many failures in a row are borne.

use std::time::Duration;

use crate::error::{Error, Failure, Kind};
use crate::event::Events;

/// Counts the polls that failed in a row, each after the SDK's own retries.
#[derive(Clone, Debug)]
pub(crate) struct FailedPolls {
    limit: u32,
    in_a_row: u32,
    events: Events,
}

impl FailedPolls {
    /// `limit` failed polls in a row are one too many.
    pub(crate) fn new(limit: u32, events: &Events) -> Self {
        Self { limit, in_a_row: 0, events: events.clone() }
    }

    /// What a poll gave. `Ok(None)` means to poll again: it failed in a way that may pass, which is told as a warning.
    pub(crate) fn record<T, E: Failure>(
        &mut self,
        poll: Result<T, E>,
        is_transient: impl Fn(&E) -> bool,
    ) -> Result<Option<T>, E> {
        match poll {
            Ok(found) => {
                self.in_a_row = 0;
                Ok(Some(found))
            }
            // Whoever polls waits for the request, too, and knows what to do then.
            Err(error) if matches!(error.kind(), Kind::Interrupted(_)) => Ok(None),
            Err(error) if self.is_one_too_many() || !is_transient(&error) => Err(error),
            Err(error) => {
                self.events.warn(Error::from(error).to_string(), Some("trying again".to_owned()));
                Ok(None)
            }
        }
    }

    /// Counts a poll that gave nothing, and says whether that is one too many in a row.
    pub(crate) fn is_one_too_many(&mut self) -> bool {
        self.in_a_row += 1;
        self.in_a_row >= self.limit
    }
}

/// How long to wait between two polls: what the user asks for, else ever longer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PollInterval {
    fixed: Option<Duration>,
    /// Until when, since the beginning, and how long.
    schedule: &'static [(Duration, Duration)],
    last: Duration,
}

const ROLLOUT: &[(Duration, Duration)] =
    &[(Duration::from_mins(1), Duration::from_secs(2)), (Duration::from_mins(5), Duration::from_secs(5))];
const TASK: &[(Duration, Duration)] = &[(Duration::from_mins(1), Duration::from_secs(1))];

impl PollInterval {
    /// That of a rollout: 2 s in the first minute, 5 s until the fifth, then 10 s.
    pub(crate) fn of_rollout(fixed: Option<Duration>) -> Self {
        Self { fixed, schedule: ROLLOUT, last: Duration::from_secs(10) }
    }

    /// That of a one-off task: 1 s in the first minute, then 3 s.
    pub(crate) fn of_task(fixed: Option<Duration>) -> Self {
        Self { fixed, schedule: TASK, last: Duration::from_secs(3) }
    }

    /// The wait after `elapsed`.
    pub(crate) fn after(&self, elapsed: Duration) -> Duration {
        let scheduled = self.schedule.iter().find(|(until, _)| elapsed < *until).map(|(_, wait)| *wait);
        self.fixed.unwrap_or(scheduled.unwrap_or(self.last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_unless_the_user_fixes_it() {
        let waits = |interval: PollInterval| {
            [0, 59, 60, 299, 300].map(|seconds| interval.after(Duration::from_secs(seconds)).as_secs())
        };
        assert_eq!(waits(PollInterval::of_rollout(None)), [2, 2, 5, 5, 10]);
        assert_eq!(waits(PollInterval::of_task(None)), [1, 1, 3, 3, 3]);
        assert_eq!(waits(PollInterval::of_task(Some(Duration::from_secs(7)))), [7; 5]);
    }
}
