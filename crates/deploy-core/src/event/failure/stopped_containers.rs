//! How containers of tasks ended.

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

/// How a container of a task ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct StoppedContainer {
    /// Its name in the task definition.
    pub name: String,
    /// Its exit code, if it ever ran.
    pub exit_code: Option<i32>,
    /// Why it stopped.
    pub reason: Option<String>,
    /// Whether its health check failed.
    pub unhealthy: bool,
}
