//! One new task for a service: made, or not placed.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::super::Ecs;
use super::super::rules::{Fate, Subject};
use super::super::services::{Service, ServiceId, complete_provider};
use super::super::tasks::{NewTask, Owner, TaskId};
use super::super::wire::Fields;
use crate::api::Moment;

impl Ecs {
    /// One new task of the PRIMARY deployment; none if it cannot be placed.
    pub(super) fn start_one(&mut self, id: ServiceId, at: Moment) -> Option<TaskId> {
        let service = &self.services[id.0];
        let subject = Subject {
            service: Some(&service.name),
            blueprint: &service.primary().blueprint,
            region: &self.place.region,
            network: service.fields.get("networkConfiguration"),
            pushed: self.images.have(&service.primary().blueprint),
        };
        let script = self.rules.script(&subject);
        if let Fate::NotPlaced { reason, role } = &script.fate {
            self.not_placed(id, reason, *role, at);
            return None;
        }
        let primary = service.primary();
        let owner = Owner::Service {
            service: id,
            deployment: primary.number,
            targets: service.has_targets(),
            grace: service.grace(),
        };
        let new = NewTask {
            cluster: service.cluster.clone(),
            blueprint: Arc::clone(&primary.blueprint),
            owner,
            fields: service.fields_of_task(),
            script,
        };
        let task = self.start_task(new, at);
        self.services[id.0].live.push(task);
        self.tag_task(id, task);
        Some(task)
    }

    fn not_placed(&mut self, id: ServiceId, reason: &str, role: bool, at: Moment) {
        let said = if role {
            format!("failed to launch a task with (error {reason}).")
        } else {
            format!("was unable to place a task. Reason: {reason}.")
        };
        self.event_once(id, &said, at);
        if !self.services[id.0].primary().proven {
            self.count_failure(id, at);
        }
        self.delay_next(id, at);
        self.plan_look(id, self.services[id.0].not_before);
    }

    /// API Reference, "`CreateService`": `propagateTags` and `enableECSManagedTags`.
    fn tag_task(&mut self, id: ServiceId, task: TaskId) {
        let (service, Some(task)) = (&self.services[id.0], self.tasks.get(task)) else { return };
        let source = match service.fields.get("propagateTags").and_then(Value::as_str) {
            Some("SERVICE") => &service.arn,
            Some("TASK_DEFINITION") => &task.blueprint.arn,
            _ => "",
        };
        let mut tags = self.tags.of(source).to_vec();
        if service.fields.get("enableECSManagedTags") == Some(&json!(true)) {
            tags.push(json!({ "key": "aws:ecs:serviceName", "value": service.name }));
            tags.push(json!({ "key": "aws:ecs:clusterName", "value": service.cluster }));
        }
        self.tags.set(&task.arn, &tags);
    }
}

impl Service {
    fn has_targets(&self) -> bool {
        let any = |field: &str| {
            self.fields.get(field).and_then(Value::as_array).is_some_and(|list| !list.is_empty())
        };
        any("loadBalancers") || any("serviceRegistries")
    }

    fn grace(&self) -> Duration {
        let seconds = self.fields.get("healthCheckGracePeriodSeconds").and_then(Value::as_u64);
        Duration::from_secs(seconds.unwrap_or_default())
    }

    fn fields_of_task(&self) -> Fields {
        let primary = self.primary();
        let mut fields = Fields::from_iter([
            ("group".to_owned(), json!(format!("service:{}", self.name))),
            ("startedBy".to_owned(), json!(primary.id)),
            ("overrides".to_owned(), json!({ "containerOverrides": [] })),
        ]);
        let same = [
            "launchType",
            "capacityProviderStrategy",
            "platformFamily",
            "enableExecuteCommand",
            "networkConfiguration",
        ];
        for name in same {
            fields.extend(self.fields.get(name).map(|value| (name.to_owned(), value.clone())));
        }
        if self.fields.contains_key("platformVersion") {
            fields.insert("platformVersion".into(), "1.4.0".into());
        }
        complete_provider(&mut fields);
        fields
    }
}
