//! Why tasks and containers stopped.

use serde::Serialize;

/// A container whose end ended a task that was run for another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OtherContainer {
    /// How it ended.
    #[serde(flatten)]
    pub container: StoppedContainer,
    /// Its last log lines, oldest first.
    pub lines: Vec<String>,
}

/// Tasks that stopped for the same reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StoppedTasks {
    /// How many.
    pub count: usize,
    /// ECS's `stoppedReason`.
    pub reason: String,
    /// The containers that ended with a code other than 0 or with a reason.
    pub containers: Vec<StoppedContainer>,
}

/// A container of such tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct StoppedContainer {
    /// Its name in the task definition.
    pub name: String,
    /// Its exit code, if it ever ran.
    pub exit_code: Option<i32>,
    /// Why it stopped.
    pub reason: Option<String>,
}
