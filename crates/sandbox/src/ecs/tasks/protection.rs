//! Protection of tasks against scale-in and deployments.
//!
//! A protected task of a service is not stopped by the scheduler until its protection expires (Developer Guide,
//! "Protect your Amazon ECS tasks from being terminated by scale-in events").

use std::time::Duration;

use serde_json::{Value, json};

use crate::api::Moment;
use crate::ecs::input::{Answer, Input};
use crate::ecs::model::task::Task;
use crate::ecs::scheduler::plan;
use crate::ecs::state::Ecs;

/// How long protection lasts by default: two hours (API Reference, "`UpdateTaskProtection`").
const USUAL: u64 = 120;

pub(crate) fn update_protection(ecs: &mut Ecs, input: Input) -> Answer {
    let minutes = input.count("expiresInMinutes").and_then(|minutes| u64::try_from(minutes).ok());
    let lasts = Duration::from_secs(60 * minutes.unwrap_or(USUAL));
    let until = input.flag("protectionEnabled").then(|| ecs.now.plus(ecs.time_scale.scaled(lasts)));
    let cluster = ecs.cluster_name(input)?;
    for name in input.texts("tasks") {
        let found = ecs.tasks.named(&cluster, name).map(|(id, _)| id);
        let Some(task) = found.and_then(|id| ecs.tasks.get_mut(id)) else { continue };
        task.protected_until = until;
        if let (Some(service), Some(until)) = (task.owner.service(), until) {
            plan::look_at(ecs, service, until);
        }
    }
    get_protection(ecs, input)
}

pub(crate) fn get_protection(ecs: &Ecs, input: Input) -> Answer {
    let cluster = ecs.cluster_name(input)?;
    let (mut protected, mut failures) = (Vec::new(), Vec::new());
    for name in input.texts("tasks") {
        match ecs.tasks.named(&cluster, name) {
            Some((_, task)) if task.owner.service().is_some() => {
                protected.push(protection(task, ecs.now));
            }
            Some((_, task)) => failures.push(json!({ "arn": task.arn, "reason": "TASK_NOT_VALID" })),
            None => failures.push(json!({ "arn": name, "reason": "MISSING" })),
        }
    }
    Ok(json!({ "protectedTasks": protected, "failures": failures }))
}

fn protection(task: &Task, at: Moment) -> Value {
    match task.protected_until.filter(|_| task.is_protected(at)) {
        Some(until) => {
            json!({ "taskArn": task.arn, "protectionEnabled": true, "expirationDate": until.seconds() })
        }
        None => json!({ "taskArn": task.arn, "protectionEnabled": false }),
    }
}
