//! What Terraform says is wrong: as JSON (`apply -json`) or as text, and which of it asks for an `init`.
//!
//! The text form is for people: a box of `╷│╵` with colours, without them otherwise, wrapped at 78 columns. Its first
//! line is `Error: ` and the summary, which is never wrapped; only the summary is relied on, and words in quotes.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

/// One thing that is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Diagnostic {
    #[serde(default)]
    pub(crate) severity: String,
    pub(crate) summary: String,
    #[serde(default)]
    pub(crate) detail: String,
    pub(crate) address: Option<String>,
    pub(crate) range: Option<Range>,
}

/// Where in the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Range {
    filename: String,
    start: Start,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Start {
    line: u32,
}

/// The summaries after which an `init` helps. All of them come before anything is changed.
const NEEDS_INIT: [&str; 4] = [
    "Backend initialization required",
    "Module not installed",
    "Module source has changed",
    "Required plugins are not installed",
];

impl Diagnostic {
    pub(crate) fn is_error(&self) -> bool {
        self.severity != "warning"
    }

    /// Said once for each resource that was not reached, with no other meaning.
    pub(crate) fn is_noise(&self) -> bool {
        self.summary == "execution halted"
    }

    pub(crate) fn needs_init(&self) -> bool {
        NEEDS_INIT.iter().any(|summary| self.summary.starts_with(summary))
    }

    /// As lines for people, the way Terraform writes them itself.
    pub(crate) fn lines(&self) -> Vec<String> {
        let heading = if self.is_error() { "Error" } else { "Warning" };
        let address = self.address.iter().map(|address| format!("  with {address}"));
        let place = self.location().map(|place| format!("  on {place}"));
        let detail = self.detail.trim_end().lines().map(|line| format!("  {line}").trim_end().to_owned());
        std::iter::once(format!("{heading}: {}", self.summary))
            .chain(address)
            .chain(place)
            .chain(detail)
            .collect()
    }

    /// Where in the configuration: `main.tf line 3`. In the text form it stands before the detail.
    pub(crate) fn location(&self) -> Option<String> {
        static LOCATION: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?m)^ *on (\S+ line \d+)").expect("the pattern is a valid regular expression")
        });
        let told = || LOCATION.captures(&self.detail).map(|found| found[1].to_owned());
        self.range.as_ref().map(|range| format!("{} line {}", range.filename, range.start.line)).or_else(told)
    }

    /// The detail on one line: Terraform wraps it at 78 columns.
    pub(crate) fn unwrapped_detail(&self) -> String {
        self.detail.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Whether a line of standard error is the beginning of a diagnostic.
pub(crate) fn starts_diagnostic(line: &str) -> bool {
    let line = without_colors(line);
    line.starts_with('╷') || heading(&line).is_some()
}

/// Reads what Terraform wrote for people.
pub(crate) fn parse_text(lines: &[String]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for line in lines {
        let line = without_colors(line);
        let line = line.trim_start_matches(['╷', '│', '╵']);
        if let Some((severity, summary)) = heading(line.trim_start()) {
            let (severity, summary) = (severity.to_owned(), summary.to_owned());
            found.push(Diagnostic { severity, summary, ..Diagnostic::default() });
        } else if let Some(last) = found.last_mut() {
            last.detail.push_str(line);
            last.detail.push('\n');
        }
    }
    found
}

fn heading(line: &str) -> Option<(&'static str, &str)> {
    let error = line.strip_prefix("Error: ").map(|summary| ("error", summary));
    error.or_else(|| line.strip_prefix("Warning: ").map(|summary| ("warning", summary)))
}

fn without_colors(line: &str) -> String {
    static COLOR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("\x1b\\[[0-9;]*m").expect("the pattern is a valid regular expression"));
    COLOR.replace_all(line, "").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_box_and_its_colours_are_taken_off() {
        let text = "\u{1b}[31m╷\u{1b}[0m\u{1b}[0m\n\u{1b}[31m│\u{1b}[0m \u{1b}[0m\u{1b}[1m\u{1b}[31mError: \u{1b}[0m\u{1b}[0m\u{1b}[1mModule not installed\u{1b}[0m\n\u{1b}[31m│\u{1b}[0m \u{1b}[0m\n\u{1b}[31m│\u{1b}[0m \u{1b}[0mThis module is not\n\u{1b}[31m│\u{1b}[0m \u{1b}[0myet installed.\n\u{1b}[31m╵\u{1b}[0m";
        let found = parse_text(&lines(text));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].summary, "Module not installed");
        assert_eq!(found[0].unwrapped_detail(), "This module is not yet installed.");
        assert!(found[0].needs_init());
    }

    #[test]
    fn plain_text_is_split_at_its_headings() {
        let text = "\nError: No value for required variable\n\n  on main.tf line 1:\n\nWarning: Deprecated\n\nError: Other\n";
        let found = parse_text(&lines(text));
        let summaries: Vec<_> =
            found.iter().map(|found| (found.is_error(), found.summary.as_str())).collect();
        assert_eq!(
            summaries,
            [(true, "No value for required variable"), (false, "Deprecated"), (true, "Other")]
        );
    }

    #[test]
    fn what_comes_before_a_diagnostic_is_told_from_it() {
        assert!(
            starts_diagnostic("\u{1b}[31m╷\u{1b}[0m")
                && starts_diagnostic("Error: x")
                && starts_diagnostic("Warning: x")
        );
        assert!(
            !starts_diagnostic("There are some problems with the CLI configuration:")
                && !starts_diagnostic("")
        );
    }

    #[test]
    fn a_diagnostic_of_the_stream_becomes_lines() {
        let diagnostic: Diagnostic = serde_json::from_str(r#"{"severity":"error","summary":"local-exec provisioner error","detail":"Error running command: exit status 1.\nOutput: hello\n","address":"terraform_data.slow","range":{"filename":"slow.tf","start":{"line":3,"column":30,"byte":86},"end":{"line":3,"column":31,"byte":87}},"snippet":null}"#).unwrap();
        insta::assert_snapshot!(diagnostic.lines().join("\n"), @r"
        Error: local-exec provisioner error
          with terraform_data.slow
          on slow.tf line 3
          Error running command: exit status 1.
          Output: hello
        ");
    }
}
