//! The calls about tasks.

use serde_json::{Value, json};

use super::super::rules::{Ending, Fate, Subject};
use super::super::wire::{Answer, Fields, Input, invalid, refused};
use super::super::{Ecs, limits, names};
use super::{NewTask, Owner, Stop, Task};
use crate::api::ApiError;

/// How long a one-off task runs unless a rule says, at AWS.
const JOB: std::time::Duration = std::time::Duration::from_secs(20);

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

    pub(in crate::ecs) fn describe_tasks(&self, input: Input) -> Answer {
        let cluster = self.cluster_name(input)?;
        limits::check("tasks", input.list("tasks"), limits::TASKS)?;
        let (mut tasks, mut failures) = (Vec::new(), Vec::new());
        for name in input.texts("tasks") {
            if let Some((_, task)) = self.tasks.named(&cluster, name) {
                tasks.push(self.task_shown(task, input.includes("TAGS")));
            } else {
                let arn = self.place.arn(&format!("task/{cluster}/{}", names::last(name)));
                failures.push(json!({ "arn": arn, "reason": "MISSING" }));
            }
        }
        Ok(json!({ "tasks": tasks, "failures": failures }))
    }

    pub(in crate::ecs) fn run_task(&mut self, input: Input) -> Answer {
        let cluster = self.cluster_name(input)?;
        let blueprint = self.definitions.to_run(input.required("taskDefinition")?)?;
        check_overrides(input, |name| blueprint.containers.iter().any(|plan| plan.name == name))?;
        let count = input.count("count").unwrap_or(1);
        if !(1..=10).contains(&count) {
            return Err(invalid("Count must be between 1 and 10."));
        }
        let fields = Self::fields_of_job(input, &blueprint.family);
        let (mut tasks, mut failures) = (Vec::new(), Vec::new());
        for _ in 0..count {
            let subject = Subject {
                service: None,
                blueprint: &blueprint,
                region: &self.place.region,
                subnet: subnet(input),
            };
            let mut script = self.rules.script(&subject);
            match script.fate {
                Fate::NotPlaced { reason, role: true } => return Err(refused(reason)),
                Fate::NotPlaced { reason, role: false } => {
                    failures.push(json!({ "reason": reason }));
                    continue;
                }
                Fate::Lives => script.fate = Fate::Ends(done(blueprint.main_container(None))),
                _ => {}
            }
            let (cluster, blueprint) = (cluster.clone(), blueprint.clone());
            let new = NewTask { cluster, blueprint, owner: Owner::Nobody, fields: fields.clone(), script };
            let id = self.start_task(new, self.now);
            let Some(task) = self.tasks.get(id) else { continue };
            self.tags.set(&task.arn, input.list("tags"));
            tasks.push(self.task_shown(task, true));
        }
        Ok(json!({ "tasks": tasks, "failures": failures }))
    }

    fn fields_of_job(input: Input, family: &str) -> Fields {
        let kept =
            ["overrides", "startedBy", "group", "launchType", "platformVersion", "networkConfiguration"];
        let mut fields = Fields::new();
        for field in kept {
            fields.extend(input.get(field).map(|value| (field.to_owned(), value.clone())));
        }
        super::super::wire::default(&mut fields, "group", json!(format!("family:{family}")));
        super::super::wire::default(&mut fields, "overrides", json!({ "containerOverrides": [] }));
        fields.insert("enableExecuteCommand".into(), input.flag("enableExecuteCommand").into());
        super::super::services::complete_platform(&mut fields);
        fields
    }

    pub(in crate::ecs) fn stop_task_call(&mut self, input: Input) -> Answer {
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

    fn task_shown(&self, task: &Task, with_tags: bool) -> Value {
        let mut shown = task.shown(&self.cluster_arn(&task.cluster), |image| self.images.digest(image));
        shown["tags"] = if with_tags { self.tags.of(&task.arn).into() } else { json!([]) };
        shown
    }
}

/// A one-off task that does its work and ends well.
fn done(container: usize) -> Ending {
    Ending { container, after: JOB, code: 0, reason: None, line: None }
}

fn subnet(input: Input<'_>) -> &str {
    let network = input.get("networkConfiguration");
    network.and_then(|network| network["awsvpcConfiguration"]["subnets"][0].as_str()).unwrap_or("subnet-0")
}

fn check_overrides(input: Input, known: impl Fn(&str) -> bool) -> Result<(), ApiError> {
    let overrides = input.get("overrides").and_then(|overrides| overrides["containerOverrides"].as_array());
    let names = overrides.into_iter().flatten().filter_map(|over| over["name"].as_str());
    match names.into_iter().find(|name| !known(name)) {
        Some(name) => Err(invalid(format!(
            "Override for container named {name} is not a container in the TaskDefinition."
        ))),
        None => Ok(()),
    }
}
