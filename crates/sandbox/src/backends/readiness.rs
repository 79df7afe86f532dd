//! Whether a backend answers yet.
//!
//! The sandbox answers from its first moment; only a call that is forwarded waits.

use std::{io, sync::Arc};

use tokio::sync::watch;

/// Tells those who wait the result of a start.
pub(crate) type Announcement = watch::Sender<Option<Result<Arc<str>, Arc<str>>>>;

/// Where a backend answers, or why it could not be started.
#[derive(Clone, Debug)]
pub(crate) struct Readiness(watch::Receiver<Option<Result<Arc<str>, Arc<str>>>>);

/// A backend that is starting.
pub(crate) fn announced() -> (Announcement, Readiness) {
    let (announcement, receiver) = watch::channel(None);
    (announcement, Readiness(receiver))
}

impl Readiness {
    /// A backend that answers already, at `HOST:PORT`.
    pub(crate) fn at(address: &str) -> Self {
        Self(watch::channel(Some(Ok(Arc::from(address)))).1)
    }

    /// Waits until it answers, and returns `HOST:PORT`.
    pub(crate) async fn address(&self) -> io::Result<Arc<str>> {
        let mut receiver = self.0.clone();
        let known = receiver.wait_for(Option::is_some).await;
        let known = known.map_err(|_| io::Error::other("its start was cancelled"))?;
        match &*known {
            Some(Ok(address)) => Ok(Arc::clone(address)),
            Some(Err(reason)) => Err(io::Error::other(reason.to_string())),
            None => unreachable!("it was waited for"),
        }
    }
}
