//! A started task, watched to its end: its lines while it runs, the last ones after it, its exit code.

use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until};

use super::other_containers;
use super::task::{FargateRequest, OneOffTask};
use crate::aws::ecs::run_task::TaskWatch;
use crate::aws::ecs::task_definition::Container;
use crate::aws::ecs::{Task, task};
use crate::aws::logs::Tail;
use crate::context::PollInterval;
use crate::error::{Error, Interrupted, Signal};
use crate::event::{EventKind, OtherContainer, TaskEnd};
use crate::session::Session;
use crate::steps::error::Error as StepsError;
use crate::steps::log_stream::log_stream;

/// Without a time-out; a task that takes a year is not one-off.
const NO_TIMEOUT: Duration = Duration::from_hours(24 * 365);

/// What ends the watching before the task does.
#[derive(Debug)]
enum StopReason {
    /// The user asked to stop.
    Interrupted(Interrupted),
    /// The time-out passed.
    TimedOut(Duration),
}

impl StopReason {
    fn into_error(self) -> Error {
        match self {
            Self::Interrupted(interrupted) => interrupted.into(),
            Self::TimedOut(limit) => StepsError::TaskTooLong { limit }.into(),
        }
    }
}

/// Waits for the end of a task and returns its container's exit code. Asked to stop, it stops the task and waits for
/// that; asked twice, it waits no longer.
pub(crate) async fn watch(
    session: &Session,
    job: &OneOffTask,
    task: &str,
    request: &FargateRequest,
) -> Result<i32, Error> {
    let mut watched = Watched {
        watch: TaskWatch::new(&job.ecs, &job.request.cluster, task, &session.context),
        tail: tail(session, job, task),
        status: String::new(),
    };
    let interval = PollInterval::of_task(request.every);
    let start = Instant::now();
    let deadline = start + request.timeout.unwrap_or(NO_TIMEOUT);
    let (mut reason, mut times) = (None, 1);
    let ended = loop {
        if let Some(task) = poll(session, &mut watched).await? {
            break task;
        }
        tokio::select! {
            () = sleep(interval.after(start.elapsed())) => continue,
            asked = session.context.interrupt.asked_times(times) => {
                let interrupted = Interrupted(asked.signal.unwrap_or(Signal::Interrupt));
                if reason.is_some() {
                    return Err(interrupted.into());
                }
                (reason, times) = (Some(StopReason::Interrupted(interrupted)), asked.times + 1);
            }
            () = sleep_until(deadline), if reason.is_none() => {
                reason = Some(StopReason::TimedOut(request.timeout.unwrap_or(NO_TIMEOUT)));
            }
        }
        stop(session, job, task).await?;
    };
    if let Some(tail) = &mut watched.tail {
        tail.drain(request.every.unwrap_or(Duration::from_secs(1)), &session.context).await;
    }
    let others = other_containers::read(session, job, &ended).await;
    let exit_code = report_end(session, &ended, &job.container, others);
    reason.map_or(exit_code, |reason| Err(reason.into_error()))
}

/// One poll of the task and its lines; the task, once it has stopped.
async fn poll(session: &Session, watched: &mut Watched) -> Result<Option<Task>, Error> {
    let Some(task) = watched.watch.poll().await? else { return Ok(None) };
    if task.status != watched.status {
        watched.status.clone_from(&task.status);
        session.emit(EventKind::TaskMoved { task: task.arn.clone(), status: task.status.clone() });
    }
    if let Some(tail) = watched.tail.as_mut().filter(|_| task.has_run()) {
        tail.pull(&session.context).await;
    }
    Ok(task.is_stopped().then_some(task))
}

async fn stop(session: &Session, job: &OneOffTask, task: &str) -> Result<(), Error> {
    let reason = format!("asked by {}", job.request.started_by);
    task::stop(&job.ecs, &job.request.cluster, task, &reason).await?;
    session.emit(EventKind::TaskStopAsked { task: task.to_owned() });
    Ok(())
}

fn report_end(
    session: &Session,
    task: &Task,
    container: &Container,
    other_containers: Vec<OtherContainer>,
) -> Result<i32, Error> {
    let exit_code = task.exit_code_of(&container.name);
    let end = TaskEnd {
        task: task.arn.clone(),
        container: container.name.clone(),
        exit_code: exit_code.as_ref().ok().copied(),
        reason: task.cause(),
        other_containers,
    };
    session.emit(EventKind::TaskEnded { end });
    Ok(exit_code?)
}

fn tail(session: &Session, job: &OneOffTask, task: &str) -> Option<Tail> {
    let name = &job.container.name;
    let Some(stream) = log_stream(&job.container, task) else {
        let message = format!("the container {name} has no log stream in CloudWatch: no lines to show");
        session.context.events.note(message);
        return None;
    };
    Some(Tail::new(stream, name, &job.aws, &session.context))
}

/// A task that is watched, with its lines.
struct Watched {
    watch: TaskWatch,
    tail: Option<Tail>,
    status: String,
}
