//! Where the tag of a run comes from.

use serde::{Serialize, Serializer};

use crate::types::EnvName;

/// Where the tag of a run comes from. Serialised as one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagOrigin {
    /// The user gave it.
    Given,
    /// An environment variable.
    Variable,
    /// None was given: `latest`.
    Default,
    /// The environment's services run it.
    Running(EnvName),
    /// It was applied to the environment last.
    Applied(EnvName),
    /// The environment runs none yet: `latest`.
    NoneRunning(EnvName),
    /// The saved plan was made with it.
    SavedPlan,
    /// The run that is resumed worked with it.
    LastRun,
}

impl Serialize for TagOrigin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Given => "given",
            Self::Variable => "variable",
            Self::Default => "default",
            Self::Running(_) => "running",
            Self::Applied(_) => "applied",
            Self::NoneRunning(_) => "none_running",
            Self::SavedPlan => "saved_plan",
            Self::LastRun => "last_run",
        })
    }
}
