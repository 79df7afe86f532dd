//! Locking a mutex that a panicked test may have poisoned.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks `mutex`. A test that panicked with the lock held has failed already and need not fail the others.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
