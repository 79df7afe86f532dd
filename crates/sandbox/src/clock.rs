//! The sandbox's own time.
//!
//! It may run faster than real time, or advance only when a client polls.

use std::{
    str::FromStr,
    sync::Mutex,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use crate::{api::Moment, lock::locked};

/// How fast time passes. Written `wall`, `x10`, or `polls`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Pace {
    /// In real time.
    #[default]
    Wall,
    /// So many times faster.
    Times(f64),
    /// Only when an ECS call describes something: one rollout step for each, so that a test needs no sleep.
    Polls,
}

impl FromStr for Pace {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match (text, text.strip_prefix('x').map(f64::from_str)) {
            ("wall", _) => Ok(Self::Wall),
            ("polls", _) => Ok(Self::Polls),
            (_, Some(Ok(factor))) if factor > 0.0 && factor.is_finite() => Ok(Self::Times(factor)),
            _ => Err(format!("`{text}` is not a pace: expected `wall`, `polls` or a factor such as `x10`")),
        }
    }
}

/// A clock that starts at the real time, or at another one.
#[derive(Debug)]
pub(crate) struct Clock {
    pace: Pace,
    epoch: Moment,
    started: Instant,
    /// Time that was added by polls or by hand.
    added: Mutex<Duration>,
    per_poll: Duration,
}

impl Clock {
    /// `ahead` of the real time by so many seconds.
    pub(crate) fn new(pace: Pace, per_poll: Duration, ahead: i64) -> Self {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let offset = Duration::from_secs(ahead.unsigned_abs());
        let wall = if ahead < 0 { wall.saturating_sub(offset) } else { wall + offset };
        let epoch = Moment(0).plus(wall);
        Self { pace, epoch, started: Instant::now(), added: Mutex::default(), per_poll }
    }

    pub(crate) fn now(&self) -> Moment {
        let passed = match self.pace {
            Pace::Wall => self.started.elapsed(),
            Pace::Times(factor) => self.started.elapsed().mul_f64(factor),
            Pace::Polls => Duration::ZERO,
        };
        self.epoch.plus(passed).plus(*locked(&self.added))
    }

    /// A client polled.
    pub(crate) fn poll(&self) {
        if self.pace == Pace::Polls {
            self.advance(self.per_poll);
        }
    }

    /// Advances the clock.
    pub(crate) fn advance(&self, time: Duration) {
        *locked(&self.added) += time;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paces_are_read() {
        assert_eq!("wall".parse(), Ok(Pace::Wall));
        assert_eq!("x10".parse(), Ok(Pace::Times(10.0)));
        assert_eq!("polls".parse(), Ok(Pace::Polls));
        assert!("x0".parse::<Pace>().is_err());
        assert!("fast".parse::<Pace>().is_err());
    }

    #[test]
    fn polls_alone_move_a_polled_clock() {
        let clock = Clock::new(Pace::Polls, Duration::from_millis(250), 0);
        let before = clock.now();
        assert_eq!(clock.now(), before);
        clock.poll();
        assert_eq!(clock.now().since(before), Duration::from_millis(250));
        clock.advance(Duration::from_secs(1));
        assert_eq!(clock.now().since(before), Duration::from_millis(1250));
    }
}
