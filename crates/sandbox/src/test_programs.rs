//! Programs and settings that tests need, as `bin/setup` provides them.
//!
//! A value comes from the environment, or else from `target/test-programs.env`, whose lines are `export NAME=VALUE` in the quoting
//! of bash's `printf %q`.

use std::{env, fs, path::PathBuf};

/// The program that the environment variable, `target/test-programs.env` or PATH names, in this order.
///
/// # Panics
///
/// If none does: the test cannot run.
pub fn require_program(variable: &str, name: &str) -> PathBuf {
    provided_variable(variable)
        .map(PathBuf::from)
        .or_else(|| on_path(name))
        .unwrap_or_else(|| panic!("`{name}` is needed and was not found: run bin/setup"))
}

/// The value of a variable in the environment, or else in `target/test-programs.env`.
pub fn provided_variable(name: &str) -> Option<String> {
    env::var(name).ok().or_else(|| value_in(&fs::read_to_string(env_file()).ok()?, name))
}

fn env_file() -> PathBuf {
    let in_workspace = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target"));
    env::var_os("CARGO_TARGET_DIR").map_or_else(in_workspace, PathBuf::from).join("test-programs.env")
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// The last assignment holds, as in a shell.
fn value_in(text: &str, name: &str) -> Option<String> {
    let words = text.lines().filter_map(|line| shell_words::split(line).ok()).flatten();
    let mut values = words.filter_map(|word| Some(word.strip_prefix(name)?.strip_prefix('=')?.to_owned()));
    values.next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_a_shell_reads_them() {
        let text = "export A=/bin/a\nexport B=with\\ space C='two words'\nexport A=/bin/b\n";
        assert_eq!(value_in(text, "A").as_deref(), Some("/bin/b"));
        assert_eq!(value_in(text, "B").as_deref(), Some("with space"));
        assert_eq!(value_in(text, "C").as_deref(), Some("two words"));
        assert_eq!(value_in(text, "D"), None);
    }

    #[test]
    #[should_panic(expected = "`no-such-program` is needed and was not found: run bin/setup")]
    fn a_missing_program_names_the_remedy() {
        require_program("NO_SUCH_PROGRAM", "no-such-program");
    }
}
