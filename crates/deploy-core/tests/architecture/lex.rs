//! Cuts Rust source into tokens. Comments and doc comments are dropped here; nothing after this sees them.

use crate::token::{Kind, Token};

/// The tokens of `text`.
pub(crate) fn scan(text: &str) -> Vec<Token> {
    let mut scanner = Scanner { rest: text, line: 1, tokens: Vec::new() };
    while let Some(next) = scanner.rest.bytes().next() {
        scanner.step(next);
    }
    scanner.tokens
}

struct Scanner<'a> {
    rest: &'a str,
    line: usize,
    tokens: Vec<Token>,
}

impl Scanner<'_> {
    fn step(&mut self, next: u8) {
        let rest = self.rest;
        if next.is_ascii_whitespace() {
            self.skip(length_while(rest, |byte| byte.is_ascii_whitespace()));
        } else if let Some(opening) = Opening::of(rest) {
            self.text_literal(&opening);
        } else if next.is_ascii_digit() {
            self.push(Kind::Number, number_length(rest));
        } else if is_of_word(next) {
            self.rest = rest.strip_prefix("r#").unwrap_or(rest); // `r#type` is the name `type`
            self.push(Kind::Word, word_length(self.rest));
        } else {
            match rest.as_bytes() {
                [b'/', b'/', ..] => self.skip(length_while(rest, |byte| byte != b'\n')),
                [b'/', b'*', ..] => self.skip(block_comment_length(rest)),
                [b'\'', ..] => self.quote(),
                [b':', b':', ..] | [b'-' | b'=', b'>', ..] => self.push(Kind::Sign, 2),
                _ => self.push(Kind::Sign, 1),
            }
        }
    }

    fn skip(&mut self, length: usize) {
        let (skipped, rest) = self.rest.split_at(length);
        self.line += skipped.bytes().filter(|byte| *byte == b'\n').count();
        self.rest = rest;
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let (text, rest) = self.rest.split_at(length);
        self.tokens.push(Token { kind, text: text.to_owned(), line: self.line });
        self.rest = rest;
        if kind == Kind::Text {
            self.line += text.matches('\n').count();
        }
    }

    fn text_literal(&mut self, opening: &Opening) {
        self.skip(opening.length);
        self.push(Kind::Text, opening.content_length(self.rest));
        self.skip((1 + opening.hashes).min(self.rest.len()));
    }

    /// `'x'` and `'\n'` are characters, `'x` is a lifetime.
    fn quote(&mut self) {
        let after = &self.rest[1..];
        let first = after.chars().next().map_or(0, char::len_utf8);
        if let Some(escaped) = after.strip_prefix('\\') {
            let first = escaped.chars().next().map_or(0, char::len_utf8); // which may be a quote itself
            let end = escaped[first..].find('\'').map_or(escaped.len(), |end| first + end + 1);
            self.push(Kind::Letter, 2 + end);
        } else if after[first..].starts_with('\'') {
            self.push(Kind::Letter, 1 + first + 1);
        } else {
            self.push(Kind::Lifetime, 1 + word_length(after));
        }
    }
}

/// How a string literal begins: `"`, `b"`, `c"`, `r"`, `r#"`, `br##"`, …
struct Opening {
    length: usize,
    hashes: usize,
    is_raw: bool,
}

impl Opening {
    fn of(rest: &str) -> Option<Self> {
        if !matches!(rest.as_bytes(), [b'"' | b'b' | b'c' | b'r', ..]) {
            return None; // the usual case, answered fast
        }
        let after_letter = rest.strip_prefix(['b', 'c']).unwrap_or(rest);
        let after_r = after_letter.strip_prefix('r');
        let after_hashes = after_r.map_or(after_letter, |raw| raw.trim_start_matches('#'));
        let hashes = after_r.map_or(0, |raw| raw.len() - after_hashes.len());
        let length = rest.len() - after_hashes.len() + 1;
        after_hashes.starts_with('"').then_some(Self { length, hashes, is_raw: after_r.is_some() })
    }

    fn content_length(&self, content: &str) -> usize {
        if self.is_raw {
            let end = format!("\"{}", "#".repeat(self.hashes));
            return content.find(&end).unwrap_or(content.len());
        }
        let mut is_escaped = false;
        let ends = |byte: u8| {
            let is_end = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            is_end
        };
        content.bytes().position(ends).unwrap_or(content.len())
    }
}

/// Block comments nest.
fn block_comment_length(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        if rest.as_bytes()[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.as_bytes()[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

fn length_while(rest: &str, belongs: fn(u8) -> bool) -> usize {
    rest.bytes().position(|byte| !belongs(byte)).unwrap_or(rest.len())
}

/// Letters beyond ASCII count as part of a name: outside of strings and comments there are no others.
fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

fn word_length(rest: &str) -> usize {
    length_while(rest, is_of_word)
}

/// `1_000u32`, `0xff`, `1.5`; but `0..5` is a number, two dots and a number.
fn number_length(rest: &str) -> usize {
    let whole = word_length(rest);
    let fraction =
        rest[whole..].strip_prefix('.').filter(|after| after.starts_with(|c: char| c.is_ascii_digit()));
    whole + fraction.map_or(0, |after| 1 + word_length(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        scan(source).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn comments_are_dropped_and_lines_counted() {
        let tokens = scan("a // \" b\n/* c /* d */ \" */ e /// f\ng");
        let found: Vec<_> = tokens.iter().map(|token| (token.text.as_str(), token.line)).collect();
        assert_eq!(found, [("a", 1), ("e", 2), ("g", 3)]);
    }

    #[test]
    fn strings_of_every_sort_are_one_token() {
        let source = r###"f("a\"b // c", r"\", br#"x"y"#, b"z", r##"u"#v"##)"###;
        let tokens = scan(source);
        let strings: Vec<_> = tokens.iter().filter(|token| token.kind == Kind::Text).collect();
        let strings: Vec<_> = strings.iter().map(|token| token.text.as_str()).collect();
        assert_eq!(strings, ["a\\\"b // c", "\\", "x\"y", "z", "u\"#v"]);
    }

    #[test]
    fn characters_are_no_lifetimes() {
        use Kind::{Letter, Lifetime, Sign, Word};
        let source = r"'a' 'b '\'' '\u{41}' '{' &'static str b'x' '_'";
        let kinds: Vec<_> = scan(source).iter().map(|token| token.kind).collect();
        let expected = [Letter, Lifetime, Letter, Letter, Letter, Sign, Lifetime, Word, Word, Letter, Letter];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn numbers_names_and_double_signs() {
        assert_eq!(
            texts("0..5 1.5 r#type a::b -> c"),
            ["0", ".", ".", "5", "1.5", "type", "a", "::", "b", "->", "c"]
        );
    }
}
