//! The words and durations that rules are made of.

use std::time::Duration;

use crate::ecs::rules::error::RuleError;

pub(crate) fn expect<'a>(words: &mut impl Iterator<Item = &'a str>, expected: &str) -> Result<(), RuleError> {
    match words.next() {
        Some(word) if word == expected => Ok(()),
        Some(word) => Err(RuleError::Unknown(word.to_owned())),
        None => Err(RuleError::Incomplete(expected.to_owned())),
    }
}

/// The word that has to follow `after`.
pub(crate) fn next<'a>(words: &mut impl Iterator<Item = &'a str>, after: &str) -> Result<&'a str, RuleError> {
    words.next().ok_or_else(|| RuleError::Incomplete(after.to_owned()))
}

/// The number at the end of `… for 3 polls`; `expected` are the words before it.
pub(crate) fn polls<'a>(
    words: &mut impl Iterator<Item = &'a str>,
    expected: &[&str],
) -> Result<u32, RuleError> {
    for word in expected {
        expect(words, word)?;
    }
    let number = next(words, "for")?;
    number.parse().map_err(|_| RuleError::Number(number.to_owned()))
}

/// `500ms`, `2s`, `5m`.
pub(crate) fn duration(text: &str) -> Result<Duration, RuleError> {
    let units = [("ms", 1), ("s", 1000), ("m", 60_000)];
    let parsed = units.iter().find_map(|(unit, millis)| {
        let number: u64 = text.strip_suffix(unit)?.parse().ok()?;
        Some(Duration::from_millis(number.saturating_mul(*millis)))
    });
    parsed.ok_or_else(|| RuleError::Number(text.to_owned()))
}

pub(crate) fn written(time: Duration) -> String {
    let millis = time.as_millis();
    if millis.is_multiple_of(1000) { format!("{}s", millis / 1000) } else { format!("{millis}ms") }
}
