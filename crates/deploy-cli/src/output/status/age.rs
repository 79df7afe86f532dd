use std::time::{SystemTime, UNIX_EPOCH};

/// The second, since 1970, in which the page is made: all ages on it have one origin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now(i64);

impl Now {
    pub(super) fn read() -> Self {
        let passed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(i64::try_from(passed.as_secs()).unwrap_or(i64::MAX))
    }

    /// The age of what happened in that second: `40 s`, `5 min`, `3 h`, `2 d`. The largest unit is enough.
    pub(super) fn age_of(self, second: i64) -> String {
        match (self.0 - second).max(0) {
            seconds @ 0..60 => format!("{seconds} s"),
            seconds @ 60..3600 => format!("{} min", seconds / 60),
            seconds @ 3600..86_400 => format!("{} h", seconds / 3600),
            seconds => format!("{} d", seconds / 86_400),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_has_one_unit() {
        let ages = [-5, 0, 59, 60, 3599, 3600, 86_399, 200_000].map(|age| Now(age).age_of(0));
        assert_eq!(ages, ["0 s", "0 s", "59 s", "1 min", "59 min", "1 h", "23 h", "2 d"]);
    }
}
