//! What the library reports while it works: events, each with the run, a number and the time.
//!
//! The same events feed the terminal and `--json`; nothing else may print. A program's own output is an event too
//! ([`EventKind::ProgramOutput`]), but it is for people only and never part of the JSON stream.

mod aftermath;
mod events;
mod failure_cause;
mod kind;
mod report;
mod rollout;
mod step;
mod stopped_containers;
mod tag_origin;

pub use aftermath::Aftermath;
pub use events::{Event, Events, SCHEMA};
pub use failure_cause::{Cause, FailureCause, LogExcerpt};
pub use kind::EventKind;
pub use report::{Conclusion, FinishedStep, FollowedService, PushedImage, RanTask, Report};
pub use rollout::{RolloutOutcome, RolloutResult};
pub use step::Step;
pub use stopped_containers::{OtherContainer, StoppedContainer};
pub use tag_origin::TagOrigin;
