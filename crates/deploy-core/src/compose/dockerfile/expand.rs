//! Puts the values of variables into a word of a Dockerfile, and takes its quotes away.
//!
//! `$X`, `${X}`, and with a modifier: `${X:-word}`, `${X:+word}` (and without the colon, where an empty value counts as
//! set), `${X:?message}`. (<https://docs.docker.com/reference/dockerfile/#environment-replacement>)

use std::iter::Peekable;
use std::str::Chars;

/// What is known of a variable, or of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// It has this value.
    Known(String),
    /// It has none.
    Unset,
    /// Only the builder knows it.
    Unknown,
}

/// Expands a word. It is [`Value::Unknown`] if any part of it is, and never [`Value::Unset`].
pub(super) fn expand(word: &str, escape: char, look_up: &dyn Fn(&str) -> Value) -> Value {
    let mut expansion = Expansion { chars: word.chars().peekable(), escape, look_up };
    expansion.until(None).map_or(Value::Unknown, Value::Known)
}

struct Expansion<'a> {
    chars: Peekable<Chars<'a>>,
    escape: char,
    look_up: &'a dyn Fn(&str) -> Value,
}

impl Expansion<'_> {
    /// Expands up to `end`, which is taken too. None if it cannot be known.
    fn until(&mut self, end: Option<char>) -> Option<String> {
        let mut text = String::new();
        while let Some(char) = self.chars.next() {
            match char {
                _ if Some(char) == end => break,
                '\'' if end != Some('"') => text.extend(self.chars.by_ref().take_while(|char| *char != '\'')),
                '"' => text.push_str(&self.until(Some('"'))?),
                '$' => text.push_str(&self.variable()?),
                _ if char == self.escape => text.extend(self.chars.next()),
                _ => text.push(char),
            }
        }
        Some(text)
    }

    fn variable(&mut self) -> Option<String> {
        if self.chars.next_if_eq(&'{').is_none() {
            let name = self.name();
            return if name.is_empty() { Some("$".to_owned()) } else { plain((self.look_up)(&name)) };
        }
        let name = self.name();
        let value = (self.look_up)(&name);
        let colon = self.chars.next_if_eq(&':').is_some();
        let modifier = self.chars.next()?;
        if modifier == '}' {
            return plain(value);
        }
        let word = self.until(Some('}'));
        let is_set = match &value {
            Value::Known(value) => !(colon && value.is_empty()),
            Value::Unset => false,
            Value::Unknown => return None,
        };
        match modifier {
            '-' | '?' if is_set => plain(value),
            '+' if !is_set => Some(String::new()),
            '-' | '+' => word,
            _ => None, // patterns, and a value that is missing: the builder's to judge
        }
    }

    fn name(&mut self) -> String {
        let mut name = String::new();
        while let Some(char) = self.chars.next_if(|char| char.is_ascii_alphanumeric() || *char == '_') {
            name.push(char);
        }
        name
    }
}

fn plain(value: Value) -> Option<String> {
    match value {
        Value::Known(value) => Some(value),
        Value::Unset => Some(String::new()),
        Value::Unknown => None,
    }
}
