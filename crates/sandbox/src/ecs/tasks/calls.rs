//! The calls about tasks.

use serde_json::{Value, json};

use super::super::wire::{Answer, Input, invalid};
use super::super::{Ecs, limits, names};
use super::{Stop, Task};

impl Ecs {
    pub(in crate::ecs) fn list_tasks(&self, input: Input) -> Answer {
        let cluster = self.cluster_name(input)?;
        let status = input.text("desiredStatus").unwrap_or("RUNNING");
        let listed = |task: &Task| {
            let same =
                |field: &str, own: Option<&str>| input.text(field).is_none_or(|asked| own == Some(asked));
            task.desired_status() == status
                && same("family", Some(&task.blueprint.family))
                && same("startedBy", task.field("startedBy"))
                && same("launchType", task.field("launchType"))
        };
        let tasks: Vec<&Task> = if let Some(name) = input.text("serviceName") {
            let service = self.service(&cluster, name)?;
            let ids = service.live.iter().chain(&service.stopped);
            ids.filter_map(|id| self.tasks.get(*id)).collect()
        } else {
            self.tasks.in_cluster(&cluster).collect()
        };
        let listed = tasks.into_iter().filter(|task| listed(task));
        let arns: Vec<Value> = listed.map(|task| task.arn.clone().into()).collect();
        limits::page(input, "taskArns", 100, &arns)
    }

    pub(in crate::ecs) fn describe_tasks(&mut self, input: Input) -> Answer {
        let cluster = self.cluster_name(input)?;
        limits::check("tasks", input.list("tasks"), limits::TASKS)?;
        let (mut tasks, mut failures) = (Vec::new(), Vec::new());
        for name in input.texts("tasks") {
            let found = self.tasks.polled(&cluster, name).and_then(|id| self.tasks.get(id));
            if let Some(task) = found {
                tasks.push(self.task_shown(task, input.includes("TAGS")));
            } else {
                let arn = self.place.arn(&format!("task/{cluster}/{}", names::last(name)));
                failures.push(json!({ "arn": arn, "reason": "MISSING" }));
            }
        }
        Ok(json!({ "tasks": tasks, "failures": failures }))
    }

    pub(in crate::ecs) fn stop_task_of(&mut self, input: Input) -> Answer {
        let cluster = self.cluster_name(input)?;
        let found = self.tasks.named(&cluster, input.required("task")?);
        let (id, _) = found.ok_or_else(|| invalid("The referenced task was not found."))?;
        let reason = input.text("reason").unwrap_or("Task stopped by user").to_owned();
        self.stop_task(id, Stop { code: "UserInitiated", reason }, self.now);
        let owner = self.tasks.get(id).and_then(|task| task.owner.service());
        if let Some(service) = owner {
            self.look_soon(service, self.now);
        }
        let task = self.tasks.get(id).ok_or_else(|| invalid("The referenced task was not found."))?;
        Ok(json!({ "task": self.task_shown(task, true) }))
    }

    pub(super) fn task_shown(&self, task: &Task, with_tags: bool) -> Value {
        let mut shown = task.shown(&self.cluster_arn(&task.cluster), |image| self.images.digest(image));
        shown["availabilityZone"] = format!("{}a", self.place.region).into();
        shown["tags"] = if with_tags { self.tags.of(&task.arn).into() } else { json!([]) };
        shown
    }
}
