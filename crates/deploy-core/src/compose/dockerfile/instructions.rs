//! From text to instructions: parser directives, comments, lines that continue, bodies of here-documents.

use std::sync::LazyLock;

use regex::Regex;

use super::words::words;

/// One instruction, on one line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Instruction {
    /// In upper case.
    pub(super) keyword: String,
    /// Its flags and arguments.
    pub(super) rest: String,
}

/// The escape character of the file, and its instructions.
pub(super) fn read(text: &str) -> (char, Vec<Instruction>) {
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    let escape = escape(&lines);
    let mut instructions = Vec::new();
    let mut lines = lines.as_slice();
    while let Some((first, rest)) = lines.split_first() {
        lines = rest;
        if is_silent(first) {
            continue;
        }
        let line = whole_line(first, &mut lines, escape);
        let (keyword, rest) = line.split_once(char::is_whitespace).unwrap_or((&line, ""));
        let instruction = Instruction { keyword: keyword.to_uppercase(), rest: rest.trim().to_owned() };
        if ["RUN", "COPY", "ADD"].contains(&instruction.keyword.as_str()) {
            lines = after_bodies(&instruction.rest, lines, escape);
        }
        instructions.push(instruction);
    }
    (escape, instructions)
}

/// Directives are comments of the form `# name=value`, before everything else.
fn escape(lines: &[&str]) -> char {
    static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*#\s*([A-Za-z]+)\s*=\s*(\S+)\s*$").expect("a valid regular expression")
    });
    lines
        .iter()
        .map_while(|line| DIRECTIVE.captures(line))
        .find(|directive| directive[1].eq_ignore_ascii_case("escape"))
        .and_then(|directive| directive[2].chars().next())
        .unwrap_or('\\')
}

/// Empty lines and comments are skipped, in the middle of a line that continues as well.
fn is_silent(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

/// Joins a line with those that continue it, which are taken from `lines`.
fn whole_line(first: &str, lines: &mut &[&str], escape: char) -> String {
    let mut whole = String::new();
    let mut continued = push(&mut whole, first.trim_start(), escape);
    while continued && let Some((next, rest)) = lines.split_first() {
        *lines = rest;
        if !is_silent(next) {
            continued = push(&mut whole, next, escape);
        }
    }
    whole.trim().to_owned()
}

/// Whether the line ends in an escape character, which is not itself escaped.
fn push(whole: &mut String, line: &str, escape: char) -> bool {
    let end = line.trim_end();
    match end.strip_suffix(escape) {
        Some(start) if !start.ends_with(escape) => {
            whole.push_str(start);
            true
        }
        _ => {
            whole.push_str(end);
            false
        }
    }
}

/// Leaves out the bodies of the here-documents that an instruction opens. One without an end is none.
fn after_bodies<'a>(rest: &str, mut lines: &'a [&'a str], escape: char) -> &'a [&'a str] {
    static OPENING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"^\d*<<(-?)['"]?([A-Za-z_][A-Za-z0-9_]*)['"]?$"#).expect("a valid regular expression")
    });
    for word in words(rest, escape) {
        let Some(opening) = OPENING.captures(&word) else { continue };
        let tabs: &[char] = if opening[1].is_empty() { &[] } else { &['\t'] };
        if let Some(end) = lines.iter().position(|line| line.trim_start_matches(tabs) == &opening[2]) {
            lines = &lines[end + 1..];
        }
    }
    lines
}
