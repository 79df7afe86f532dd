//! How rollouts and tasks ended, and why.

mod failure_cause;
mod rollout_end;
mod stopped_containers;
mod task_end;

pub use failure_cause::{Cause, FailureCause, LogExcerpt};
pub use rollout_end::RolloutEnd;
pub use stopped_containers::{OtherContainer, StoppedContainer};
pub use task_end::TaskEnd;
