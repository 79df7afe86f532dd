//! Collections of what an account has, and the ids that it gives out.

pub(crate) mod event_queue;
pub(crate) mod id_generator;
pub(crate) mod images;
pub(crate) mod tags;
pub(crate) mod task_definitions;
pub(crate) mod tasks;
