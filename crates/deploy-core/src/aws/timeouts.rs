//! How long a call may take, and how often it is tried.
//!
//! What a reader would get wrong: both ends matter. Without the time of the whole call a dead address is tried again and
//! again; without that of one attempt a single answer that never comes takes all of it.

use std::str::FromStr;
use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;

use crate::env_var::{self, InvalidVariable};
use crate::types::{InvalidName, PositiveDuration};

const CONNECT: Duration = Duration::from_secs(3);
/// A call with all its attempts: a dead address ends within it.
const OPERATION: Duration = Duration::from_secs(45);
const ATTEMPTS: Attempts = Attempts(5);
/// Uncapped, the SDK's backoff grows to 20 s.
const MAX_BACKOFF: Duration = Duration::from_secs(5);

/// How long a call may take, and how often it is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Timeouts {
    operation: Duration,
    attempts: Attempts,
}

/// How often a call is tried, the first time included
/// (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Attempts(u32);

impl FromStr for Attempts {
    type Err = InvalidName;

    fn from_str(word: &str) -> Result<Self, InvalidName> {
        match word.parse() {
            Ok(times) if times > 0 => Ok(Self(times)),
            _ => Err(InvalidName {
                word: word.to_owned(),
                expected: "a number of attempts: must be at least 1",
            }),
        }
    }
}

impl Timeouts {
    /// As `DEPLOY_AWS_TIMEOUT` and, like in every program of AWS, `AWS_MAX_ATTEMPTS` say.
    pub(super) fn from_environment() -> Result<Self, InvalidVariable> {
        let operation: Option<PositiveDuration> = env_var::read(env_var::AWS_TIMEOUT)?;
        let attempts = env_var::read(env_var::AWS_MAX_ATTEMPTS)?;
        Ok(Self {
            operation: operation.map_or(OPERATION, |timeout| timeout.0),
            attempts: attempts.unwrap_or(ATTEMPTS),
        })
    }

    /// A third of the whole for one attempt; the longest answers that we ask for are a page of tasks or a Terraform state.
    pub(super) fn config(self) -> TimeoutConfig {
        let attempt = self.operation / 3;
        TimeoutConfig::builder()
            .connect_timeout(CONNECT.min(attempt))
            .operation_attempt_timeout(attempt)
            .operation_timeout(self.operation)
            .build()
    }

    pub(super) fn retries(self) -> RetryConfig {
        RetryConfig::standard().with_max_attempts(self.attempts.0).with_max_backoff(MAX_BACKOFF)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_attempt_never_takes_all_the_time() {
        let timeouts = Timeouts { operation: Duration::from_secs(6), attempts: ATTEMPTS };
        let timeouts = timeouts.config();
        assert_eq!(timeouts.operation_attempt_timeout(), Some(Duration::from_secs(2)));
        assert_eq!(timeouts.connect_timeout(), Some(Duration::from_secs(2)));
        assert_eq!(timeouts.operation_timeout(), Some(Duration::from_secs(6)));
    }

    #[test]
    fn a_number_of_attempts_is_one_or_more() {
        assert_eq!("2".parse(), Ok(Attempts(2)));
        for word in ["0", "-1", "many", "1.5"] {
            assert!(word.parse::<Attempts>().is_err(), "{word}");
        }
    }
}
