//! The tracker of a rollout: a pure function of what the polls show, one after the other.

mod completion;
mod displaced;
mod rollback;
mod rolled_back_by;
mod tracker;
mod waiting;

pub(super) use tracker::{RolloutTracker, TrackerState};
