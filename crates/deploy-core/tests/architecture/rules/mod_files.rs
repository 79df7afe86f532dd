//! Rule 4: a `mod.rs` holds documentation, `mod` lines and `use`, and defines nothing.

use crate::report::Violation;
use crate::source::Package;

const FIX: &str =
    "move it to a file of its own beside the mod.rs, and re-export it from there if others need it";

/// What the `mod.rs` of a crate define.
pub(crate) fn violations(package: &Package) -> Vec<Violation> {
    let mut violations = Vec::new();
    for file in package.files.iter().filter(|file| file.file_name() == "mod.rs") {
        for definition in &file.definitions {
            let what = format!("a mod.rs with `{} {}`", definition.keyword, definition.name);
            violations.push(Violation::new(file.at(definition.line), what, FIX));
        }
        for block in &file.impls {
            let what = format!("a mod.rs with `impl {}`", block.self_type.join("::"));
            violations.push(Violation::new(file.at(block.line), what, FIX));
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let violations =
            violations(&Package::of_texts("a", &[("a/src/b/mod.rs", text), ("a/src/c.rs", "fn f() {}")]));
        violations.into_iter().map(|violation| format!("{} {}", violation.at, violation.what)).collect()
    }

    #[test]
    fn a_definition_in_a_mod_file_is_found() {
        let text =
            "mod c;\npub fn f() {}\nstruct A;\ntype T = A;\nconst C: u8 = 1;\nstatic S: u8 = 1;\nimpl A {}";
        let expected =
            ["2 `fn f`", "3 `struct A`", "4 `type T`", "5 `const C`", "6 `static S`", "7 `impl A`"];
        let expected =
            expected.map(|found| format!("a/src/b/mod.rs:{}", found.replacen(' ', " a mod.rs with ", 1)));
        assert_eq!(found(text), expected);
    }

    #[test]
    fn modules_and_uses_are_fine() {
        let text = "//! fn\nmod c;\npub(crate) use c::{self, d};\n#[cfg(test)]\nmod tests { fn f() {} }";
        assert!(found(text).is_empty());
    }
}
