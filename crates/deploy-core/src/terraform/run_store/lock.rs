//! The lock of an environment: one writer at a time.

use super::attempt::{Attempt, Found, Renewal};
use super::local_lock::{self, LocalLock};
use super::lock_text;
use super::run_store::RunStore;
use super::s3_lock::{self, S3Lock};
use crate::terraform::error::Error;
use crate::types::{Activity, LockHolder};

/// The lock, held until it is released.
#[derive(Debug)]
pub(crate) struct HeldLock {
    place: Place,
    holder: LockHolder,
}

#[derive(Debug)]
enum Place {
    File(LocalLock),
    S3(Box<S3Lock>),
}

impl HeldLock {
    /// What its run is at, as the lock says.
    pub(crate) fn activity(&self) -> Activity {
        self.holder.activity
    }
}

/// Tries to take the lock, without waiting.
pub(crate) async fn try_acquire(store: &RunStore, holder: &LockHolder) -> Result<Attempt<HeldLock>, Error> {
    let held = |place| HeldLock { place, holder: holder.clone() };
    Ok(match store {
        RunStore::Local(local) => local_lock::try_acquire(local, holder)?.map(|file| held(Place::File(file))),
        RunStore::S3(s3) => {
            s3_lock::try_acquire(s3, holder).await?.map(|object| held(Place::S3(Box::new(object))))
        }
    })
}

/// Says that the run is still alive, and what it is at.
pub(crate) async fn renew(lock: &mut HeldLock, activity: Activity) -> Result<Renewal, Error> {
    lock.holder.activity = activity;
    match &mut lock.place {
        Place::File(file) => file.write(&lock.holder).map(|()| Renewal::Kept),
        Place::S3(s3) => s3.renew(&lock.holder).await,
    }
}

/// Gives the lock back.
pub(crate) async fn release(lock: HeldLock) -> Result<Renewal, Error> {
    match lock.place {
        Place::File(file) => file.release().map(|()| Renewal::Kept),
        Place::S3(s3) => s3.release(&lock.holder).await,
    }
}

/// The lock, if there is one.
pub(crate) async fn find(store: &RunStore) -> Result<Option<Found>, Error> {
    let found = match store {
        RunStore::Local(local) => local_lock::find(local)?,
        RunStore::S3(s3) => s3_lock::find(s3).await?,
    };
    let is_of_caller = |found: &Found| found.holder.as_ref().is_some_and(lock_text::is_of_caller);
    Ok(found.filter(|found| !is_of_caller(found)))
}

/// Ends a lock that was found, whoever has it. Returns whether that was still the lock.
pub(crate) async fn remove(store: &RunStore, found: &Found) -> Result<bool, Error> {
    match store {
        RunStore::Local(local) => local_lock::remove(local),
        RunStore::S3(s3) => s3_lock::remove(s3, found).await,
    }
}
