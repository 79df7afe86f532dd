//! One run of the tool, as commands and steps see it.

use std::time::{Duration, Instant};

use super::consent::Consent;
use crate::aws::AwsConnection;
use crate::context::Context;
use crate::dirs::OldFolder;
use crate::error::Error;
use crate::event::{EventKind, Step};
use crate::project::Project;

/// What commands and steps are given. It has no operations but these.
#[derive(Clone, Debug)]
pub struct Session {
    pub(crate) context: Context,
    pub(crate) project: Project,
    pub(crate) consent: Consent,
    /// Whether programs that we run may use colours.
    pub(crate) color: bool,
    /// How long to wait for the lock of an environment that another has.
    pub(crate) lock_timeout: Duration,
    /// The account of commands that work on no environment.
    pub(crate) default_aws: AwsConnection,
}

impl Session {
    /// A session in a project. `color` says whether programs that are run may use colours.
    pub fn new(context: Context, project: Project, consent: Consent, color: bool) -> Self {
        if let Some(old) = OldFolder::find(project.root()) {
            context.events.warn(old.message(), Some(old.hint()));
        }
        let default_aws = AwsConnection::new(None, &context.interrupt);
        Self { context, project, consent, color, lock_timeout: Duration::ZERO, default_aws }
    }

    /// Waits that long for the lock of an environment that another has.
    #[must_use]
    pub fn with_lock_timeout(self, lock_timeout: Duration) -> Self {
        Self { lock_timeout, ..self }
    }

    /// A part of the run: it stops with its parent, or by itself. Must be called inside of a runtime.
    pub(crate) fn child(&self) -> Self {
        let interrupt = self.context.interrupt.child();
        Self { context: Context { interrupt, ..self.context.clone() }, ..self.clone() }
    }

    pub(crate) fn emit(&self, event: EventKind) {
        self.context.events.emit(event);
    }

    /// Takes a step, unless the user asked to stop before it; emits its start, and its end if it succeeds.
    pub(crate) async fn step<T, E>(
        &self,
        step: Step,
        about: impl Into<String>,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, Error>
    where
        Error: From<E>,
    {
        self.context.interrupt.check()?;
        let start = Instant::now();
        self.emit(EventKind::StepStarted { step, about: about.into() });
        let done = work.await?;
        let millis = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.emit(EventKind::StepFinished { step, millis });
        Ok(done)
    }
}
