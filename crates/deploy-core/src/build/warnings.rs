//! What Compose says on its standard error: which variables are not set, and why it refuses a file.
//!
//! An unset variable is no failure to either generation: the exit code is 0 and the value blank.

use std::sync::LazyLock;

use regex::Regex;

/// The variables of which Compose says that they are not set, once each.
pub(super) fn unset_variables(stderr: &str) -> Vec<String> {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"The \\?"?([A-Za-z_][A-Za-z0-9_]*)\\?"? variable is not set"#)
            .expect("a valid regular expression")
    });
    let mut names: Vec<String> = Vec::new();
    for found in WORDS.captures_iter(stderr) {
        if !names.contains(&found[1].to_owned()) {
            names.push(found[1].to_owned());
        }
    }
    names
}

/// Compose's reason in one line: without its warnings, and without the program's own traceback.
pub(super) fn reason(stderr: &str) -> String {
    let lines: Vec<&str> = stderr
        .lines()
        .map(str::trim)
        .filter(|line| {
            !(line.is_empty() || line.starts_with("time=") || line.contains("variable is not set"))
        })
        .collect();
    lines.join(" ").trim_start_matches(['.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_generations_name_what_is_not_set() {
        let first = "The FOO variable is not set. Defaulting to a blank string.\nThe FOO variable is not set. Defaulting to a blank string.\n";
        let second = r#"time="2026-11-21T01:41:19Z" level=warning msg="The \"BAR\" variable is not set. Defaulting to a blank string.""#;
        assert_eq!(unset_variables(first), ["FOO"]);
        assert_eq!(unset_variables(second), ["BAR"]);
        assert_eq!(unset_variables("all is well"), Vec::<String>::new());
    }

    #[test]
    fn the_reason_is_one_line() {
        let said = "time=\"…\" level=warning msg=\"x\"\nservices.a.build.args contains true,\n which is an invalid type\n";
        assert_eq!(reason(said), "services.a.build.args contains true, which is an invalid type");
    }
}
