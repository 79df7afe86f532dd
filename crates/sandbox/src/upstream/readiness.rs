//! Whether something behind the sandbox answers yet.
//!
//! The sandbox answers from its first moment; only a call that must be passed on waits.

use std::{io, sync::Arc};

use tokio::sync::watch;

/// Tells all who wait how a start went.
pub(crate) type Announcement = watch::Sender<Option<Result<Arc<str>, Arc<str>>>>;

/// Where something answers, or why it never will.
#[derive(Clone, Debug)]
pub(crate) struct Readiness(watch::Receiver<Option<Result<Arc<str>, Arc<str>>>>);

/// Something that is coming up.
pub(crate) fn announced() -> (Announcement, Readiness) {
    let (announcement, receiver) = watch::channel(None);
    (announcement, Readiness(receiver))
}

impl Readiness {
    /// Something that is up already, at `HOST:PORT`.
    pub(crate) fn at(address: &str) -> Self {
        Self(watch::channel(Some(Ok(Arc::from(address)))).1)
    }

    /// Waits until it is known, and gives `HOST:PORT`.
    pub(crate) async fn address(&self) -> io::Result<Arc<str>> {
        let mut receiver = self.0.clone();
        let known = receiver.wait_for(Option::is_some).await;
        let known = known.map_err(|_| io::Error::other("its start was given up"))?;
        match &*known {
            Some(Ok(address)) => Ok(Arc::clone(address)),
            Some(Err(reason)) => Err(io::Error::other(reason.to_string())),
            None => unreachable!("it was waited for"),
        }
    }
}
