//! Writing to the standard streams.
//!
//! What a reader would get wrong: a stream that takes nothing more (a full disk under a log) must not end a run in the
//! middle of an apply, as the macros of the standard library would. For people nothing can be done about it then; data
//! that is lost makes the run fail at its end. A reader that has gone away is no error.

use std::io::{self, ErrorKind, Write};
use std::sync::OnceLock;

use deploy_core::error::Failure;

use super::foreign_text;

static WRITE_ERROR: OnceLock<String> = OnceLock::new();

/// The command succeeded, but not all of its data was written.
#[derive(Debug, thiserror::Error)]
#[error("standard output could not be written to its end: {reason}")]
pub(crate) struct LostData {
    reason: &'static str,
}

impl Failure for LostData {}

/// Writes text for people, which may hold foreign text. Colours are removed where they would not show.
pub(super) fn write_stderr(text: &str) {
    let mut stderr = anstream::stderr().lock();
    stderr.write_all(foreign_text::clean(text).as_bytes()).and_then(|()| stderr.flush()).ok();
}

/// Standard error as a writer of text for people.
pub(crate) struct Stderr;

impl Write for Stderr {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        write_stderr(&String::from_utf8_lossy(text));
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes data for programs as they are.
pub(crate) fn write_stdout(data: &[u8]) {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(data).and_then(|()| stdout.flush());
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
    {
        WRITE_ERROR.get_or_init(|| error.to_string());
    }
}

/// Writes a line of an answer for people, which may hold foreign text.
pub(crate) fn write_answer_line(line: &str) {
    write_stdout_line(&foreign_text::clean(line));
}

/// Writes a line of data for programs as it is.
pub(crate) fn write_stdout_line(line: &str) {
    write_stdout(format!("{line}\n").as_bytes());
}

pub(crate) fn lost_data() -> Option<LostData> {
    WRITE_ERROR.get().map(|reason| LostData { reason })
}

/// Writes a line for people, formatted as by `eprintln!`.
macro_rules! write_stderr_line {
    ($($words:tt)*) => { $crate::output::streams::write_stderr(&format!("{}\n", format_args!($($words)*))) };
}
pub(super) use write_stderr_line;
