//! Rule 7: tests at the foot of a file are few; more of them stand in a file of their own.

use crate::report::Violation;
use crate::source::Package;

/// A test module within a file has fewer lines than this.
const LINES: usize = 100;

const FIX: &str = "move the tests to MODULE/tests/FILE.rs";

/// Test modules that are too long for the foot of a file.
pub(crate) fn violations(package: &Package) -> Vec<Violation> {
    let mut violations = Vec::new();
    for file in &package.files {
        for block in file.test_blocks.iter().filter(|block| block.lines >= LINES) {
            let what = format!("`mod {}` has {LINES} lines or more", block.name);
            let violation = Violation::new(file.at(block.line), what, FIX);
            violations.push(violation.with_details(&format!(": it has {}", block.lines)));
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines_between: usize) -> Vec<Violation> {
        let text = format!("fn f() {{}}\n#[cfg(test)]\nmod tests {{{}}}\n", "\n".repeat(lines_between));
        violations(&Package::of_texts("a", &[("a/src/b.rs", text)]))
    }

    #[test]
    fn a_long_test_module_is_found() {
        assert!(found(98).is_empty());
        let found = found(99);
        assert_eq!(found[0].at, "a/src/b.rs:3");
        assert_eq!(found[0].what, "`mod tests` has 100 lines or more: it has 100");
    }
}
