//! From text to instructions: parser directives, comments, lines that continue, bodies of here-documents, as BuildKit reads
//! them (<https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser.go>).

use std::sync::LazyLock;

use regex::Regex;

use super::expand::{expand, raw_words};
use super::words::flags;

/// One instruction, on one line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Instruction {
    /// In upper case.
    pub(super) keyword: String,
    /// Without quotes.
    pub(super) flags: Vec<String>,
    /// Its arguments.
    pub(super) rest: String,
    /// The line on which it begins, from 1.
    pub(super) line: usize,
}

/// The escape character of the file, and its instructions.
pub(super) fn read(text: &str) -> (char, Vec<Instruction>) {
    let lines: Vec<&str> = text.strip_prefix('\u{feff}').unwrap_or(text).split('\n').collect();
    let mut reader = Reader { escape: escape(&lines), lines: &lines, next: 0 };
    let mut instructions = Vec::new();
    while reader.next < lines.len() {
        instructions.extend(reader.instruction());
    }
    (reader.escape, instructions)
}

struct Reader<'a> {
    escape: char,
    lines: &'a [&'a str],
    next: usize,
}

impl<'a> Reader<'a> {
    /// The instruction that begins on the next line; none if it is blank or a comment.
    fn instruction(&mut self) -> Option<Instruction> {
        let line = self.next + 1;
        let whole = self.whole_line()?;
        let whole = whole.trim();
        let (keyword, rest) = whole.split_once(SPACES).unwrap_or((whole, ""));
        let (flags, rest) = flags(rest.trim_start_matches(SPACES));
        let keyword = keyword.to_uppercase();
        if takes_here_documents(&keyword, rest) {
            self.skip_bodies(whole);
        }
        Some(Instruction { keyword, flags, rest: rest.to_owned(), line })
    }

    /// Joins a line with those that continue it.
    fn whole_line(&mut self) -> Option<String> {
        let first = self.take()?.trim_start();
        let (mut whole, mut continues) = match first {
            comment if comment.starts_with('#') => return None,
            first => self.without_continuation(first),
        };
        while continues && let Some(next) = self.take() {
            if !is_silent(next) {
                let (part, continues_again) = self.without_continuation(next);
                whole.push_str(&part);
                continues = continues_again;
            }
        }
        Some(whole).filter(|whole| !whole.trim().is_empty())
    }

    fn take(&mut self) -> Option<&'a str> {
        let line = self.lines.get(self.next)?;
        self.next += 1;
        Some(line.trim_end_matches('\r'))
    }

    /// The line up to the escape character at its end, which must not be escaped itself, and whether there is one.
    fn without_continuation(&self, line: &str) -> (String, bool) {
        match line.trim_end_matches([' ', '\t']).strip_suffix(self.escape) {
            Some(start) if !start.ends_with(self.escape) => (start.to_owned(), true),
            _ => (line.to_owned(), false),
        }
    }

    /// Leaves out the bodies of the here-documents that an instruction opens. One without an end is none.
    fn skip_bodies(&mut self, line: &str) {
        for word in raw_words(line).unwrap_or_default() {
            let Some((name, tabs)) = here_document(word) else { continue };
            let tabs: &[char] = if tabs { &['\t'] } else { &[] };
            let ends = |line: &&str| line.trim_end_matches('\r').trim_start_matches(tabs) == name;
            if let Some(end) = self.lines[self.next..].iter().position(ends) {
                self.next += end + 1;
            }
        }
    }
}

/// What separates an instruction's name from its arguments.
const SPACES: [char; 5] = [' ', '\t', '\u{b}', '\u{c}', '\r'];

/// Directives are comments of the form `# name=value`, before everything else; one of an unknown name ends them.
fn escape(lines: &[&str]) -> char {
    static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$").expect("a valid regular expression")
    });
    lines
        .iter()
        .map_while(|line| DIRECTIVE.captures(line.trim_start()))
        .take_while(|directive| {
            ["syntax", "escape", "check"].iter().any(|name| directive[1].eq_ignore_ascii_case(name))
        })
        .find(|directive| directive[1].eq_ignore_ascii_case("escape"))
        .map(|directive| directive[2].to_owned())
        .and_then(|value| ['\\', '`'].into_iter().find(|escape| value == escape.to_string()))
        .unwrap_or('\\')
}

/// Empty lines and comments are skipped in the middle of a line that continues, too.
fn is_silent(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

fn takes_here_documents(keyword: &str, rest: &str) -> bool {
    let rest = rest.trim();
    match keyword {
        "RUN" | "COPY" | "ADD" => serde_json::from_str::<Vec<String>>(rest).is_err(),
        "ONBUILD" => {
            let (keyword, rest) = rest.split_once(SPACES).unwrap_or((rest, ""));
            ["RUN", "COPY", "ADD"].iter().any(|name| keyword.eq_ignore_ascii_case(name))
                && serde_json::from_str::<Vec<String>>(flags(rest).1).is_err()
        }
        _ => false,
    }
}

/// The word that ends a here-document, and whether tabs may stand before it.
fn here_document(word: &str) -> Option<(String, bool)> {
    static OPENING: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\d*<<(-?)([^<]+)$").expect("a valid regular expression"));
    let opening = OPENING.captures(word)?;
    let name = expand(&opening[2], '\\', &|name| Some(format!("${name}")))?;
    Some((name, !opening[1].is_empty()))
}
