//! Programs that `bin/test` provides.

use std::env;
use std::path::PathBuf;

/// A program that `variable` names or PATH has. A test that lacks it fails.
pub(crate) fn provided(variable: &str, name: &str) -> PathBuf {
    let named = env::var_os(variable).map(PathBuf::from);
    let path = env::var_os("PATH").unwrap_or_default();
    let mut on_path = env::split_paths(&path).map(|folder| folder.join(name));
    let found = named.or_else(|| on_path.find(|file| file.is_file()));
    found.unwrap_or_else(|| panic!("no `{name}` on PATH, and {variable} names none"))
}
