//! One-off tasks on Fargate: finding their definition, running, watching and stopping them.
//!
//! What a reader would get wrong: `RunTask` without capacity is a success with `failures` in it, and a task that has
//! stopped need never have run; only a container with an exit code did ([`Task::end_of`]).

mod calls;
mod definition;
mod error;
mod hint;
mod request;
mod task;
#[cfg(test)]
mod tests;
mod watch;

pub use calls::Tasks;
pub use definition::{AwsLogs, Container, Definition};
pub use error::Error;
pub use request::Request;
pub use task::Task;
pub use watch::Watch;
