//! Containers of tasks that really run, in the local engine, by its command line.
//!
//! Each has a thread that waits for it and reports its output and its end. None outlives the sandbox, unless that is killed
//! by SIGKILL.

mod engine;
mod running;

pub(crate) use self::running::Containers;
