//! Polling something that changes slowly: how often, and how many failures in a row are borne.

use std::hash::{BuildHasher, RandomState};
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
///
/// Rollouts that begin at the same moment would poll at the same moments: each wait but a fixed one is up to a fifth longer.
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

/// The waits between the polls of one rollout: those of an interval, with jitter, and longer while AWS throttles.
#[derive(Clone, Debug)]
pub(crate) struct Waits {
    interval: PollInterval,
    /// The state of a xorshift generator; never 0.
    random: u64,
    /// How often in a row a poll was throttled.
    throttled: u32,
}

/// What a wait is longer by, at most.
const JITTER: f64 = 0.2;
/// The longest wait while AWS throttles.
const LONGEST: Duration = Duration::from_mins(1);

impl Waits {
    /// With other jitter in each process.
    pub(crate) fn new(interval: PollInterval) -> Self {
        Self::seeded(interval, RandomState::new().hash_one(()))
    }

    fn seeded(interval: PollInterval, seed: u64) -> Self {
        Self { interval, random: seed | 1, throttled: 0 }
    }

    /// AWS has throttled a poll, or has not. Returns whether it has just begun to.
    pub(crate) fn was_throttled(&mut self, throttled: bool) -> bool {
        self.throttled = if throttled { self.throttled + 1 } else { 0 };
        self.throttled == 1
    }

    /// The wait after `elapsed`.
    pub(crate) fn next(&mut self, elapsed: Duration) -> Duration {
        let wait = self.interval.after(elapsed);
        let slowed = wait.saturating_mul(1 << self.throttled.min(10)).min(LONGEST.max(wait));
        if self.interval.fixed.is_some() { slowed } else { slowed.mul_f64(1.0 + JITTER * self.random()) }
    }

    /// Between 0 and 1 (Marsaglia, "Xorshift RNGs").
    fn random(&mut self) -> f64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        f64::from(u32::try_from(self.random >> 32).unwrap_or(0)) / f64::from(u32::MAX)
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

    #[test]
    fn waits_have_jitter_unless_the_user_fixes_them() {
        let mut waits = Waits::seeded(PollInterval::of_rollout(None), 7);
        let waited: Vec<_> = (0..50).map(|_| waits.next(Duration::ZERO).as_millis()).collect();
        assert!(waited.iter().all(|wait| (2000..=2400).contains(wait)), "{waited:?}");
        assert!(waited.iter().max().unwrap() - waited.iter().min().unwrap() > 200, "{waited:?}");
        let mut again = Waits::seeded(PollInterval::of_rollout(None), 7);
        assert_eq!(again.next(Duration::ZERO).as_millis(), waited[0], "the same seed, the same waits");
        let mut fixed = Waits::new(PollInterval::of_rollout(Some(Duration::from_secs(3))));
        assert_eq!(fixed.next(Duration::ZERO), Duration::from_secs(3));
    }

    #[test]
    fn a_throttled_poll_makes_the_next_wait_longer() {
        let mut waits = Waits::seeded(PollInterval::of_rollout(Some(Duration::from_secs(3))), 7);
        let mut waited = Vec::new();
        for throttled in [true, true, true, true, true, true, false] {
            waits.was_throttled(throttled);
            waited.push(waits.next(Duration::ZERO).as_secs());
        }
        assert_eq!(waited, [6, 12, 24, 48, 60, 60, 3]);
    }
}
