//! Rule 6: the library knows no option and no command line. It hands out a `Suggestion`, and deploy-cli words it.

use crate::report::Violation;
use crate::source::Package;
use crate::token::Kind;

/// Files that speak to other programs (or read their files), in those programs' own options.
const OTHER_PROGRAMS: [&str; 5] = [
    "compose/program.rs",
    "compose/build.rs",
    "compose/dockerfile/dockerfile.rs",
    "steps/runs/git.rs",
    "terraform/passthrough/passthrough.rs",
];

const FIX: &str = "hand out a Hint with a Suggestion or a Setting (error/hint.rs) instead of words; deploy-cli knows \
                   the options";

/// Strings with an option or a command line of deploy.
pub(crate) fn violations(package: &Package) -> Vec<Violation> {
    let mut violations = Vec::new();
    let files = package.files.iter().filter(|file| !OTHER_PROGRAMS.contains(&file.below_src()));
    for file in files {
        for text in file.tokens.iter().filter(|token| token.kind == Kind::Text) {
            let Some(at) = option(&text.text).or_else(|| text.text.find("`deploy ")) else { continue };
            let line = text.line + text.text[..at].matches('\n').count();
            let excerpt: String =
                text.text[at..].chars().take_while(|letter| *letter != '\n').take(30).collect();
            let what = format!("a string with words of the command line: \"{excerpt}\"");
            violations.push(Violation::new(file.at(line), what, FIX));
        }
    }
    violations
}

/// Where `--` stands before a letter.
fn option(text: &str) -> Option<usize> {
    let mut dashes = text.match_indices("--").map(|(at, _)| at);
    dashes.find(|at| text[at + 2..].starts_with(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report;

    fn found(path: &str, text: &str) -> Vec<String> {
        report::found_in_text(violations, path, text)
    }

    #[test]
    fn words_of_the_command_line_are_found() {
        let expected = |line: u8, text: &str| {
            [format!("a/src/b.rs:{line} a string with words of the command line: \"{text}\"")]
        };
        assert_eq!(found("a/src/b.rs", "\nf(\"give --tag\")"), expected(2, "--tag"));
        assert_eq!(
            found("a/src/b.rs", "#[error(\"run\n`deploy init` first\")]"),
            expected(2, "`deploy init` first")
        );
        assert_eq!(found("a/src/b.rs", "f(r#\"a -- b --c\"#)"), expected(1, "--c"));
    }

    #[test]
    fn other_text_is_fine() {
        let nothing: [&str; 0] = [];
        assert_eq!(
            found("a/src/b.rs", "// \"--tag\"\n/// `deploy init`\nf(\"a -- b\", \"-x\", \"---\", a--b)"),
            nothing
        );
        assert_eq!(found("a/src/b.rs", "#[cfg(test)] mod tests { fn f() { g(\"--tag\") } }"), nothing);
        assert_eq!(found("a/src/compose/build.rs", "f(\"--file\")"), nothing);
    }
}
