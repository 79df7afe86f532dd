//! Rule 8: what the library shows grows on purpose. `public-surface.txt` has a line for each name that is public.

use crate::report::Violation;
use crate::source::{Package, SourceFile};
use crate::token::{Token, is_at};

/// The files that make the surface.
const FILES: [&str; 2] = ["lib.rs", "commands/mod.rs"];

/// The differences between what the crate shows and what `expected` says that it shows.
pub(crate) fn violations(package: &Package, expected: &str) -> Vec<Violation> {
    let expected: Vec<_> =
        expected.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let surface = surface(package);
    let new = surface.iter().filter(|line| !expected.contains(&line.as_str()));
    let new =
        new.map(|line| difference("+", line, "if others need it, add the line; else make it `pub(crate)`"));
    let gone = expected.iter().filter(|line| !surface.iter().any(|shown| shown == *line));
    let gone = gone
        .map(|line| difference("-", line, "if nobody needs it, remove the line; else make it public again"));
    new.chain(gone).collect()
}

fn difference(sign: &str, line: &str, fix: &str) -> Violation {
    let at = "deploy-core/tests/architecture/public-surface.txt".to_owned();
    Violation::new(at, format!("{sign} {line}"), fix)
}

/// `lib.rs: pub mod event`, `commands/mod.rs: pub use all::Applied`, …
pub(crate) fn surface(package: &Package) -> Vec<String> {
    let files = package.files.iter().filter(|file| FILES.contains(&file.below_src()));
    let mut lines: Vec<_> =
        files.flat_map(|file| uses(file).chain(modules(file)).collect::<Vec<_>>()).collect();
    lines.sort();
    lines
}

fn uses(file: &SourceFile) -> impl Iterator<Item = String> {
    file.uses.iter().filter(|leaf| leaf.is_public).map(|leaf| {
        let path = leaf.path.join("::");
        let shown = match &leaf.name {
            None => format!("{path}::*"),
            Some(name) if leaf.path.last() != Some(name) => format!("{path} as {name}"),
            Some(_) => path,
        };
        format!("{}: pub use {shown}", file.below_src())
    })
}

fn modules(file: &SourceFile) -> impl Iterator<Item = String> {
    let is_public_module = |at: &usize| file.tokens[*at].is("pub") && is_at(&file.tokens, at + 1, "mod");
    let names = (0..file.tokens.len()).filter(is_public_module).filter_map(|at| file.tokens.get(at + 2));
    names.map(|name: &Token| format!("{}: pub mod {}", file.below_src(), name.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package() -> Package {
        Package::of_texts(
            "a",
            &[
                (
                    "a/src/lib.rs",
                    "pub mod event;\nmod b; pub(crate) use b::c; pub use error::{Error, Kind as K};",
                ),
                ("a/src/commands/mod.rs", "pub use all::*;"),
                ("a/src/event/mod.rs", "pub use kind::EventKind;"),
            ],
        )
    }

    #[test]
    fn the_surface_is_a_line_for_each_name() {
        let expected = [
            "commands/mod.rs: pub use all::*",
            "lib.rs: pub mod event",
            "lib.rs: pub use error::Error",
            "lib.rs: pub use error::Kind as K",
        ];
        assert_eq!(surface(&package()), expected);
        assert!(violations(&package(), &format!("# The surface\n\n{}\n", expected.join("\n"))).is_empty());
    }

    #[test]
    fn a_name_more_or_less_is_found() {
        let expected = "commands/mod.rs: pub use all::*\nlib.rs: pub mod event\nlib.rs: pub mod context\nlib.rs: pub use error::Error";
        let found: Vec<_> =
            violations(&package(), expected).into_iter().map(|violation| violation.what).collect();
        assert_eq!(found, ["+ lib.rs: pub use error::Kind as K", "- lib.rs: pub mod context"]);
    }
}
