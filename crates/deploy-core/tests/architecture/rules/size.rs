//! Rule 5: files, folders and functions stay small.

use std::collections::BTreeMap;

use crate::report::Violation;
use crate::source::Package;

const LINES: usize = 250;
const FILES: usize = 12;

/// Folders whose listing is the list of commands, which no limit should cut.
const LISTS_OF_COMMANDS: [&str; 3] =
    ["deploy-core/src/commands", "deploy-cli/src/commands", "deploy-cli/tests/it"];

/// What `clippy.toml` has to hold: the length of functions is clippy's to check.
const CLIPPY: [&str; 2] = ["too-many-lines-threshold = 40", "too-many-arguments-threshold = 5"];

/// Files that are too long, tests among them.
pub(crate) fn long_files(package: &Package) -> Vec<Violation> {
    let long = package.sizes.iter().filter(|(_, lines)| *lines > LINES);
    let fix = "find the two things that the file is about, and give each a file";
    let violation = |(path, lines): &(String, usize)| {
        let at = format!("{path}:{}", LINES + 1);
        Violation::new(at, format!("longer than {LINES} lines"), fix)
            .with_details(&format!(": it has {lines}"))
    };
    long.map(violation).collect()
}

/// Folders with too many files. `mod.rs`, its like at the root of a crate, and sub-folders do not count.
pub(crate) fn full_folders(package: &Package) -> Vec<Violation> {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, _) in &package.sizes {
        let (folder, file) = path.rsplit_once('/').unwrap_or_default();
        let counts = !["mod.rs", "lib.rs", "main.rs"].contains(&file) && !LISTS_OF_COMMANDS.contains(&folder);
        *folders.entry(folder).or_default() += usize::from(counts);
    }
    let full = folders.into_iter().filter(|(_, files)| *files > FILES);
    let fix = "find the files that belong together, and give them a folder of their own";
    let violation = |(folder, files): (&str, usize)| {
        Violation::new(folder.to_owned(), format!("more than {FILES} files"), fix)
            .with_details(&format!(": it has {files}"))
    };
    full.map(violation).collect()
}

/// Limits that `clippy.toml` does not set.
pub(crate) fn missing_clippy_limits(clippy_toml: &str) -> Vec<Violation> {
    let is_missing = |limit: &&str| !clippy_toml.lines().any(|line| line.trim().starts_with(*limit));
    let violation = |limit: &str| {
        let fix = "add the line: that functions stay short is checked by clippy";
        Violation::new("clippy.toml".to_owned(), format!("`{limit}` is missing"), fix)
    };
    CLIPPY.into_iter().filter(is_missing).map(violation).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_found_wherever_it_stands() {
        let (fits, long) = ("\n".repeat(LINES), "\n".repeat(LINES + 1));
        let texts = [("a/src/b.rs", &fits), ("a/src/c.rs", &long), ("a/tests/it/d.rs", &long)];
        let found = long_files(&Package::of_texts("a", &texts));
        let places: Vec<_> = found.iter().map(|violation| violation.at.as_str()).collect();
        assert_eq!(places, ["a/src/c.rs:251", "a/tests/it/d.rs:251"]);
        assert_eq!(found[0].what, "longer than 250 lines: it has 251");
        assert_eq!(found[0].keys, ["a/src/c.rs: longer than 250 lines"]);
    }

    #[test]
    fn a_full_folder_is_found_but_commands_may_be_many() {
        let of = |folder: &str, count: usize| -> Vec<(String, &str)> {
            let names = (0..count).map(|number| format!("deploy-core/src/{folder}/f{number}.rs"));
            names
                .chain([
                    format!("deploy-core/src/{folder}/mod.rs"),
                    format!("deploy-core/src/{folder}/x/y.rs"),
                ])
                .map(|path| (path, ""))
                .collect()
        };
        let texts = [of("fits", FILES), of("full", FILES + 1), of("commands", 2 * FILES)].concat();
        let found = full_folders(&Package::of_texts("deploy-core", &texts));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].at, "deploy-core/src/full");
        assert_eq!(found[0].what, "more than 12 files: it has 13");
    }

    #[test]
    fn a_missing_limit_of_clippy_is_found() {
        let found = missing_clippy_limits(
            "too-many-lines-threshold = 40 # short\n# too-many-arguments-threshold = 5\n",
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].what, "`too-many-arguments-threshold = 5` is missing");
    }
}
