//! A run that changes an environment.

use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Mutex;

use super::error::Error as RunError;
use super::journal::Journal;
use super::owner;
use super::record::RunVerdict;
use crate::error::Error;
use crate::session::Session;
use crate::steps::environment::Environment;
use crate::terraform::plan_changes::PlanChanges;
use crate::terraform::run_store::{self, HeldLock, Renewal, RunStore};
use crate::types::{Activity, LockHolder};

/// A run that changes an environment, with its lock and its journal.
pub(crate) struct Run<'a> {
    pub(crate) session: &'a Session,
    pub(crate) environment: &'a Environment,
    holder: LockHolder,
    /// None where nothing can be kept beside the state.
    pub(super) store: Option<RunStore>,
    /// None before it is taken, and where it is not needed or not possible.
    pub(super) lock: Mutex<Option<HeldLock>>,
    journal: Mutex<Journal>,
    /// Whether somebody else ended the lock.
    lost: AtomicBool,
    /// Whether the user knows that something beside the state cannot be written.
    warned: AtomicBool,
}

impl<'a> Run<'a> {
    /// A run of a command. Terraform must be initialised. Nothing is locked or written yet.
    pub(crate) async fn new(
        session: &'a Session,
        environment: &'a Environment,
        command: &str,
    ) -> Result<Self, Error> {
        let store = run_store::of(&environment.terraform, &environment.connection).await?;
        Ok(Self::with_store(session, environment, command, store))
    }

    fn with_store(
        session: &'a Session,
        environment: &'a Environment,
        command: &str,
        store: Option<RunStore>,
    ) -> Self {
        let (id, owner) = (session.context.events.run().to_owned(), owner::find());
        let (user, host) = (owner.user.clone(), owner.host.clone());
        let journal = Journal {
            environment: environment.config.name.clone(),
            command: command.to_owned(),
            owner,
            store: store.clone(),
            plan: None,
            record: None,
        };
        Self {
            session,
            environment,
            holder: LockHolder::new(id, user, host, command.to_owned(), Activity::Reserving),
            store,
            lock: Mutex::default(),
            journal: Mutex::new(journal),
            lost: AtomicBool::default(),
            warned: AtomicBool::default(),
        }
    }

    /// What the run is about to apply.
    pub(crate) async fn take_plan(&self, changes: &PlanChanges) {
        self.journal.lock().await.take_plan(changes);
    }

    /// The same before a change, which is not begun without the lock that was taken for it.
    pub(crate) async fn begin(&self, activity: Activity) -> Result<(), Error> {
        self.enter(activity).await;
        if self.lost.load(Ordering::Relaxed) {
            return Err(RunError::LockLost(self.environment.config.name.clone()).into());
        }
        Ok(())
    }

    /// What the run begins to do: the lock and the journal say so before it does it.
    pub(crate) async fn enter(&self, activity: Activity) {
        let changes = |lock: &HeldLock| lock.activity() != activity;
        if self.lock.lock().await.as_ref().is_some_and(changes) {
            self.renew(Some(activity)).await;
        }
        let written = self.journal.lock().await.write(self.session, activity).await;
        self.warn_of_journal(written);
    }

    /// Writes into the journal how the run ended, if it changed anything.
    pub(crate) async fn end(&self, verdict: RunVerdict) {
        let written = self.journal.lock().await.end(self.session, verdict).await;
        self.warn_of_journal(written);
    }

    /// Renews the lock, with another activity if one is given.
    pub(super) async fn renew(&self, activity: Option<Activity>) {
        let mut lock = self.lock.lock().await;
        let Some(held) = lock.as_mut() else { return };
        let activity = activity.unwrap_or_else(|| held.activity());
        match run_store::renew(held, activity).await {
            Ok(Renewal::Kept) => {}
            Ok(Renewal::Lost(other)) => {
                *lock = None;
                self.lost.store(true, Ordering::Relaxed);
                self.warn_of_loss(other.as_ref());
            }
            Err(error) => self.warn_once(&format!("the lock could not be renewed: {}", Error::from(error))),
        }
    }

    pub(super) fn warn_of_loss(&self, other: Option<&LockHolder>) {
        let name = &self.environment.config.name;
        let by = other.map(|other| format!("; it is now locked by {other}")).unwrap_or_default();
        let message = format!("the lock of this run on `{name}` was ended by somebody else{by}");
        self.session.context.events.warn(message, None);
    }

    fn warn_of_journal(&self, written: Result<(), crate::terraform::Error>) {
        if let Err(error) = written {
            self.warn_once(&format!("the history could not be written: {}", Error::from(error)));
        }
    }

    /// Warns that something beside the state cannot be written, unless that was said already.
    pub(super) fn warn_once(&self, message: &str) {
        if !self.warned.swap(true, Ordering::Relaxed) {
            self.session.context.events.warn(message, None);
        }
    }

    /// What the lock says of this run from now on.
    pub(super) fn holder(&self, activity: Activity) -> LockHolder {
        LockHolder { activity, since: jiff::Timestamp::now(), ..self.holder.clone() }
    }
}

/// Does the work, and writes into the journal how it ended.
pub(crate) async fn record<T>(
    run: &Run<'_>,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let result = work.await;
    run.end(RunVerdict::of(&result)).await;
    result
}

#[cfg(test)]
impl<'a> Run<'a> {
    /// A run of a test, with its lock and its journal in that store.
    pub(super) fn beside(session: &'a Session, environment: &'a Environment, store: RunStore) -> Self {
        Self::with_store(session, environment, "apply", Some(store))
    }
}
