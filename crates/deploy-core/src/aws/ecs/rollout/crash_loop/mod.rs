//! Crash loops: tasks of a deployment that fail again and again.

mod detector;
mod placement;
mod stop_signs;
mod task_history;

pub(super) use detector::{Detector, Finding};
pub(super) use task_history::CrashLoop;
