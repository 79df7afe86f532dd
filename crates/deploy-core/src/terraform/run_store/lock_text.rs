//! The text of a lock: its holder as JSON.

use crate::env_var;
use crate::types::LockHolder;

pub(super) fn of(holder: &LockHolder) -> Vec<u8> {
    serde_json::to_vec_pretty(holder).unwrap_or_default()
}

/// Who holds a lock with this text, of which the first value counts.
pub(super) fn parse(text: &[u8]) -> Option<LockHolder> {
    serde_json::Deserializer::from_slice(text).into_iter().next()?.ok()
}

/// Whether the lock is that of the run that started this one, as by a hook.
pub(super) fn is_of_caller(holder: &LockHolder) -> bool {
    env_var::text(env_var::RUN).is_some_and(|run| run == holder.run)
}
