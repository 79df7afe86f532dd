//! Protection of tasks against scale-in and deployments.
//!
//! A protected task of a service is not stopped by the scheduler until its protection expires (Developer Guide,
//! "Protect your Amazon ECS tasks from being terminated by scale-in events").

use std::time::Duration;

use serde_json::{Value, json};

use super::super::Ecs;
use super::super::wire::{Answer, Input};
use super::Task;
use crate::api::Moment;

/// How long protection lasts unless the call says: two hours (API Reference, "`UpdateTaskProtection`").
const USUAL: u64 = 120;

impl Task {
    pub(in crate::ecs) fn is_protected(&self, at: Moment) -> bool {
        self.protected_until.is_some_and(|until| at < until)
    }

    fn protection(&self, at: Moment) -> Value {
        match self.protected_until.filter(|_| self.is_protected(at)) {
            Some(until) => {
                json!({ "taskArn": self.arn, "protectionEnabled": true, "expirationDate": until.seconds() })
            }
            None => json!({ "taskArn": self.arn, "protectionEnabled": false }),
        }
    }
}

impl Ecs {
    pub(in crate::ecs) fn update_task_protection(&mut self, input: Input) -> Answer {
        let minutes = input.count("expiresInMinutes").and_then(|minutes| u64::try_from(minutes).ok());
        let lasts = Duration::from_secs(60 * minutes.unwrap_or(USUAL));
        let until = input.flag("protectionEnabled").then(|| self.now.plus(self.pace.scaled(lasts)));
        let cluster = self.cluster_name(input)?;
        for name in input.texts("tasks") {
            let found = self.tasks.named(&cluster, name).map(|(id, _)| id);
            let Some(task) = found.and_then(|id| self.tasks.get_mut(id)) else { continue };
            task.protected_until = until;
            if let (Some(service), Some(until)) = (task.owner.service(), until) {
                self.plan_look(service, until);
            }
        }
        self.get_task_protection(input)
    }

    pub(in crate::ecs) fn get_task_protection(&self, input: Input) -> Answer {
        let cluster = self.cluster_name(input)?;
        let (mut protected, mut failures) = (Vec::new(), Vec::new());
        for name in input.texts("tasks") {
            match self.tasks.named(&cluster, name) {
                Some((_, task)) if task.owner.service().is_some() => {
                    protected.push(task.protection(self.now));
                }
                Some((_, task)) => failures.push(json!({ "arn": task.arn, "reason": "TASK_NOT_VALID" })),
                None => failures.push(json!({ "arn": name, "reason": "MISSING" })),
            }
        }
        Ok(json!({ "protectedTasks": protected, "failures": failures }))
    }
}
