//! The calls about tasks.

use serde_json::{Value, json};

use crate::ecs::input::{Answer, Input, invalid};
use crate::ecs::model::task::{Stop, Task};
use crate::ecs::scheduler::plan;
use crate::ecs::state::Ecs;
use crate::ecs::tasks::{show, transition};
use crate::ecs::{limits, names};

pub(crate) fn list(ecs: &Ecs, input: Input) -> Answer {
    let cluster = ecs.cluster_name(input)?;
    let status = input.text("desiredStatus").unwrap_or("RUNNING");
    let listed = |task: &Task| {
        let same = |field: &str, own: Option<&str>| input.text(field).is_none_or(|asked| own == Some(asked));
        task.desired_status() == status
            && same("family", Some(&task.definition.family))
            && same("startedBy", task.field("startedBy"))
            && same("launchType", task.field("launchType"))
    };
    let tasks: Vec<&Task> = if let Some(name) = input.text("serviceName") {
        let service = ecs.service(&cluster, name)?;
        let ids = service.live.iter().chain(&service.stopped);
        ids.filter_map(|id| ecs.tasks.get(*id)).collect()
    } else {
        ecs.tasks.in_cluster(&cluster).collect()
    };
    let listed = tasks.into_iter().filter(|task| listed(task));
    let arns: Vec<Value> = listed.map(|task| task.arn.clone().into()).collect();
    limits::page(input, "taskArns", 100, &arns)
}

pub(crate) fn describe(ecs: &mut Ecs, input: Input) -> Answer {
    let cluster = ecs.cluster_name(input)?;
    limits::check("tasks", input.list("tasks"), limits::TASKS)?;
    let (mut tasks, mut failures) = (Vec::new(), Vec::new());
    for name in input.texts("tasks") {
        let found = ecs.tasks.polled(&cluster, name).and_then(|id| ecs.tasks.get(id));
        if let Some(task) = found {
            tasks.push(show::task(ecs, task, input.includes("TAGS")));
        } else {
            let arn = ecs.location.arn(&format!("task/{cluster}/{}", names::last(name)));
            failures.push(json!({ "arn": arn, "reason": "MISSING" }));
        }
    }
    Ok(json!({ "tasks": tasks, "failures": failures }))
}

pub(crate) fn stop(ecs: &mut Ecs, input: Input) -> Answer {
    let cluster = ecs.cluster_name(input)?;
    let found = ecs.tasks.named(&cluster, input.required("task")?);
    let (id, _) = found.ok_or_else(|| invalid("The referenced task was not found."))?;
    let reason = input.text("reason").unwrap_or("Task stopped by user").to_owned();
    transition::stop(ecs, id, Stop { code: "UserInitiated", reason }, ecs.now);
    let owner = ecs.tasks.get(id).and_then(|task| task.owner.service());
    if let Some(service) = owner {
        plan::look_soon(ecs, service, ecs.now);
    }
    let task = ecs.tasks.get(id).ok_or_else(|| invalid("The referenced task was not found."))?;
    Ok(json!({ "task": show::task(ecs, task, true) }))
}
