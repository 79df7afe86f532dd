//! The lock as an object in S3.

use std::time::Duration;

use super::attempt::{Attempt, Found, Renewal};
use super::lock_text;
use super::s3_store::{Condition, Object, S3Store};
use crate::aws;
use crate::terraform::error::Error;
use crate::types::LockHolder;

/// How old a lock must be that nobody renews any more, by S3's clock.
const EXPIRY: Duration = Duration::from_mins(10);

/// How often the lock may change between two of our calls before it counts as busy.
const MAX_ATTEMPTS: u32 = 5;

/// What S3 answers to who may not write there, and what a store answers that knows no conditions.
const IMPOSSIBLE: [&str; 4] = ["AccessDenied", "AllAccessDisabled", "MethodNotAllowed", "NotImplemented"];

/// The lock, held: nobody else changes the object with this `ETag`.
#[derive(Debug)]
pub(super) struct S3Lock {
    store: S3Store,
    etag: String,
}

pub(super) async fn try_acquire(store: &S3Store, holder: &LockHolder) -> Result<Attempt<S3Lock>, Error> {
    let (key, text) = (store.lock_key(), lock_text::of(holder));
    let held = |etag, left_by| Ok(Attempt::Acquired { lock: S3Lock { store: store.clone(), etag }, left_by });
    for _ in 0..MAX_ATTEMPTS {
        match store.put(&key, &text, Condition::Absent).await {
            Ok(Some(etag)) => return held(etag, None),
            Ok(None) => {}
            Err(error) if is_impossible(&error) => return Ok(Attempt::Impossible(error)),
            Err(error) => return Err(error),
        }
        let Some(object) = store.get(&key).await? else { continue };
        let Some(other) = lock_text::parse(&object.text) else { return Ok(Attempt::Busy(None)) };
        if other.run == holder.run {
            return held(object.etag, None); // the answer to the first of two tries was lost
        }
        if lock_text::is_of_caller(&other) {
            return Ok(Attempt::NotNeeded);
        }
        if !is_expired(&other, &object) {
            return Ok(Attempt::Busy(Some(other)));
        }
        if let Some(etag) = store.put(&key, &text, Condition::Unchanged(&object.etag)).await? {
            return held(etag, Some(other));
        }
    }
    Ok(Attempt::Busy(None))
}

fn is_impossible(error: &Error) -> bool {
    matches!(error, Error::Aws(aws::Error::Answered { code, .. }) if IMPOSSIBLE.contains(&code.as_str()))
}

fn is_expired(holder: &LockHolder, object: &Object) -> bool {
    !holder.activity.never_expires() && object.age.is_some_and(|age| age > EXPIRY)
}

impl S3Lock {
    /// Writes the lock again, with what its run is at.
    pub(super) async fn renew(&mut self, holder: &LockHolder) -> Result<Renewal, Error> {
        let (key, text) = (self.store.lock_key(), lock_text::of(holder));
        for _ in 0..MAX_ATTEMPTS {
            if let Some(etag) = self.store.put(&key, &text, Condition::Unchanged(&self.etag)).await? {
                self.etag = etag;
                return Ok(Renewal::Kept);
            }
            match self.current(holder).await? {
                Ok(etag) => self.etag = etag,
                Err(other) => return Ok(Renewal::Lost(other)),
            }
        }
        Ok(Renewal::Lost(None))
    }

    /// Ends the lock, if it is still ours.
    pub(super) async fn release(mut self, holder: &LockHolder) -> Result<Renewal, Error> {
        for _ in 0..MAX_ATTEMPTS {
            if self.store.delete(&self.store.lock_key(), &self.etag).await? {
                return Ok(Renewal::Kept);
            }
            match self.current(holder).await? {
                Ok(etag) => self.etag = etag,
                Err(other) => return Ok(Renewal::Lost(other)),
            }
        }
        Ok(Renewal::Lost(None))
    }

    /// The `ETag` of the lock if it is still that of the run: the answer to a write may have been lost. Else whose it is.
    async fn current(&self, holder: &LockHolder) -> Result<Result<String, Option<LockHolder>>, Error> {
        let Some(object) = self.store.get(&self.store.lock_key()).await? else { return Ok(Err(None)) };
        let found = lock_text::parse(&object.text);
        let is_ours = found.as_ref().is_some_and(|found| found.run == holder.run);
        Ok(if is_ours { Ok(object.etag) } else { Err(found) })
    }
}

pub(super) async fn find(store: &S3Store) -> Result<Option<Found>, Error> {
    let Some(object) = store.get(&store.lock_key()).await? else { return Ok(None) };
    let holder = lock_text::parse(&object.text);
    let is_over = holder.as_ref().is_some_and(|holder| is_expired(holder, &object));
    Ok(Some(Found { holder, is_over, is_alive: false, etag: object.etag }))
}

/// Returns whether the lock was still the one that was found.
pub(super) async fn remove(store: &S3Store, found: &Found) -> Result<bool, Error> {
    store.delete(&store.lock_key(), &found.etag).await
}
