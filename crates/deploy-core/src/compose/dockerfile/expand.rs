//! Puts the values of variables into a word of a Dockerfile, and takes its quotes away, as BuildKit does
//! (<https://github.com/moby/buildkit/blob/master/frontend/dockerfile/shell/lex.go>).
//!
//! `$X`, `${X}`, and with a modifier: `${X:-word}`, `${X:+word}`, `${X:?message}` (without the colon an empty value counts as
//! set), `${X#pattern}`, `${X%pattern}` (twice for the longest match), `${X/pattern/replacement}` (`//` for all matches).

use super::pattern::{self, Length};

/// Expands a word. None if it cannot be expanded, which the builder refuses, too.
pub(super) fn expand(word: &str, escape: char, look_up: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    Expansion { rest: word, escape, look_up, raw_escapes: false }.until(None)
}

/// Splits a line at white space outside of quotes, as a shell would; quotes, escapes and variables stay as they are. None if
/// a quote or a brace is not closed.
pub(super) fn raw_words(line: &str) -> Option<Vec<&str>> {
    let nothing = |_: &str| None;
    let mut scan = Expansion { rest: line, escape: '\\', look_up: &nothing, raw_escapes: false };
    let mut words = Vec::new();
    let mut start = None;
    while let Some(char) = scan.peek() {
        let at = line.len() - scan.rest.len();
        if char.is_whitespace() {
            words.extend(start.take().map(|start| &line[start..at]));
            scan.next();
            continue;
        }
        start.get_or_insert(at);
        scan.part()?;
    }
    words.extend(start.map(|start| &line[start..]));
    Some(words)
}

struct Expansion<'a> {
    rest: &'a str,
    escape: char,
    look_up: &'a dyn Fn(&str) -> Option<String>,
    /// Whether escape characters stay, as in patterns.
    raw_escapes: bool,
}

impl Expansion<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let char = self.peek()?;
        self.rest = &self.rest[char.len_utf8()..];
        Some(char)
    }

    fn next_if(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.next();
        }
        found
    }

    /// Expands up to `end`, which must be there and is taken too.
    fn until(&mut self, end: Option<char>) -> Option<String> {
        let mut text = String::new();
        while let Some(char) = self.peek() {
            if Some(char) == end {
                self.next();
                return Some(text);
            }
            text.push_str(&self.part()?);
        }
        end.is_none().then_some(text)
    }

    /// One quoted text, one variable or one character.
    fn part(&mut self) -> Option<String> {
        match self.peek()? {
            '\'' => self.single_quoted(),
            '"' => self.double_quoted(),
            '$' => self.variable(),
            _ => Some(self.character()),
        }
    }

    fn character(&mut self) -> String {
        let mut text = String::new();
        match self.next() {
            Some(char) if char == self.escape => {
                text.extend(self.raw_escapes.then_some(char));
                text.extend(self.next());
            }
            char => text.extend(char),
        }
        text
    }

    fn single_quoted(&mut self) -> Option<String> {
        self.next();
        let (text, rest) = self.rest.split_once('\'')?;
        self.rest = rest;
        Some(text.to_owned())
    }

    /// Variables count in it, and only `"`, `$` and the escape character can be escaped.
    fn double_quoted(&mut self) -> Option<String> {
        self.next();
        let mut text = String::new();
        loop {
            match self.peek()? {
                '"' => break,
                '$' => text.push_str(&self.variable()?),
                char if char == self.escape => {
                    self.next();
                    let escapes = self.peek().is_some_and(|next| ['"', '$', self.escape].contains(&next));
                    text.extend((self.raw_escapes || !escapes).then_some(char));
                    text.extend(if escapes { self.next() } else { None });
                }
                _ => text.extend(self.next()),
            }
        }
        self.next();
        Some(text)
    }

    fn variable(&mut self) -> Option<String> {
        self.next();
        if !self.next_if('{') {
            let name = self.name();
            let value = if name.is_empty() { Some("$".to_owned()) } else { (self.look_up)(&name) };
            return Some(value.unwrap_or_default());
        }
        if self.peek().is_none_or(|char| "{}:".contains(char)) {
            return None;
        }
        let name = self.name();
        let value = (self.look_up)(&name);
        match self.next()? {
            '}' => Some(value.unwrap_or_default()),
            ':' => {
                let modifier = self.next()?;
                self.conditional(modifier, value.filter(|value| !value.is_empty()))
            }
            '/' => self.replacement(&value.unwrap_or_default()),
            modifier @ ('#' | '%') => self.trimmed(modifier, &value.unwrap_or_default()),
            modifier => self.conditional(modifier, value),
        }
    }

    fn conditional(&mut self, modifier: char, value: Option<String>) -> Option<String> {
        if !"-+?".contains(modifier) {
            return None;
        }
        let word = self.until(Some('}'))?;
        match modifier {
            '-' => Some(value.unwrap_or(word)),
            '+' => Some(if value.is_some() { word } else { String::new() }),
            _ => value,
        }
    }

    fn trimmed(&mut self, modifier: char, value: &str) -> Option<String> {
        let word = self.raw_until('}')?;
        let (word, length) = match word.strip_prefix(modifier) {
            Some(word) => (word, Length::Longest),
            None => (word.as_str(), Length::Shortest),
        };
        let trim = if modifier == '#' { pattern::without_prefix } else { pattern::without_suffix };
        trim(value, word, length)
    }

    fn replacement(&mut self, value: &str) -> Option<String> {
        let all = self.next_if('/');
        let pattern = self.raw_until('/')?;
        let replacement = self.raw_until('}')?;
        pattern::replaced(value, &pattern, &replacement, all)
    }

    fn raw_until(&mut self, end: char) -> Option<String> {
        let before = std::mem::replace(&mut self.raw_escapes, true);
        let text = self.until(Some(end));
        self.raw_escapes = before;
        text
    }

    /// Digits, one of the shell's own parameters, or letters, digits and `_`.
    fn name(&mut self) -> String {
        let is_name = |char: char| char.is_alphanumeric() || char == '_';
        let end = match self.peek() {
            Some(char) if char.is_numeric() => self.rest.find(|char: char| !char.is_numeric()),
            Some(char) if "@*#?-$!".contains(char) => Some(1),
            _ => self.rest.find(|char: char| !is_name(char)),
        };
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        name.to_owned()
    }
}
