//! What comes of trying to take a lock, of looking at it, and of renewing it.

use crate::terraform::error::Error;
use crate::types::LockHolder;

/// What came of trying to take the lock.
#[derive(Debug)]
pub(crate) enum Attempt<L> {
    Acquired {
        lock: L,
        /// Whose lock it was before, which ended without giving it back.
        left_by: Option<LockHolder>,
    },
    /// The run that started this one has it, or there is no workspace yet.
    NotNeeded,
    /// Somebody else has it; none where it does not say who.
    Busy(Option<LockHolder>),
    /// Nothing can be locked there, for this reason.
    Impossible(Error),
}

impl<L> Attempt<L> {
    pub(super) fn map<M>(self, to: impl FnOnce(L) -> M) -> Attempt<M> {
        match self {
            Self::Acquired { lock, left_by } => Attempt::Acquired { lock: to(lock), left_by },
            Self::NotNeeded => Attempt::NotNeeded,
            Self::Busy(holder) => Attempt::Busy(holder),
            Self::Impossible(error) => Attempt::Impossible(error),
        }
    }
}

/// A lock that was found, for whoever wants to know or end it.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) holder: Option<LockHolder>,
    /// Whether it keeps nobody from anything any more.
    pub(crate) is_over: bool,
    /// Whether a process on this machine holds it, so that it cannot be taken away.
    pub(crate) is_alive: bool,
    pub(super) etag: String,
}

/// Whether a lock is still ours.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Renewal {
    Kept,
    /// It was ended by somebody else; this is who has it now, if anybody.
    Lost(Option<LockHolder>),
}
