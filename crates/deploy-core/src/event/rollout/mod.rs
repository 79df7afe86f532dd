//! Rollouts: how far they are, how they ended, and what would make the next ones better.

mod advice;
mod lifecycle;
mod outcome;
mod task_counts;

pub use advice::{Advice, AdviceSubject};
pub use lifecycle::{HookStatus, LifecycleStage, PausedRollout};
pub use outcome::{RolledBackBy, RolloutOutcome, RolloutResult};
pub use task_counts::TaskCounts;
