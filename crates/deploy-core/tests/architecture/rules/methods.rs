//! Rule 3: a type's methods stand in the file that defines the type.

use crate::report::Violation;
use crate::resolve::Resolver;
use crate::source::Package;

const FIX: &str = "move the block to the file of the type, or make the methods free functions that take it";

/// The `impl` blocks of our types that stand in another file.
pub(crate) fn violations(package: &Package) -> Vec<Violation> {
    let resolver = Resolver::new(package);
    let mut violations = Vec::new();
    for (index, file) in package.files.iter().enumerate() {
        for block in file.impls.iter().filter(|block| !block.self_type.is_empty()) {
            let is_defined_here = block.self_type.len() == 1 && file.defines(&block.self_type[0]);
            let target = resolver.target(index, block.place, &block.self_type);
            let Some(target) = target.filter(|target| !is_defined_here && target.file != index) else {
                continue;
            };
            let owner = &package.files[target.file].path;
            let what = format!("methods of `{}`, which {owner} defines", block.self_type.join("::"));
            violations.push(Violation::new(file.at(block.line), what, FIX));
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let tree = [
            ("a/src/lib.rs", "mod b; mod c;"),
            ("a/src/b/mod.rs", "mod inner; pub use inner::B;"),
            ("a/src/b/inner.rs", "pub struct B; impl B {} pub struct G<T>(T);"),
            ("a/src/c.rs", text),
        ];
        let violations = violations(&Package::of_texts("a", &tree));
        violations.into_iter().map(|violation| format!("{} {}", violation.at, violation.what)).collect()
    }

    #[test]
    fn methods_in_a_foreign_file_are_found() {
        let expected =
            |name: &str| [format!("a/src/c.rs:2 methods of `{name}`, which a/src/b/inner.rs defines")];
        assert_eq!(found("use crate::b::B;\nimpl B { fn f() {} }"), expected("B"));
        assert_eq!(found("use std::fmt;\nimpl fmt::Display for crate::b::B {}"), expected("crate::b::B"));
        assert_eq!(
            found("use super::b;\nimpl<T: Fn() -> X> From<T> for &'static b::inner::G<T> {}"),
            expected("b::inner::G")
        );
        assert_eq!(found("use crate::b::*;\nimpl Drop for B {}"), expected("B"));
    }

    #[test]
    fn other_blocks_are_fine() {
        let nothing: [&str; 0] = [];
        assert_eq!(found("use crate::b::B; struct C; impl From<B> for C {} impl<T> Own for T {}"), nothing);
        assert_eq!(
            found("use crate::b::B; impl Own for Vec<B> {} fn f(b: impl Into<B>) -> impl Own {}"),
            nothing
        );
        assert_eq!(found("#[cfg(test)] impl crate::b::B {}"), nothing);
    }
}
