//! Rule 9: the environment is read in one file, `env_var.rs`, which documents each variable.

use crate::report::Violation;
use crate::resolve::Resolver;
use crate::source::Package;

const READER: &str = "env_var.rs";
const FUNCTIONS: [&str; 4] = ["var", "var_os", "vars", "vars_os"];
const FIX: &str =
    "add the variable to env_var.rs, with a word on what it is for, and read it through `env_var`";

/// The places elsewhere that read the environment.
pub(crate) fn violations(package: &Package) -> Vec<Violation> {
    let resolver = Resolver::new(package);
    let mut violations = Vec::new();
    for (index, file) in package.files.iter().enumerate().filter(|(_, file)| file.below_src() != READER) {
        let uses = file.uses.iter().map(|leaf| (&leaf.path, leaf.line, leaf.place));
        let mentions = file.mentions.iter().map(|mention| (&mention.path, mention.line, mention.place));
        for (path, line, place) in uses.chain(mentions) {
            let whole = resolver.whole_path(index, place, path, 4);
            if let Some(function) = environment_function(&whole) {
                violations.push(Violation::new(
                    file.at(line),
                    format!("reads the environment by `env::{function}`"),
                    FIX,
                ));
            }
        }
    }
    violations
}

/// The `var` of `std::env::var`, or of an `env::var` that nothing here explains.
fn environment_function(path: &[String]) -> Option<&str> {
    let names: Vec<_> = path.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    match names.as_slice() {
        ["std", "env", function] | ["env", function] if FUNCTIONS.contains(function) => Some(*function),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report;

    fn found(path: &str, text: &str) -> Vec<String> {
        report::found_in_text(violations, path, text)
    }

    #[test]
    fn a_look_at_the_environment_is_found() {
        let expected = |function: &str| [format!("a/src/b.rs:2 reads the environment by `env::{function}`")];
        assert_eq!(found("a/src/b.rs", "\nfn f() { ::std::env::vars() }"), expected("vars"));
        assert_eq!(found("a/src/b.rs", "\nfn f() { std::env::var(\"A\") }"), expected("var"));
        assert_eq!(found("a/src/b.rs", "use std::env;\nfn f() { env::var_os(\"A\") }"), expected("var_os"));
        assert_eq!(found("a/src/b.rs", "use std::env as e;\nfn f() { e::vars() }"), expected("vars"));
        assert_eq!(found("a/src/b.rs", "\nuse std::env::{args, vars_os};"), expected("vars_os"));
    }

    #[test]
    fn env_var_rs_and_tests_may_read_it() {
        let nothing: [&str; 0] = [];
        assert_eq!(found("a/src/env_var.rs", "fn f() { std::env::var(\"A\") }"), nothing);
        assert_eq!(
            found("a/src/b.rs", "#[cfg(test)] mod tests { fn f() { std::env::var(\"A\") } }"),
            nothing
        );
        assert_eq!(found("a/src/b.rs", "use std::env; fn f() { env!(\"A\"); env::current_dir() }"), nothing);
    }
}
