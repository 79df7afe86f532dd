//! Text that did not come from this program, made safe to show: output of programs, events and reasons of ECS, names.
//!
//! Of control sequences only colours are left. A line that a CI system would execute is taken apart by a space:
//! GitHub's `::error::`, also after blanks, and `##[error]` and Azure's `##vso[…]`, anywhere
//! (<https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>). A carriage return ends a
//! line, so that nothing can be written over.

use std::fmt::Write;

use anstyle_parse::{DefaultCharAccumulator, Params, Parser, Perform};

/// The text without control sequences other than colours, and without commands to a CI system.
pub(super) fn clean(text: &str) -> String {
    let mut parser = Parser::<DefaultCharAccumulator>::new();
    let mut shown = Shown { text: String::with_capacity(text.len()), ..Shown::default() };
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' => parser.advance(&mut shown, b'\n'),
            // The short form of `ESC @` to `ESC _`.
            '\u{80}'..='\u{9f}' => {
                let long = [0x1b, u8::try_from(letter).unwrap_or_default() - 0x40];
                for byte in long {
                    parser.advance(&mut shown, byte);
                }
            }
            _ => {
                let mut bytes = [0; 4];
                for byte in letter.encode_utf8(&mut bytes).bytes() {
                    parser.advance(&mut shown, byte);
                }
            }
        }
    }
    shown.text
}

#[derive(Default)]
struct Shown {
    text: String,
    start: LineStart,
    /// How many `#` come before, with nothing but letters after them.
    hashes: usize,
    in_word: bool,
}

/// What the line consists of so far, apart from colours.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum LineStart {
    #[default]
    Blank,
    Colon,
    Other,
}

impl Shown {
    /// Whether a space must keep `letter` from making a command of what is before it.
    fn completes_command(&mut self, letter: char) -> bool {
        let is_colon = letter == ':' && self.start == LineStart::Colon;
        self.start = match self.start {
            LineStart::Blank if letter.is_whitespace() => LineStart::Blank,
            LineStart::Blank if letter == ':' => LineStart::Colon,
            _ => LineStart::Other,
        };
        let is_bracket = letter == '[' && self.hashes >= 2;
        match letter {
            '#' => (self.hashes, self.in_word) = (if self.in_word { 1 } else { self.hashes + 1 }, false),
            _ if letter.is_ascii_alphabetic() && self.hashes >= 2 => self.in_word = true,
            _ => (self.hashes, self.in_word) = (0, false),
        }
        is_colon || is_bracket
    }
}

impl Perform for Shown {
    fn print(&mut self, letter: char) {
        if letter.is_control() {
            return;
        }
        if self.completes_command(letter) {
            self.text.push(' ');
        }
        self.text.push(letter);
    }

    fn execute(&mut self, byte: u8) {
        match byte {
            b'\n' => {
                self.text.push('\n');
                (self.start, self.hashes, self.in_word) = (LineStart::Blank, 0, false);
            }
            b'\t' => self.text.push('\t'),
            _ => {}
        }
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], ignore: bool, action: u8) {
        if action != b'm' || ignore || !intermediates.is_empty() {
            return;
        }
        let values =
            params.iter().map(|param| param.iter().map(ToString::to_string).collect::<Vec<_>>().join(":"));
        let values = values.collect::<Vec<_>>().join(";");
        write!(self.text, "\u{1b}[{values}m").expect("writing to a string does not fail");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_and_colours_stay() {
        for text in [
            "",
            "a\tb\n  c: d::e ::f [x] # [y] #[z]\n",
            "ä 日本 🚀\n",
            "\u{1b}[1;38;5;9mred\u{1b}[0m",
            "\u{1b}[38:2:1:2:3mred\u{1b}[0m",
        ] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn other_control_sequences_go() {
        for (text, shown) in [
            ("\u{1b}]0;title\u{7}a", "a"),
            ("\u{1b}]8;;http://x\u{1b}\\a\u{1b}]8;;\u{1b}\\", "a"),
            ("\u{9d}0;title\u{9c}a\u{9b}2Jb", "ab"),
            ("\u{1b}[2J\u{1b}[1;1H\u{1b}[?1049h\u{1b}[>4;1ma", "a"),
            ("\u{1b}Pq#0\u{1b}\\\u{1b}ca\u{1b}", "a"),
            ("a\u{8}\u{0}\u{7f}\u{7}b", "ab"),
            ("a\r\nb\rc", "a\nb\nc"),
        ] {
            assert_eq!(clean(text), shown, "{text:?}");
        }
    }

    #[test]
    fn commands_of_ci_systems_are_taken_apart() {
        for (text, shown) in [
            ("::error::a", ": :error::a"),
            ("a\n \u{a0}\t::error::a", "a\n \u{a0}\t: :error::a"),
            ("a\r::error::a", "a\n: :error::a"),
            ("\u{1b}[1m:\u{1b}[0m:error::a", "\u{1b}[1m:\u{1b}[0m :error::a"),
            ("\u{0}::error::a", ": :error::a"),
            ("a ##[error]b ##vso[task.x] ###[x]", "a ## [error]b ##vso [task.x] ### [x]"),
        ] {
            assert_eq!(clean(text), shown, "{text:?}");
        }
    }
}
