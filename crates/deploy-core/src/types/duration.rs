//! Durations as people write them: `30m`, `90s`, `1h 30m`.

use std::str::FromStr;
use std::time::Duration;

use jiff::SignedDuration;
use serde::{Deserialize, Deserializer, de};

use super::names::InvalidName;

/// Longer than any rollout or call takes, and short enough for every clock.
const MAX: Duration = Duration::from_hours(7 * 24);

/// A duration above zero, of at most a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PositiveDuration(pub Duration);

impl FromStr for PositiveDuration {
    type Err = InvalidName;

    fn from_str(word: &str) -> Result<Self, InvalidName> {
        let parsed = word.parse::<SignedDuration>().ok().and_then(|length| Duration::try_from(length).ok());
        match parsed {
            Some(length) if length > MAX => {
                Err(InvalidName { word: word.to_owned(), expected: "a duration of at most 7 days" })
            }
            Some(length) if !length.is_zero() => Ok(Self(length)),
            _ => Err(InvalidName { word: word.to_owned(), expected: "a duration, such as `30m` or `90s`" }),
        }
    }
}

impl<'de> Deserialize<'de> for PositiveDuration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_write_it_in_several_ways() {
        for (word, seconds) in
            [("30m", 1800), ("90s", 90), ("1h30m", 5400), ("1h 30m", 5400), ("45 minutes", 2700)]
        {
            assert_eq!(word.parse(), Ok(PositiveDuration(Duration::from_secs(seconds))), "{word}");
        }
        for word in ["", "30", "-1m", "0s", "soon"] {
            assert!(word.parse::<PositiveDuration>().is_err(), "{word}");
        }
    }

    #[test]
    fn a_week_is_the_limit() {
        assert!("168h".parse::<PositiveDuration>().is_ok());
        for word in ["168h 1s", "2562047788015215h"] {
            let error = word.parse::<PositiveDuration>().unwrap_err();
            assert_eq!(error.to_string(), format!("`{word}` is not a duration of at most 7 days"));
        }
    }
}
