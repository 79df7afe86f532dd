//! The ways in which a call can go wrong.

use std::{fmt, str::FromStr, time::Duration};

use serde::{Deserialize, Serialize};

/// What goes wrong with a call. Written as one word, or `latency MILLISECONDS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Kind {
    /// The service asks to slow down, in its protocol's own words. `throttle`
    Throttle,
    /// The service has an internal error. `500`
    Broken,
    /// The service is unavailable. `503`
    Unavailable,
    /// The answer is late, and right. `latency 500`
    Latency(Duration),
    /// The connection is closed without an answer, and the call did nothing. `cut`
    Cut,
    /// The call is carried out, and the connection closed in the middle of the answer. `truncate`
    Truncate,
    /// There is no answer, ever, and the connection stays. `blackhole`
    Blackhole,
    /// The caller may not do this. `denied`
    Denied,
    /// The caller's credentials have expired; at the registry, its password has. `expired`
    Expired,
}

/// Every kind that is one word.
const WORDS: [(&str, Kind); 8] = [
    ("throttle", Kind::Throttle),
    ("500", Kind::Broken),
    ("503", Kind::Unavailable),
    ("cut", Kind::Cut),
    ("truncate", Kind::Truncate),
    ("blackhole", Kind::Blackhole),
    ("denied", Kind::Denied),
    ("expired", Kind::Expired),
];

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some((_, kind)) = WORDS.iter().find(|(word, _)| *word == text) {
            return Ok(*kind);
        }
        let millis =
            text.strip_prefix("latency ").and_then(|millis| millis.trim_end_matches("ms").parse().ok());
        let words = WORDS.map(|(word, _)| word).join("`, `");
        millis
            .map(|millis| Self::Latency(Duration::from_millis(millis)))
            .ok_or_else(|| format!("`{text}` is not a fault: expected `{words}` or `latency MILLISECONDS`"))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, WORDS.iter().find(|(_, kind)| kind == self)) {
            (_, Some((word, _))) => f.write_str(word),
            (Self::Latency(time), None) => write!(f, "latency {}", time.as_millis()),
            (_, None) => unreachable!("every other kind has its word"),
        }
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> Self {
        kind.to_string()
    }
}

impl TryFrom<String> for Kind {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_as_they_are_written() {
        let all = WORDS.map(|(_, kind)| kind);
        for kind in all.into_iter().chain([Kind::Latency(Duration::from_millis(500))]) {
            assert_eq!(kind.to_string().parse(), Ok(kind));
        }
        assert!("slow".parse::<Kind>().is_err());
        assert!("latency soon".parse::<Kind>().is_err());
    }
}
