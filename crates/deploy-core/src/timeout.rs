//! A length of time as people write it: `30m`, `90s`, `1h 30m`.

use std::str::FromStr;
use std::time::Duration;

use jiff::SignedDuration;
use serde::{Deserialize, Deserializer, de};

use crate::image::Invalid;

/// A length of time, longer than none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeout(pub Duration);

impl FromStr for Timeout {
    type Err = Invalid;

    fn from_str(word: &str) -> Result<Self, Invalid> {
        let parsed = word.parse::<SignedDuration>().ok().and_then(|length| Duration::try_from(length).ok());
        match parsed {
            Some(length) if !length.is_zero() => Ok(Self(length)),
            _ => Err(Invalid { word: word.to_owned(), expected: "a length of time, such as `30m` or `90s`" }),
        }
    }
}

impl<'de> Deserialize<'de> for Timeout {
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
            assert_eq!(word.parse(), Ok(Timeout(Duration::from_secs(seconds))), "{word}");
        }
        for word in ["", "30", "-1m", "0s", "soon"] {
            assert!(word.parse::<Timeout>().is_err(), "{word}");
        }
    }
}
