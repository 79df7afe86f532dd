//! Asking the user at the terminal.

use std::io::{self, BufRead, IsTerminal};

use nix::sys::termios::{FlushArg, tcflush};

use super::streams::write_stderr;
use super::style::HEADING;

/// Whether there is a terminal to ask at.
pub(crate) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Whether a program that is given our own streams reads a terminal, wherever it writes to.
pub(crate) fn reads_terminal() -> bool {
    io::stdin().is_terminal()
}

/// Asks, and returns the answer. What was typed before the question was shown is none.
pub(crate) fn ask(question: &str) -> io::Result<String> {
    tcflush(io::stdin(), FlushArg::TCIFLUSH)?;
    write_stderr(&format!("{HEADING}{question}{HEADING:#} "));
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(answer.trim().to_owned())
}
