//! Writing to the standard streams.
//!
//! What a reader would get wrong: a stream that takes nothing more (a full disk under a log) must not end a run in the
//! middle of an apply, as the macros of the standard library would. For people nothing can be done about it then; data
//! that is lost makes the run fail at its end. A reader that has gone away is no error.

use std::io::{self, ErrorKind, Write};
use std::sync::OnceLock;

static LOST: OnceLock<String> = OnceLock::new();

/// Writes text for people, whose colours are taken away where they would not show.
pub(crate) fn tell(text: &str) {
    let mut stderr = anstream::stderr().lock();
    stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush()).ok();
}

/// Writes data for programs as they are.
pub(crate) fn hand_out(data: &[u8]) {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(data).and_then(|()| stdout.flush());
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
    {
        LOST.get_or_init(|| error.to_string());
    }
}

/// Why data was lost, if any was.
pub(crate) fn lost() -> Option<&'static str> {
    LOST.get().map(String::as_str)
}

/// A line for people, as `eprintln!` would write it.
macro_rules! say {
    ($($words:tt)*) => { $crate::streams::tell(&format!("{}\n", format_args!($($words)*))) };
}
pub(crate) use say;
