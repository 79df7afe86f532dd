//! Running a task, and watching it to its end.
//!
//! What a reader would get wrong: `RunTask` without capacity is a success with `failures` in it, and a task that has
//! stopped need never have run; only a container with an exit code did.

mod request;
pub(super) mod start_failure;
mod watch;

pub(crate) use request::{RunTaskRequest, run};
pub(crate) use watch::TaskWatch;
