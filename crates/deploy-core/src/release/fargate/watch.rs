//! A started task, watched to its end: its lines while it runs, the last ones after it, its exit code.

use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until};

use super::{Fargate, Job};
use crate::error::{Interrupted, Signal};
use crate::event::{Culprit, Fact};
use crate::logs::{Stream, Tail};
use crate::release::{Error, Run};
use crate::tasks::{Container, Task, Watch};

/// Without a time-out; a task that takes a year is not one-off.
const FOR_EVER: Duration = Duration::from_hours(24 * 365);

/// What ends the watching before the task does.
#[derive(Debug)]
enum Wish {
    /// The user asked to stop.
    Interrupted(Interrupted),
    /// The time is over.
    TooLong(Duration),
}

impl From<Wish> for crate::Error {
    fn from(wish: Wish) -> Self {
        match wish {
            Wish::Interrupted(interrupted) => interrupted.into(),
            Wish::TooLong(limit) => Error::TaskTooLong { limit }.into(),
        }
    }
}

impl Run {
    /// Waits for the end of a task and returns its container's exit code. Asked to stop, it stops the task and waits for
    /// that; asked twice, it waits no longer.
    pub(super) async fn watch(&self, job: &Job, task: &str, what: &Fargate) -> Result<i32, crate::Error> {
        let mut watched = Watched {
            watch: Watch::new(&job.tasks, &job.request.cluster, task),
            tail: self.tail(job, task),
            status: String::new(),
        };
        let start = Instant::now();
        let deadline = start + what.timeout.unwrap_or(FOR_EVER);
        let (mut wish, mut patience) = (None, 1);
        let ended = loop {
            if let Some(task) = self.look(&mut watched).await? {
                break task;
            }
            let pause = sleep(what.every.unwrap_or_else(|| interval(start.elapsed())));
            tokio::select! {
                () = pause => continue,
                asked = self.context.interrupt.asked_times(patience) => {
                    let interrupted = Wish::Interrupted(Interrupted(asked.signal.unwrap_or(Signal::Interrupt)));
                    if wish.is_some() {
                        return Err(interrupted.into());
                    }
                    (wish, patience) = (Some(interrupted), asked.times + 1);
                }
                () = sleep_until(deadline), if wish.is_none() => {
                    wish = Some(Wish::TooLong(what.timeout.unwrap_or(FOR_EVER)));
                }
            }
            self.stop(job, task).await?;
        };
        if let Some(tail) = &mut watched.tail {
            tail.drain(what.every.unwrap_or(Duration::from_secs(1)), &self.context).await;
        }
        let culprits = self.culprits(job, &ended).await;
        let end = self.end(&ended, &job.container, culprits);
        wish.map_or(end, |wish| Err(wish.into()))
    }

    /// One look at the task and its lines; the task, once it is over.
    async fn look(&self, watched: &mut Watched) -> Result<Option<Task>, crate::Error> {
        let Some(task) = watched.watch.look(&self.context).await? else { return Ok(None) };
        if task.status != watched.status {
            watched.status.clone_from(&task.status);
            let (task, status) = (task.arn.clone(), task.status.clone());
            self.context.events.say(Fact::TaskMoved { task, status });
        }
        if let Some(tail) = watched.tail.as_mut().filter(|_| task.has_run()) {
            tail.pull(&self.context).await;
        }
        Ok(task.is_stopped().then_some(task))
    }

    async fn stop(&self, job: &Job, task: &str) -> Result<(), crate::Error> {
        let reason = format!("asked by {}", job.request.started_by);
        job.tasks.stop(&job.request.cluster, task, &reason).await?;
        self.context.events.say(Fact::TaskStopAsked { task: task.to_owned() });
        Ok(())
    }

    fn end(&self, task: &Task, container: &Container, culprits: Vec<Culprit>) -> Result<i32, crate::Error> {
        let end = task.end_of(&container.name);
        self.context.events.say(Fact::TaskEnded {
            task: task.arn.clone(),
            container: container.name.clone(),
            exit_code: end.as_ref().ok().copied(),
            reason: task.cause(),
            culprits,
        });
        Ok(end?)
    }

    fn tail(&self, job: &Job, task: &str) -> Option<Tail> {
        let name = &job.container.name;
        let Some(stream) = stream(&job.container, task) else {
            let message = format!("the container {name} has no log stream in CloudWatch: no lines to show");
            self.context.events.note(message);
            return None;
        };
        Some(Tail::new(stream, name, &job.aws))
    }
}

/// Where a container writes its lines to, if it is known
/// (<https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html>).
pub(super) fn stream(container: &Container, task: &str) -> Option<Stream> {
    let logs = container.logs.as_ref()?;
    let id = task.rsplit('/').next().unwrap_or(task);
    let name = format!("{}/{}/{id}", logs.prefix, container.name);
    Some(Stream { group: logs.group.clone(), name, region: logs.region.clone() })
}

/// A task that is watched, with its lines.
struct Watched {
    watch: Watch,
    tail: Option<Tail>,
    status: String,
}

fn interval(elapsed: Duration) -> Duration {
    Duration::from_secs(if elapsed < Duration::from_mins(1) { 1 } else { 3 })
}
