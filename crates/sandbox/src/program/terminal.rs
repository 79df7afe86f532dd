//! The only place of the program that writes to the terminal.

use std::{
    fmt::Display,
    io::{self, Write as _},
};

/// Writes a line of data to stdout.
pub(crate) fn write_stdout(line: impl Display) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{line}")
}

/// Writes an error to stderr.
pub(crate) fn write_stderr(error: &io::Error) {
    // If stderr is closed, there is nowhere to report it.
    let _closed = writeln!(io::stderr().lock(), "error: {error}");
}
