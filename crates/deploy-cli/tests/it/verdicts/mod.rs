//! Scripted rollouts, and what is said of each: no verdict is a success unless the rollout really succeeded.
//!
//! What happens is the sandbox's ECS; each row is a run of the program. `docs/verdicts.md` has the same rows beside the
//! verdicts of other tools.

mod broken_calls;
mod causes;
mod changes;
mod document;
#[cfg(feature = "other-tools")]
mod others;
mod scenario;
mod stages;
mod table;
mod tasks;
