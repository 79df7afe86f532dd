//! Calls without which a rollout can be followed, too.

use super::super::error::Error;
use crate::context::Context;

/// A call that may work later makes the poll a failed one. Without the others, the rollout is followed all the same.
pub(super) fn unless_refused<T>(found: Result<T, Error>, context: &Context) -> Result<Option<T>, Error> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.is_transient() => Err(error),
        Err(error) => {
            warn(error, context);
            Ok(None)
        }
    }
}

pub(super) fn warn(error: Error, context: &Context) {
    context.events.warn(crate::Error::from(error).to_string(), None);
}
