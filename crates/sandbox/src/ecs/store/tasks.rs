//! All known tasks. A stopped task is still listed and described for an hour (API Reference, "`ListTasks`").

use std::collections::{BTreeMap, HashMap};

use crate::ecs::model::ids::{ServiceId, TaskId};
use crate::ecs::model::task::Task;
use crate::ecs::names;

#[derive(Debug, Default)]
pub(crate) struct Tasks {
    pub(crate) all: BTreeMap<TaskId, Task>,
    pub(crate) by_name: HashMap<String, TaskId>,
    /// Tasks that `RunTask` has started, by its client token.
    pub(crate) by_token: HashMap<String, Vec<TaskId>>,
    pub(crate) made: u64,
}

impl Tasks {
    pub(crate) fn get(&self, id: TaskId) -> Option<&Task> {
        self.all.get(&id)
    }

    pub(crate) fn get_mut(&mut self, id: TaskId) -> Option<&mut Task> {
        self.all.get_mut(&id)
    }

    /// The task of a cluster by its ARN or its last part.
    pub(crate) fn named(&self, cluster: &str, name: &str) -> Option<(TaskId, &Task)> {
        let id = *self.by_name.get(names::last(name))?;
        self.get(id).filter(|task| task.cluster == cluster).map(|task| (id, task))
    }

    /// The task of that name, in whatever cluster.
    pub(crate) fn id(&self, name: &str) -> Option<TaskId> {
        self.by_name.get(name).copied()
    }

    /// The same for a poll, which may not find it yet.
    pub(crate) fn polled(&mut self, cluster: &str, name: &str) -> Option<TaskId> {
        let (id, _) = self.named(cluster, name)?;
        let task = self.get_mut(id)?;
        let found = task.missing == 0;
        task.missing = task.missing.saturating_sub(1);
        found.then_some(id)
    }

    pub(crate) fn in_cluster(&self, cluster: &str) -> impl Iterator<Item = &Task> {
        self.all.values().filter(move |task| task.cluster == cluster)
    }

    pub(crate) fn add(&mut self, task: Task) -> TaskId {
        self.made += 1;
        let id = TaskId(self.made);
        self.by_name.insert(task.name.clone(), id);
        self.all.insert(id, task);
        id
    }

    pub(crate) fn forget(&mut self, id: TaskId) -> Option<ServiceId> {
        let task = self.all.remove(&id)?;
        self.by_name.remove(&task.name);
        task.owner.service()
    }
}
