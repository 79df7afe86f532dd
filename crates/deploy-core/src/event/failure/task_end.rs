//! The end of a one-off task.

use serde::Serialize;

use super::stopped_containers::OtherContainer;

/// The end of a one-off task.
#[derive(Clone, Debug, Serialize)]
pub struct TaskEnd {
    /// Its ARN.
    pub task: String,
    /// The container that did the work.
    pub container: String,
    /// The container's exit code; none if it never ran.
    pub exit_code: Option<i32>,
    /// Why it ended, in ECS's words.
    pub reason: String,
    /// The other containers whose end ended it.
    #[serde(rename = "culprits")]
    pub other_containers: Vec<OtherContainer>,
}
