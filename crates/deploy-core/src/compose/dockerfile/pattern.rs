//! The patterns of `${NAME#pattern}` and its kind: `*` and `?`, as a regular expression
//! (<https://github.com/moby/buildkit/blob/master/frontend/dockerfile/shell/lex.go>).

use regex::{NoExpand, Regex};

/// How much `*` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    Shortest,
    Longest,
}

/// The value without what the pattern matches at its beginning. None if the pattern is invalid.
pub(super) fn without_prefix(value: &str, pattern: &str, length: Length) -> Option<String> {
    let regex = regex(pattern, length, "^")?;
    Some(regex.find(value).map_or(value, |found| &value[found.end()..]).to_owned())
}

/// The same at its end: expressions match from the left, so both are turned round.
pub(super) fn without_suffix(value: &str, pattern: &str, length: Length) -> Option<String> {
    let turned = |text: &str| text.chars().rev().collect::<String>();
    without_prefix(&turned(value), &turned_pattern(pattern), length).map(|value| turned(&value))
}

/// The value with the first match of the pattern replaced, or all.
pub(super) fn replaced(value: &str, pattern: &str, replacement: &str, all: bool) -> Option<String> {
    let regex = regex(pattern, Length::Longest, "")?;
    Some(regex.replacen(value, usize::from(!all), NoExpand(replacement)).into_owned())
}

/// An escape stays before what it escapes.
fn turned_pattern(pattern: &str) -> String {
    let mut parts = Vec::new();
    let mut chars = pattern.chars();
    while let Some(char) = chars.next() {
        let escaped = if char == '\\' { chars.next() } else { None };
        parts.push([Some(char), escaped]);
    }
    parts.into_iter().rev().flatten().flatten().collect()
}

fn regex(pattern: &str, length: Length, start: &str) -> Option<Regex> {
    let mut text = start.to_owned();
    let mut chars = pattern.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '*' if length == Length::Longest => text.push_str(".*"),
            '*' => text.push_str(".*?"),
            '?' => text.push('.'),
            // `}` and `/` are escaped for the expansion's sake.
            '\\' if chars.peek().is_some_and(|next| "}/".contains(*next)) => {}
            '\\' => {
                let escaped = chars.next().filter(|next| "*?\\".contains(*next))?;
                text.push_str(&regex::escape(&escaped.to_string()));
            }
            char => text.push_str(&regex::escape(char.encode_utf8(&mut [0; 4]))),
        }
    }
    Regex::new(&text).ok()
}
