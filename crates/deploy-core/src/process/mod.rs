//! Runs other programs, and owns their signals and streams. No other module starts a process.
//!
//! What a reader would get wrong: **each signal reaches each child exactly once**. A program that does not read the
//! terminal gets a process group of its own (so that the terminal's Ctrl-C does not reach it), no standard input and
//! piped output; when the user asks to stop, its *group* gets one SIGINT, whatever signal we got. To the process
//! alone some versions of Compose go on building; SIGTERM to a group kills Terraform's providers, which loses
//! resources. Asked a second time we say that we are waiting; the third time kills the group.

mod child;
mod error;
mod exit;
mod lines;
mod program;
#[cfg(test)]
mod tests;

pub(crate) use error::Error;
pub(crate) use exit::{Exit, Output};
pub(crate) use lines::{OutputFiles, Streams};
pub(crate) use program::Program;
