//! What the library reports while it works: events, each with the run, a number and the time.
//!
//! The same events feed the terminal and `--json`; nothing else may print. A program's own output is an event too
//! ([`EventKind::ProgramOutput`], [`EventKind::BuildOutput`]), but it is for people only and never part of the JSON stream.

mod aftermath;
mod build;
mod environment_location;
mod events;
mod failure;
mod kind;
mod pushed_layers;
mod report;
mod rollout;
mod step;
mod tag_origin;

pub use aftermath::Aftermath;
pub use build::{BuildFailure, BuildLine, BuiltImage};
pub use environment_location::EnvironmentLocation;
pub use events::{Event, Events, SCHEMA};
pub use failure::{Cause, FailureCause, LogExcerpt, OtherContainer, RolloutEnd, StoppedContainer, TaskEnd};
pub use kind::EventKind;
pub use pushed_layers::PushedLayers;
pub use report::{Conclusion, FinishedStep, FollowedService, PushedImage, RanTask, Report};
pub use rollout::{
    Advice, AdviceSubject, HookStatus, LifecycleStage, PausedRollout, RolledBackBy, RolloutOutcome,
    RolloutResult, TaskCounts,
};
pub use step::Step;
pub use tag_origin::TagOrigin;
