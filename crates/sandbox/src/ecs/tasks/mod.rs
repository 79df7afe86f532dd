//! Tasks: the state of each, and where they are kept.
//!
//! A task's `last_status` follows the Developer Guide, "Amazon ECS task lifecycle". A stopped task is still
//! listed and described for an hour (API Reference, "`ListTasks`").

mod calls;
mod command;
mod exec;
mod life;
mod protection;
mod run;
mod show;
mod spot;
mod start;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

pub(super) use self::start::{NewTask, Owner};
use super::definitions::Blueprint;
use super::rules::Script;
use super::services::ServiceId;
use super::wire::Fields;
use crate::api::Moment;

/// In the order of creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct TaskId(u64);

/// What a task does by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// It goes on to the next status.
    Step,
    /// It has run long enough to count as healthy.
    Settle,
    /// A container of it ends.
    End,
    /// Its health check has failed for too long.
    Sicken,
    /// Its capacity is taken back.
    Interrupt,
    /// Nobody remembers it any more.
    Forget,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    Provisioning,
    Pending,
    Activating,
    Running,
    Deactivating,
    Stopping,
    Deprovisioning,
    Stopped,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Health {
    Unknown,
    Healthy,
    Unhealthy,
}

/// Why a task stops.
#[derive(Clone, Debug)]
pub(super) struct Stop {
    /// API Reference, "Task": `stopCode`.
    pub(super) code: &'static str,
    pub(super) reason: String,
}

#[derive(Debug)]
pub(super) struct Container {
    pub(super) status: Status,
    pub(super) exit: Option<i32>,
    pub(super) reason: Option<String>,
    pub(super) runtime: String,
}

/// When what happened to a task.
#[derive(Debug, Default)]
struct Times {
    created: Moment,
    pull_started: Option<Moment>,
    pull_stopped: Option<Moment>,
    started: Option<Moment>,
    stopping: Option<Moment>,
    execution_stopped: Option<Moment>,
    stopped: Option<Moment>,
}

#[derive(Debug)]
pub(super) struct Task {
    /// The last part of its ARN.
    pub(super) name: String,
    pub(super) arn: String,
    pub(super) cluster: String,
    pub(super) blueprint: Arc<Blueprint>,
    pub(super) owner: Owner,
    /// What is only told again: launch type, overrides, network.
    fields: Fields,
    pub(super) status: Status,
    /// Changes with the status: what was planned before a change is void after it.
    pub(super) turn: u32,
    script: Script,
    /// Polls that do not find it.
    missing: u32,
    /// Has been RUNNING, and healthy, for so long that it counts.
    pub(super) settled: bool,
    health: Health,
    containers: Vec<Container>,
    pub(super) stop: Option<Stop>,
    times: Times,
    protected_until: Option<Moment>,
}

impl Task {
    /// Whether ECS wants it to run: `desiredStatus` RUNNING.
    pub(super) fn is_wanted(&self) -> bool {
        self.stop.is_none()
    }

    pub(super) fn is_live(&self) -> bool {
        self.status != Status::Stopped
    }

    /// Its containers run, even if it is being drained.
    pub(super) fn is_running(&self) -> bool {
        (Status::Running..Status::Deprovisioning).contains(&self.status) && self.times.started.is_some()
    }

    pub(super) fn is_pending(&self) -> bool {
        self.status < Status::Running
    }
}

/// All tasks that are remembered.
#[derive(Debug, Default)]
pub(super) struct Tasks {
    all: BTreeMap<TaskId, Task>,
    by_name: HashMap<String, TaskId>,
    /// Tasks that `RunTask` has started, by its client token.
    by_token: HashMap<String, Vec<TaskId>>,
    made: u64,
}

impl Tasks {
    pub(super) fn get(&self, id: TaskId) -> Option<&Task> {
        self.all.get(&id)
    }

    pub(super) fn get_mut(&mut self, id: TaskId) -> Option<&mut Task> {
        self.all.get_mut(&id)
    }

    /// The task of a cluster by its ARN or its last part.
    pub(super) fn named(&self, cluster: &str, name: &str) -> Option<(TaskId, &Task)> {
        let id = *self.by_name.get(super::names::last(name))?;
        self.get(id).filter(|task| task.cluster == cluster).map(|task| (id, task))
    }

    /// The task of that name, in whatever cluster.
    pub(super) fn id(&self, name: &str) -> Option<TaskId> {
        self.by_name.get(name).copied()
    }

    /// The same for a poll: what it shows may be older than what is.
    fn polled(&mut self, cluster: &str, name: &str) -> Option<TaskId> {
        let (id, _) = self.named(cluster, name)?;
        let task = self.get_mut(id)?;
        let found = task.missing == 0;
        task.missing = task.missing.saturating_sub(1);
        found.then_some(id)
    }

    pub(super) fn in_cluster(&self, cluster: &str) -> impl Iterator<Item = &Task> {
        self.all.values().filter(move |task| task.cluster == cluster)
    }

    fn add(&mut self, task: Task) -> TaskId {
        self.made += 1;
        let id = TaskId(self.made);
        self.by_name.insert(task.name.clone(), id);
        self.all.insert(id, task);
        id
    }

    fn forget(&mut self, id: TaskId) -> Option<ServiceId> {
        let task = self.all.remove(&id)?;
        self.by_name.remove(&task.name);
        task.owner.service()
    }
}
