//! Holding the lock of an environment while a run changes it, and waiting for it.

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::time::{Duration, Instant};

use futures_util::FutureExt;

use super::error::Error as RunError;
use super::run::Run;
use crate::context::PollInterval;
use crate::error::Error;
use crate::event::EventKind;
use crate::session::Session;
use crate::steps::environment::{self, Access, Environment};
use crate::terraform::run_store::{self, Attempt, Found, Renewal};
use crate::types::{Activity, LockHolder, LockWait};

/// How often a lock is renewed, which expires after ten minutes.
const HEARTBEAT: Duration = Duration::from_mins(1);

const ONLY_TERRAFORM: &str = "only Terraform can reach its backend; nor is this run in the history";
const OF_CALLER: &str = "the run that started this one has the lock";

/// How long between two lines that say that the run still waits.
const COUNTDOWN: Duration = Duration::from_secs(10);

/// Whether the lock was another's before it was ours, so that what was read before may be out of date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    AtOnce,
    AfterAnother,
}

/// Does the work under the lock, which is given back however it ends.
pub(crate) async fn hold<T>(
    run: &Run<'_>,
    activity: Activity,
    work: impl AsyncFnOnce(Taken) -> Result<T, Error>,
) -> Result<T, Error> {
    let taken = match acquire(run, run.holder(activity)).await? {
        Ok(taken) => taken,
        Err(reason) => {
            let name = &run.environment.config.name;
            run.warn_once(&format!("`{name}` is not locked against other runs: {reason}"));
            Taken::AtOnce
        }
    };
    // In the heap: the work is most of a run, and without optimisation each move of it takes stack.
    let working = Box::pin(async {
        run.session.context.interrupt.check()?;
        work(taken).await
    });
    let done = tokio::select! {
        done = AssertUnwindSafe(working).catch_unwind() => done,
        never = keep_alive(run, HEARTBEAT) => match never {},
    };
    release(run).await;
    done.unwrap_or_else(|panic| resume_unwind(panic))
}

/// Fails, or waits, while another changes the environment: before the work whose result would be lost.
pub(crate) async fn require_free(run: &Run<'_>) -> Result<(), Error> {
    wait_until_free(run).await?;
    environment::tell_of_earlier_apply(run.session, run.environment, Access::Change)
}

async fn wait_until_free(run: &Run<'_>) -> Result<(), Error> {
    let Some(store) = &run.store else { return Ok(()) };
    let mut wait = Wait::new(run);
    loop {
        match run_store::find(store).await {
            Ok(Some(Found { holder, is_over: false, .. })) => wait.for_next_look(holder).await?,
            // Who may not read it learns from the attempt to take it.
            Ok(_) | Err(crate::terraform::Error::Aws(crate::aws::Error::Answered { .. })) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
    }
}

/// Takes the lock; else says why there can be none.
async fn acquire(run: &Run<'_>, holder: LockHolder) -> Result<Result<Taken, String>, Error> {
    let Some(store) = &run.store else { return Ok(Err(ONLY_TERRAFORM.to_owned())) };
    let mut wait = Wait::new(run);
    loop {
        match run_store::try_acquire(store, &holder).await? {
            Attempt::Acquired { lock, left_by } => {
                *run.lock.lock().await = Some(lock);
                if let Some(left_by) = left_by {
                    warn_of_dead_run(run, &left_by);
                }
                return Ok(Ok(wait.taken()));
            }
            Attempt::NotNeeded => return Ok(Ok(wait.taken())),
            Attempt::Impossible(error) => return Ok(Err(Error::from(error).to_string())),
            Attempt::Busy(holder) => wait.for_next_look(holder).await?,
        }
    }
}

fn warn_of_dead_run(run: &Run<'_>, left_by: &LockHolder) {
    let name = &run.environment.config.name;
    let message = format!("the lock of `{name}` was left by a run that did not end: {left_by}");
    run.session.context.events.warn(message, None);
}

/// Locks the environment beyond this run, until a user ends that.
pub(crate) async fn reserve(run: &Run<'_>, reason: String) -> Result<LockHolder, Error> {
    let holder = LockHolder { reason: Some(reason), ..run.holder(Activity::Reserving) };
    let environment = run.environment.config.name.clone();
    match acquire(run, holder.clone()).await? {
        Ok(_) if run.lock.lock().await.take().is_some() => Ok(holder),
        Ok(_) => Err(RunError::NotLockable { environment, reason: OF_CALLER.to_owned() }.into()),
        Err(reason) => Err(RunError::NotLockable { environment, reason }.into()),
    }
}

/// Who has the lock, for a query: what cannot be read is a warning.
pub(crate) async fn holder(session: &Session, environment: &Environment) -> Option<LockHolder> {
    let find = async {
        let store = run_store::of(&environment.terraform, &environment.connection).await?;
        match &store {
            Some(store) => run_store::find(store).await,
            None => Ok(None),
        }
    };
    match find.await {
        Ok(found) => found.filter(|found| !found.is_over).and_then(|found| found.holder),
        Err(error) => {
            let message = format!("the lock could not be read: {}", Error::from(error));
            session.context.events.warn(message, None);
            None
        }
    }
}

pub(super) async fn keep_alive(run: &Run<'_>, every: Duration) -> Infallible {
    loop {
        tokio::time::sleep(every).await;
        run.renew(None).await;
    }
}

async fn release(run: &Run<'_>) {
    let Some(lock) = run.lock.lock().await.take() else { return };
    match run_store::release(lock).await {
        Ok(Renewal::Kept) => {}
        Ok(Renewal::Lost(other)) => run.warn_of_loss(other.as_ref()),
        Err(error) => {
            let message = format!("the lock could not be given back: {}", Error::from(error));
            run.session.context.events.warn(message, None);
        }
    }
}

/// The wait for a lock that another has.
struct Wait<'a> {
    run: &'a Run<'a>,
    begun: Instant,
    /// When the next line is due; none before the first one.
    next_line: Option<Duration>,
}

impl<'a> Wait<'a> {
    fn new(run: &'a Run<'a>) -> Self {
        Self { run, begun: Instant::now(), next_line: None }
    }

    fn taken(&self) -> Taken {
        if self.next_line.is_some() { Taken::AfterAnother } else { Taken::AtOnce }
    }

    /// Fails once the time is over.
    async fn for_next_look(&mut self, holder: Option<LockHolder>) -> Result<(), Error> {
        let (elapsed, limit) = (self.begun.elapsed(), self.run.session.lock_timeout);
        let environment = self.run.environment.config.name.clone();
        let Some(left) = limit.checked_sub(elapsed).filter(|left| !left.is_zero()) else {
            return Err(RunError::Busy { environment, holder: holder.map(Box::new) }.into());
        };
        if self.next_line.is_none_or(|due| elapsed >= due) {
            self.next_line = Some(elapsed + COUNTDOWN);
            let seconds_left = left.as_secs().max(1);
            self.run.session.emit(EventKind::LockAwaited(LockWait { environment, holder, seconds_left }));
        }
        let look = PollInterval::of_task(None).after(elapsed).min(left);
        Ok(self.run.session.context.interrupt.unless_asked(tokio::time::sleep(look)).await?)
    }
}
